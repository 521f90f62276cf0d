"""Lines of a checkout come, change and go; the goods that they name are held meanwhile."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import Channel, Checkout, CheckoutLine, Reservation, ShopSettings
from marketplace.engine.refusals import Refusals
from marketplace.engine.rules.allocation import Demand
from marketplace.engine.selectors.channels import shop_settings
from marketplace.engine.selectors.checkout import checkout_for
from marketplace.engine.selectors.sellable import Sellable, sellables, variant_label
from marketplace.engine.services.allocation import InsufficientStock, check_free, reservation_length, reserve
from marketplace.engine.services.checkout_voucher import drop_lost_voucher
from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """A wish for a line. `quantity` None leaves it as it is; `price` overrides the listed one (gross, apps only)."""

    variant_id: int | None = None
    line_id: UUID | None = None
    quantity: int | None = None
    price: Decimal | None = None
    force_new_line: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)

    def plus(self, other: "LineInput") -> "LineInput":
        """Both wishes in one."""
        return replace(
            self,
            quantity=(self.quantity or 0) + (other.quantity or 0),
            price=other.price if other.price is not None else self.price,
            metadata={**self.metadata, **other.metadata},
        )


def add_lines(requestor: Requestor, *, checkout_id: str | None, inputs: Sequence[LineInput], now: datetime) -> Checkout:
    """Add pieces: to the line of the variant where there is exactly one, else as a new line.

    Raises DomainError and PermissionRefused like `create_checkout`, NOT_FOUND for the checkout.
    """
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        lines = list(checkout.lines.all())
        changed: list[CheckoutLine] = []
        for each in inputs:
            of_variant = [line for line in lines if line.variant_id == each.variant_id]
            if len(of_variant) == 1 and not each.force_new_line:
                line = of_variant[0]
                line.quantity += each.quantity or 0
                _apply(line, each)
            else:
                line = new_line(each, _next_position(lines))
                line.checkout = checkout
                lines.append(line)
            changed.append(line)
        _check_and_store(requestor, checkout, lines, changed, inputs, now=now)
    return checkout


def update_lines(
    requestor: Requestor, *, checkout_id: str | None, inputs: Sequence[LineInput], now: datetime
) -> Checkout:
    """Set quantities by line or variant; zero removes the line, an unknown variant is added.

    Raises DomainError and PermissionRefused like `create_checkout`, INVALID if a variant is in several lines.
    """
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        lines = list(checkout.lines.all())
        changed: list[CheckoutLine] = []
        for each in inputs:
            line = _line_meant(lines, each)
            if line is None:
                line = new_line(each, _next_position(lines))
                line.checkout = checkout
                lines.append(line)
            else:
                line.quantity = line.quantity if each.quantity is None else each.quantity
                _apply(line, each)
            changed.append(line)
        _check_and_store(requestor, checkout, lines, changed, inputs, now=now, zero_removes=True)
    return checkout


def delete_lines(*, checkout_id: str | None, line_ids: Iterable[UUID], now: datetime) -> Checkout:
    """Remove lines and let go of their goods. Raises DomainError NOT_FOUND for a line that is not the checkout's."""
    with transaction.atomic():
        checkout = checkout_for(checkout_id, lock=True)
        wanted = set(line_ids)
        found = set(checkout.lines.filter(pk__in=wanted).values_list("pk", flat=True))
        if strangers := wanted - found:
            ids = [global_id("CheckoutLine", each) for each in sorted(strangers)]
            raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {ids[0]}", field="linesIds", lines=ids)
        CheckoutLine.objects.filter(pk__in=found).delete()
        _changed(checkout, now=now)
    return checkout


def new_line(wish: LineInput, position: int) -> CheckoutLine:
    """An unsaved line."""
    line = CheckoutLine(variant_id=wish.variant_id or 0, quantity=wish.quantity or 0, position=position)
    _apply(line, wish)
    return line


def check_lines(
    requestor: Requestor,
    lines: Sequence[CheckoutLine],
    *,
    inputs: Sequence[LineInput],
    channel: Channel,
    shop: ShopSettings,
    now: datetime,
    zero_removes: bool = False,
) -> dict[int, Sellable]:
    """Refuse lines that cannot be sold; fills in their `variant` and returns how each is sold, by variant.

    Stock is counted when it is held.

    Raises DomainError (NOT_FOUND, PRODUCT_UNAVAILABLE_FOR_PURCHASE, UNAVAILABLE_VARIANT_IN_CHANNEL,
    PRODUCT_NOT_PUBLISHED, ZERO_QUANTITY, QUANTITY_GREATER_THAN_LIMIT) and PermissionRefused for a price override.
    """
    if any(each.price is not None for each in inputs) and not (requestor.is_app and requestor.has("HANDLE_CHECKOUTS")):
        raise PermissionRefused(
            "Setting the custom price is allowed only for apps with `MANAGE_CHECKOUTS` permission.",
            ("HANDLE_CHECKOUTS",),
        )
    offers = sellables({line.variant_id for line in lines}, channel.pk, now=now)
    for line in lines:
        if line.variant_id not in offers:
            variant_id = global_id("ProductVariant", line.variant_id)
            raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {variant_id}", field="variantId")
        line.variant = offers[line.variant_id].variant
    kept = [line for line in lines if line.quantity or not zero_removes]
    _check_offers({line.variant_id: offers[line.variant_id] for line in kept})
    _check_quantities(kept, offers, shop.limit_quantity_per_checkout)
    return offers


