"""Checkouts with everything that their prices need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from marketplace.engine.models import Checkout, CheckoutDelivery, CheckoutLine, TransactionItem
from marketplace.engine.refusals import missing, pk_of
from marketplace.engine.rules.payment import authorize_status, charge_status
from marketplace.engine.rules.prices import TaxedAmount
from marketplace.engine.rules.totals import TaxedSum, of_quantity, total_of
from marketplace.engine.rules.voucher import Goods, Taken, spread
from marketplace.engine.selectors.sellable import Sellable, sellables
from marketplace.engine.selectors.taxes import rate_of, rates_in
from marketplace.engine.selectors.voucher import Bearing, Reduction, bearing_of, reduction_of
from marketplace.graphql.ready_query import ReadyQuery
from marketplace.money import cents


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line, its variant as it is sold now, and its gross prices with their tax.

    `unit` and `total` are after all that is taken off; `own_total` is before a voucher for the whole order, the
    undiscounted ones are before everything. `voucher_discount` is what a voucher for lines took off this one.
    """

    line: CheckoutLine
    sellable: Sellable
    unit: TaxedAmount
    total: TaxedAmount
    own_total: Decimal
    voucher_discount: Decimal
    undiscounted_unit: TaxedAmount
    undiscounted_total: TaxedAmount

    @property
    def promotion_discount(self) -> Decimal:
        """What a promotion took off all pieces of this line."""
        return cents(self.undiscounted_total.gross_amount) - self.own_total - self.voucher_discount

    @property
    def own_unit_discount(self) -> Decimal:
        """What promotions and a voucher for lines took off each piece."""
        return cents(self.undiscounted_unit.gross_amount) - cents(self.own_total / self.line.quantity)

    @property
    def is_sold(self) -> bool:
        return self.sellable.price is not None or self.line.price_override is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checkout's prices at one moment."""

    lines: Sequence[PricedLine]
    subtotal: TaxedSum
    shipping: TaxedAmount
    total: TaxedSum
    delivery: CheckoutDelivery | None
    undiscounted_shipping: TaxedAmount
    reduction: Reduction | None = None
    refused: str = ""
    """Why the voucher whose code the checkout bears takes nothing off."""

    @property
    def undiscounted_total(self) -> TaxedSum:
        parts = [*(each.undiscounted_total for each in self.lines), self.undiscounted_shipping]
        return total_of(parts, self.total.currency)

    @property
    def requires_shipping(self) -> bool:
        return any(each.sellable.variant.product.product_type.is_shipping_required for each in self.lines)


def checkouts() -> "QuerySet[Checkout]":
    """Checkouts with what an answer about them needs."""
    return Checkout.objects.select_related(
        "channel", "user", "shipping_address", "billing_address", "delivery", "collection_point"
    )


def checkouts_to_price() -> "QuerySet[Checkout]":
    """Checkouts with what their prices need and no more."""
    return Checkout.objects.select_related("channel", "delivery")


def checkout_for(checkout_id: str | None, *, field: str = "id", lock: bool = False, to_price: bool = False) -> Checkout:
    """The checkout behind a global id: whoever knows it may use it, as with Saleor.

    `lock` holds the row until the transaction ends; `to_price` brings what its prices need and no more. Raises
    DomainError NOT_FOUND or GRAPHQL_ERROR.
    """
    try:
        row = _READY[lock, to_price].first(UUID(pk_of("Checkout", checkout_id, field=field)))
    except ValueError:
        row = None
    if row is None:
        raise missing(checkout_id, field=field)
    return row


def _ready(*, lock: bool, to_price: bool) -> "ReadyQuery[Checkout]":
    def one(pk: UUID) -> "QuerySet[Checkout]":
        rows = checkouts_to_price() if to_price else checkouts()
        if lock:
            rows = rows.select_for_update(of=("self",), no_key=True)
        return rows.filter(pk=pk).order_by()

    return ReadyQuery(one, UUID(int=1))


_READY = {
    (lock, to_price): _ready(lock=lock, to_price=to_price) for lock in (True, False) for to_price in (True, False)
}


_LINES = ReadyQuery(lambda checkout_id: CheckoutLine.objects.filter(checkout=checkout_id), UUID(int=1))
_TRANSACTIONS = ReadyQuery(lambda checkout_id: TransactionItem.objects.filter(checkout=checkout_id), UUID(int=1))


def priced(checkout: Checkout, *, now: datetime) -> Sheet:
    """The checkout's prices from the current listings, computed once for this object.

    Three statements; with a voucher a few more.
    """
    known: Sheet | None = checkout.__dict__.get("sheet")
    if known is not None:
        return known
    return priced_with(checkout, checkout.voucher_code, now=now)


def priced_with(checkout: Checkout, code: str | None, *, now: datetime) -> Sheet:
    """The checkout's prices now, as if it bore this voucher code; the object keeps them for `priced`."""
    lines = _LINES.rows(checkout.pk)
    offers = sellables({line.variant_id for line in lines}, checkout.channel_id, now=now)
    return price(checkout, lines, offers, bearing_of(checkout, code, now=now))


def price(
    checkout: Checkout,
    lines: Iterable[CheckoutLine],
    offers: Mapping[int, Sellable],
    bearing: Bearing | None = None,
) -> Sheet:
    """The checkout's prices from lines and offers that are at hand; the object keeps them for `priced`."""
    rates = rates_in(checkout.country) if checkout.channel.charge_taxes else {}
    found = _sheet(checkout, list(lines), offers, bearing, rates)
    for each in found.lines:
        each.line.checkout = checkout
        each.line.variant = each.sellable.variant
        each.line.variant.sold_in = checkout.channel
        each.line.variant.__dict__["listing"] = each.sellable.listing(checkout.channel)
        each.line.__dict__["priced"] = each
    checkout.__dict__["sheet"] = found
    return found


