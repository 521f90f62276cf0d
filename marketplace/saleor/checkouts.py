"""Checkouts: one basket over all shops, with one delivery method that stands for the whole fulfilment plan.

`caller` is the App unless a person's own token shall act, e.g. to make the checkout theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from marketplace.money import Money
from marketplace.saleor.client import APP, Caller, execute, mutate
from marketplace.saleor.wire import Address, address, given, gross, metadata, metadata_input, money


@dataclass(frozen=True, kw_only=True)
class CheckoutLine:
    """All amounts are gross. `total` is after a voucher; `full_unit_price` and `full_total` are before one."""

    id: str
    variant_id: str
    sku: str
    product_id: str
    product_slug: str
    product_name: str
    quantity: int
    full_unit_price: Money
    full_total: Money
    total: Money
    metadata: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ChosenDelivery:
    """The delivery method that the checkout holds; `method_id` of ours is base64 of `app:<app id>:<our method id>`."""

    id: str
    method_id: str
    name: str
    price: Money


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """All amounts are gross, after a voucher. `voucher_code` stays while its voucher takes nothing off."""

    id: str
    email: str | None
    user_id: str | None
    lines: tuple[CheckoutLine, ...]
    delivery: ChosenDelivery | None
    shipping_address: Address | None
    billing_address: Address | None
    voucher_code: str
    subtotal: Money
    shipping_price: Money
    total: Money
    metadata: dict[str, str]
    private_metadata: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class DeliveryOption:
    """A delivery method on offer; pass its `id` to `set_delivery_method`."""

    id: str
    method_id: str
    name: str
    price: Money
    active: bool
    message: str


@dataclass(frozen=True, kw_only=True)
class LineInput:
    variant_id: str
    quantity: int
    metadata: Mapping[str, str] = field(default_factory=dict)

    def as_input(self) -> dict[str, Any]:
        notes = metadata_input(self.metadata) or None
        return given(variantId=self.variant_id, quantity=self.quantity, metadata=notes)


@dataclass(frozen=True, kw_only=True)
class PlacedOrder:
    """What `complete_checkout` made; `orders.order(id)` has the rest."""

    id: str
    number: str
    status: str


def checkout(id: str, *, caller: Caller = APP) -> Checkout | None:
    """The checkout, or None if it is gone (completed or expired). Private metadata is there for the App alone."""
    value = execute("checkout", {"id": id, "private": caller.kind == "app"}, caller=caller)["checkout"]
    return parse_checkout(value) if value else None


def create_checkout(
    *,
    lines: Sequence[LineInput],
    email: str | None = None,
    shipping_address: Address | None = None,
    billing_address: Address | None = None,
    language: str = "DE",
    caller: Caller = APP,
) -> Checkout:
    """Start a checkout in the market's channel.

    Raises SaleorRefused (INSUFFICIENT_STOCK, QUANTITY_GREATER_THAN_LIMIT, PRODUCT_NOT_PUBLISHED …).
    """
    values = given(
        channel=settings.CHANNEL_SLUG,
        lines=[line.as_input() for line in lines],
        email=email,
        shippingAddress=shipping_address and shipping_address.as_input(),
        billingAddress=billing_address and billing_address.as_input(),
        languageCode=language.upper(),
    )
    return _changed("checkout_create", {"input": values}, caller)


def add_lines(*, id: str, lines: Sequence[LineInput], caller: Caller = APP) -> Checkout:
    """Put more into the basket; quantities of a variant that is in it add up."""
    return _changed("checkout_lines_add", {"id": id, "lines": [line.as_input() for line in lines]}, caller)


def update_lines(*, id: str, quantities: Mapping[str, int], caller: Caller = APP) -> Checkout:
    """Set quantities by line id; 0 takes the line out."""
    lines = [{"lineId": line_id, "quantity": quantity} for line_id, quantity in quantities.items()]
    return _changed("checkout_lines_update", {"id": id, "lines": lines}, caller)


def delete_lines(*, id: str, line_ids: Sequence[str], caller: Caller = APP) -> Checkout:
    return _changed("checkout_lines_delete", {"id": id, "linesIds": list(line_ids)}, caller)


def add_promo_code(*, id: str, code: str, caller: Caller = APP) -> Checkout:
    """Put a voucher on the checkout, in place of another.

    Raises SaleorRefused (INVALID: no such code now; VOUCHER_NOT_APPLICABLE: not for this checkout).
    """
    return _changed("checkout_add_promo_code", {"id": id, "code": code}, caller)


def remove_promo_code(*, id: str, code: str, caller: Caller = APP) -> Checkout:
    """Take the voucher of this code off. Raises SaleorRefused (INVALID, NOT_FOUND: the checkout does not bear it)."""
    return _changed("checkout_remove_promo_code", {"id": id, "code": code}, caller)


def set_email(*, id: str, email: str, caller: Caller = APP) -> None:
    mutate("checkout_email_update", {"id": id, "email": email}, caller=caller)


def set_addresses(
    *, id: str, shipping: Address, billing: Address | None = None, save: bool = False, caller: Caller = APP
) -> None:
    """Set both addresses (billing is the same unless given). `save` keeps them in the account's address book.

    Raises SaleorRefused (REQUIRED, INVALID with the address field at fault).
    """
    values = {"id": id, "shipping": shipping.as_input(), "billing": (billing or shipping).as_input(), "save": save}
    mutate("checkout_addresses_update", values, caller=caller)


def attach_customer(*, id: str, caller: Caller) -> Checkout:
    """Make the checkout the account's whose token the caller is."""
    return _changed("checkout_customer_attach", {"id": id}, caller)