def hold(
    checkout: Checkout, lines: Sequence[CheckoutLine], *, shop: ShopSettings, now: datetime, is_new: bool = False
) -> None:
    """Reserve stock for stored lines, or only count it if the shop does not reserve. Raises INSUFFICIENT_STOCK.

    What the checkout's other lines still hold, they hold on for as long; a checkout that `is_new` has none.
    """
    length = reservation_length(shop, signed_in=checkout.user_id is not None)
    try:
        if length is None:
            every = checkout.lines.filter(
                variant__in=[line.variant_id for line in lines], variant__track_inventory=True
            )
            demands = [Demand(line.pk, line.variant_id, line.quantity) for line in every]
            check_free(demands, channel=checkout.channel, now=now)
        else:
            reserve(lines, channel=checkout.channel, until=now + length, now=now, is_new=is_new)
            if is_new:
                checkout.__dict__["held_until"] = now + length
                return
            others = Reservation.objects.filter(checkout_line__checkout=checkout, reserved_until__gt=now)
            others.exclude(reserved_until=now + length).update(reserved_until=now + length)
    except InsufficientStock as error:
        raise _shortage(error, lines) from error


def _shortage(error: InsufficientStock, lines: Sequence[CheckoutLine]) -> Refusals:
    variants = {line.variant_id: line.variant for line in lines}
    return Refusals(
        [
            DomainError(
                "INSUFFICIENT_STOCK",
                f"Could not add items {variant_label(variants[variant_id])}. Only {left} remaining in stock.",
                field="quantity",
            )
            for variant_id, left in error.shortages.items()
        ]
    )


def _check_and_store(
    requestor: Requestor,
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    changed: Sequence[CheckoutLine],
    inputs: Sequence[LineInput],
    *,
    now: datetime,
    zero_removes: bool = False,
) -> None:
    touched = list({id(line): line for line in changed}.values())
    if not zero_removes and any((each.quantity or 0) <= 0 for each in inputs):
        raise DomainError("ZERO_QUANTITY", "The quantity should be higher than zero.", field="quantity")
    shop = shop_settings()
    check_lines(
        requestor, touched, inputs=inputs, channel=checkout.channel, shop=shop, now=now, zero_removes=zero_removes
    )
    kept = [line for line in touched if line.quantity > 0]
    stored = {line.pk for line in lines if not line._state.adding}
    if gone := [line.pk for line in touched if line.quantity == 0 and line.pk in stored]:
        CheckoutLine.objects.filter(pk__in=gone).delete()
    CheckoutLine.objects.bulk_create([line for line in kept if line.pk not in stored])
    changes = [line for line in kept if line.pk in stored]
    CheckoutLine.objects.bulk_update(changes, ["quantity", "price_override", "metadata"])
    if kept:
        hold(checkout, kept, shop=shop, now=now)
    _changed(checkout, now=now)


def _changed(checkout: Checkout, *, now: datetime) -> None:
    """Delivery offers are for other goods now, and a voucher may not be good for them."""
    checkout.deliveries_fresh_until = None
    checkout.updated_at = now
    checkout.save(update_fields=["deliveries_fresh_until", "updated_at"])
    drop_lost_voucher(checkout, now=now)


def _apply(line: CheckoutLine, wish: LineInput) -> None:
    if wish.price is not None:
        line.price_override = wish.price
    line.metadata = {**line.metadata, **wish.metadata}


def _next_position(lines: Sequence[CheckoutLine]) -> int:
    return max((line.position for line in lines), default=-1) + 1


def _line_meant(lines: Sequence[CheckoutLine], wish: LineInput) -> CheckoutLine | None:
    if wish.line_id is not None:
        found = next((line for line in lines if line.pk == wish.line_id), None)
        if found is None:
            line_id = global_id("CheckoutLine", wish.line_id)
            raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {line_id}", field="lineId")
        return found
    of_variant = [line for line in lines if line.variant_id == wish.variant_id]
    if len(of_variant) > 1:
        raise DomainError(
            "INVALID",
            "Variant occurs in multiple lines. Use `lineId` instead of `variantId`.",
            field="variantId",
            variants=[global_id("ProductVariant", wish.variant_id)],
        )
    return of_variant[0] if of_variant else None


def _check_offers(offers: Mapping[int, Sellable]) -> None:
    for code, message, fine in (
        (
            "PRODUCT_UNAVAILABLE_FOR_PURCHASE",
            "Cannot add lines for unavailable for purchase variants.",
            lambda offer: offer.is_for_sale,
        ),
        (
            "UNAVAILABLE_VARIANT_IN_CHANNEL",
            "Cannot add lines with unavailable variants.",
            lambda offer: offer.price is not None,
        ),
        ("PRODUCT_NOT_PUBLISHED", "Cannot add lines for unpublished variants.", lambda offer: offer.is_published),
    ):
        bad = [global_id("ProductVariant", variant_id) for variant_id, offer in offers.items() if not fine(offer)]
        if bad:
            raise DomainError(code, message, field="lines", variants=bad)


def _check_quantities(lines: Sequence[CheckoutLine], offers: Mapping[int, Sellable], shop_limit: int | None) -> None:
    totals: Counter[int] = Counter()
    for line in lines:
        if line.quantity <= 0:
            raise DomainError("ZERO_QUANTITY", "The quantity should be higher than zero.", field="quantity")
        totals[line.variant_id] += line.quantity
    for variant_id, quantity in totals.items():
        variant = offers[variant_id].variant
        limit = variant.quantity_limit_per_customer or shop_limit
        if limit is not None and quantity > limit:
            raise DomainError(
                "QUANTITY_GREATER_THAN_LIMIT",
                f"Cannot add more than {limit} times this item: {variant_label(variant)}.",
                field="quantity",
            )