def priced_line(line: CheckoutLine, *, now: datetime) -> PricedLine:
    """The line's prices; a line that came alone brings its checkout's prices with it."""
    if "priced" not in line.__dict__:
        checkout = checkouts_to_price().get(pk=line.checkout_id)
        line.__dict__["priced"] = next(each for each in priced(checkout, now=now).lines if each.line.pk == line.pk)
    found: PricedLine = line.__dict__["priced"]
    return found


def _sheet(
    checkout: Checkout,
    lines: Sequence[CheckoutLine],
    offers: Mapping[int, Sellable],
    bearing: Bearing | None,
    rates: dict[int | None, Decimal],
) -> Sheet:
    currency, delivery = checkout.currency, checkout.delivery
    charge = None if delivery is None else delivery.price_amount
    sold = [(line, offers[line.variant_id]) for line in lines]
    found = None if bearing is None else _reduction(checkout, bearing, sold, charge)
    reduction = found if isinstance(found, Reduction) else None
    taken = reduction.taken if reduction else Taken(amount=Decimal("0.00"))
    priced_lines = _priced_lines(sold, taken, rates, currency)
    rate = rate_of(None, rates)
    shipping = TaxedAmount((charge or Decimal(0)) - taken.shipping, rate, currency)
    subtotal = total_of([each.total for each in priced_lines], currency)
    return Sheet(
        lines=priced_lines,
        subtotal=subtotal,
        shipping=shipping,
        total=total_of([subtotal, shipping], currency),
        delivery=delivery,
        undiscounted_shipping=TaxedAmount(charge or Decimal(0), rate, currency),
        reduction=reduction,
        refused=found if isinstance(found, str) else "",
    )


def _reduction(
    checkout: Checkout, bearing: Bearing, sold: Sequence[tuple[CheckoutLine, Sellable]], charge: Decimal | None
) -> Reduction | str:
    goods = [
        Goods(
            product=offer.variant.product_id,
            variant=offer.variant.pk,
            category=offer.variant.product.category_id,
            quantity=line.quantity,
            total=_unit_of(line, offer) * line.quantity,
        )
        for line, offer in sold
    ]
    needs = any(offer.variant.product.product_type.is_shipping_required for _line, offer in sold)
    return reduction_of(checkout, bearing, goods, shipping=charge, needs_shipping=needs)


def _unit_of(line: CheckoutLine, offer: Sellable) -> Decimal:
    """What a piece costs without a voucher."""
    return cents(line.price_override if line.price_override is not None else offer.price or Decimal(0))


def _full_unit_of(line: CheckoutLine, offer: Sellable) -> Decimal:
    """What a piece costs without voucher and promotions. A price that an app has set knows no promotion."""
    return _unit_of(line, offer) if line.price_override is not None else cents(offer.full_price or Decimal(0))


def _priced_lines(
    sold: Sequence[tuple[CheckoutLine, Sellable]], taken: Taken, rates: dict[int | None, Decimal], currency: str
) -> list[PricedLine]:
    off = taken.lines or [Decimal("0.00")] * len(sold)
    own = [_unit_of(line, offer) * line.quantity - each for (line, offer), each in zip(sold, off, strict=True)]
    shares = spread(taken.order, own) if taken.order else [Decimal("0.00")] * len(own)
    return [
        _priced_line(line, offer, (total, each, share), rates, currency)
        for (line, offer), total, each, share in zip(sold, own, off, shares, strict=True)
    ]


def _priced_line(
    line: CheckoutLine,
    offer: Sellable,
    amounts: tuple[Decimal, Decimal, Decimal],
    rates: dict[int | None, Decimal],
    currency: str,
) -> PricedLine:
    """`amounts`: the line's own total, what the voucher took off it alone, and its share of what is off the order."""
    own_total, voucher_discount, share = amounts
    total = own_total - share
    tax_class = offer.tax_class
    rate = rate_of(tax_class.pk if tax_class else None, rates)
    listed = _full_unit_of(line, offer)
    return PricedLine(
        line=line,
        sellable=offer,
        unit=TaxedAmount(cents(total / line.quantity), rate, currency),
        total=TaxedAmount(total, rate, currency),
        own_total=own_total,
        voucher_discount=voucher_discount,
        undiscounted_unit=of_quantity(listed, 1, rate, currency),
        undiscounted_total=of_quantity(listed, line.quantity, rate, currency),
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a checkout's transactions cover its total; money on its way counts."""

    authorized: Decimal
    charged: Decimal

    def authorize_status(self, sheet: Sheet) -> str:
        return "NONE" if not sheet.lines else authorize_status(sheet.total.gross.amount, self.authorized + self.charged)

    def charge_status(self, sheet: Sheet) -> str:
        charged = max(self.charged, Decimal(0))
        return "NONE" if not sheet.lines else charge_status(sheet.total.gross.amount, charged)


def coverage_of(checkout: Checkout) -> Coverage:
    """What the checkout's transactions cover, read once for this object."""
    known: Coverage | None = checkout.__dict__.get("coverage")
    if known is None:
        known = checkout.__dict__["coverage"] = coverage(transactions_of(checkout))
    return known


def transactions_of(checkout: Checkout) -> list[TransactionItem]:
    """The checkout's transactions as they are now."""
    return _TRANSACTIONS.rows(checkout.pk)


def coverage(transactions: Iterable[TransactionItem]) -> Coverage:
    """The sums over transactions."""
    authorized = charged = Decimal(0)
    for each in transactions:
        authorized += each.authorized_amount + each.authorize_pending_amount
        charged += each.charged_amount + each.charge_pending_amount
    return Coverage(authorized, charged)