def delivery_options(
    *, id: str, notes: Mapping[str, str] | None = None, caller: Caller = APP
) -> tuple[DeliveryOption, ...]:
    """Ask anew for delivery methods; Saleor asks the platform. A chosen method with an old price becomes invalid.

    `notes` are written to the checkout's private metadata before, on the same way there (the App alone may).
    """
    if notes:
        payload = mutate("delivery_options_renew", {"id": id, "notes": metadata_input(notes)}, caller=caller)
    else:
        payload = mutate("delivery_options_calculate", {"id": id}, caller=caller)
    return tuple(
        DeliveryOption(
            id=delivery["id"],
            method_id=delivery["shippingMethod"]["id"],
            name=delivery["shippingMethod"]["name"],
            price=money(delivery["shippingMethod"]["price"]),
            active=delivery["shippingMethod"]["active"],
            message=delivery["shippingMethod"]["message"] or "",
        )
        for delivery in payload["deliveries"]
        if delivery["shippingMethod"]
    )


def set_delivery_method(*, id: str, delivery_id: str | None, caller: Caller = APP) -> None:
    """Choose one of the delivery options by its id, or none.

    Raises SaleorRefused (DELIVERY_METHOD_NOT_APPLICABLE, NOT_FOUND).
    """
    mutate("checkout_delivery_method_update", {"id": id, "deliveryMethodId": delivery_id}, caller=caller)


def complete_checkout(*, id: str, caller: Caller = APP) -> PlacedOrder:
    """Turn the checkout into an order: all stock is taken, or none.

    Raises SaleorRefused (INSUFFICIENT_STOCK, CHECKOUT_NOT_FULLY_PAID, INVALID_SHIPPING_METHOD,
    SHIPPING_ADDRESS_NOT_SET, EMAIL_NOT_SET …). After SaleorUnreachable the order may exist: ask
    `orders.order_of_checkout`.
    """
    return PlacedOrder(**mutate("checkout_complete", {"id": id}, caller=caller)["order"])


def parse_checkout(value: dict[str, Any]) -> Checkout:
    """A checkout out of an answer that was asked for with `CheckoutFields`."""
    return Checkout(
        id=value["id"],
        email=value["email"],
        user_id=value["user"] and value["user"]["id"],
        lines=tuple(_line(line) for line in value["lines"]),
        delivery=_delivery(value["delivery"]),
        shipping_address=address(value["shippingAddress"]),
        billing_address=address(value["billingAddress"]),
        voucher_code=value["voucherCode"] or "",
        subtotal=gross(value["subtotalPrice"]),
        shipping_price=gross(value["shippingPrice"]),
        total=gross(value["totalPrice"]),
        metadata=metadata(value["metadata"]),
        private_metadata=metadata(value.get("privateMetadata")),
    )


def _changed(name: str, variables: dict[str, Any], caller: Caller) -> Checkout:
    return parse_checkout(mutate(name, variables, caller=caller)["checkout"])


def _line(value: dict[str, Any]) -> CheckoutLine:
    variant, total = value["variant"], gross(value["totalPrice"])
    full, full_total = _before_a_voucher(value, total)
    return CheckoutLine(
        id=value["id"],
        variant_id=variant["id"],
        sku=variant["sku"] or "",
        product_id=variant["product"]["id"],
        product_slug=variant["product"]["slug"],
        product_name=variant["product"]["name"],
        quantity=value["quantity"],
        full_unit_price=full,
        full_total=full_total,
        total=total,
        metadata=metadata(value["metadata"]),
    )


def _before_a_voucher(value: dict[str, Any], total: Money) -> tuple[Money, Money]:
    """Price of a piece and of the line: what the variant costs now, promotions taken off.

    A line that is not sold any more, or whose last cent was rounded up, costs what it costs.
    """
    pricing = value["variant"]["pricing"]
    if pricing is None or pricing["price"] is None:
        return gross(value["unitPrice"]), total
    unit = gross(pricing["price"])
    whole = unit * value["quantity"]
    return unit, whole if whole.amount > total.amount else total


def _delivery(value: dict[str, Any] | None) -> ChosenDelivery | None:
    if value is None or value["shippingMethod"] is None:
        return None
    method = value["shippingMethod"]
    return ChosenDelivery(id=value["id"], method_id=method["id"], name=method["name"], price=money(method["price"]))
