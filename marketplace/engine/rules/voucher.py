"""What a voucher takes off. Gross amounts, rounded half up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from marketplace.money import cents

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A voucher in one channel. `value` is an amount or percent, by `value_type` (FIXED or PERCENTAGE)."""

    type: str
    value_type: str
    value: Decimal
    min_spent: Decimal | None = None
    min_quantity: int | None = None
    once_per_order: bool = False
    only_for_staff: bool = False
    countries: frozenset[str] = frozenset()
    products: frozenset[int] = frozenset()
    variants: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()

    @property
    def is_for_lines(self) -> bool:
        return self.type == "SPECIFIC_PRODUCT" or (self.type == "ENTIRE_ORDER" and self.once_per_order)

    @property
    def is_for_shipping(self) -> bool:
        return self.type == "SHIPPING"

    def off(self, price: Decimal) -> Decimal:
        """What is taken off a price, never more than it."""
        wanted = self.value if self.value_type == "FIXED" else price * self.value / 100
        return min(cents(wanted), price)


@dataclass(frozen=True, kw_only=True)
class Goods:
    """A line of a checkout. `total` is what it costs without the voucher."""

    product: int
    variant: int
    category: int | None
    quantity: int
    total: Decimal

    @property
    def unit(self) -> Decimal:
        return cents(self.total / self.quantity)


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Who buys and where it goes. `shipping` is the price of the chosen delivery, None while none is chosen."""

    shipping: Decimal | None
    needs_shipping: bool
    country: str | None
    is_staff: bool = False
    has_used_it: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a voucher takes off: `amount` as Saleor tells it, `lines` off each line alone, `order` off all of them
    together, `shipping` off the delivery."""

    amount: Decimal
    lines: Sequence[Decimal] = field(default_factory=tuple)
    order: Decimal = ZERO
    shipping: Decimal = ZERO


def refusal(terms: Terms, goods: Sequence[Goods], buyer: Buyer) -> str | None:
    """Why a voucher is not good for this checkout, or None. The order of the questions is Saleor's."""
    subtotal = sum((each.total for each in goods), ZERO)
    meant = [each for each in goods if is_meant(terms, each)]
    questions = (
        (bool(terms.min_spent) and subtotal < (terms.min_spent or ZERO), "MIN_SPENT"),
        (sum(each.quantity for each in goods) < (terms.min_quantity or 0), "MIN_QUANTITY"),
        (buyer.has_used_it, "ONCE_PER_CUSTOMER"),
        (terms.only_for_staff and not buyer.is_staff, "ONLY_FOR_STAFF"),
        (not goods, "NO_GOODS"),
        (terms.is_for_shipping and not buyer.needs_shipping, "NOTHING_SHIPPED"),
        (terms.is_for_shipping and buyer.shipping is None, "NO_DELIVERY"),
        (
            terms.is_for_shipping
            and bool(terms.countries)
            and buyer.country is not None
            and buyer.country not in terms.countries,
            "OTHER_COUNTRY",
        ),
        (terms.is_for_lines and not meant, "OTHER_GOODS"),
    )
    return next((reason for says_no, reason in questions if says_no), None)


def is_meant(terms: Terms, goods: Goods) -> bool:
    """Whether a line is among the goods of the voucher. A category means what is in it directly, as with Saleor."""
    if terms.type != "SPECIFIC_PRODUCT" or not (terms.products or terms.variants or terms.categories):
        return True
    return goods.variant in terms.variants or goods.product in terms.products or goods.category in terms.categories


def taken(terms: Terms, goods: Sequence[Goods], shipping: Decimal) -> Taken:
    """What an applicable voucher takes off."""
    if terms.is_for_shipping:
        off = terms.off(shipping)
        return Taken(amount=off, lines=[ZERO] * len(goods), shipping=off)
    subtotal = sum((each.total for each in goods), ZERO)
    if not terms.is_for_lines:
        off = terms.off(subtotal)
        return Taken(amount=off, lines=[ZERO] * len(goods), order=off)
    meant = [each for each in goods if is_meant(terms, each)]
    if terms.once_per_order:
        cheapest = min(meant, key=lambda each: each.unit)
        lines = [terms.off(each.unit) if each is cheapest else ZERO for each in goods]
        return Taken(amount=sum(lines, ZERO), lines=lines)
    lines = [_off_line(terms, each) if each in meant else ZERO for each in goods]
    by_piece = sum((terms.off(each.unit) * each.quantity for each in meant), ZERO)
    return Taken(amount=min(by_piece, subtotal), lines=lines)


def _off_line(terms: Terms, goods: Goods) -> Decimal:
    """Percent are taken of the line, an amount of each piece."""
    if terms.value_type == "PERCENTAGE":
        return terms.off(goods.total)
    return min(terms.off(goods.unit) * goods.quantity, goods.total)


def spread(amount: Decimal, totals: Sequence[Decimal]) -> list[Decimal]:
    """An amount off a whole order, line by line: by share, rounded half up, the rest off the last line.

    Never more than a line costs. It is Saleor's way, so that both engines agree to the cent; where the shares before
    were rounded up, the last line may become a cent dearer.
    """
    whole, left = sum(totals, ZERO), amount
    shares: list[Decimal] = []
    for place, total in enumerate(totals):
        last = place == len(totals) - 1
        share = left if last else cents(min(total / whole * amount, total)) if whole else ZERO
        shares.append(min(share, total))
        left -= share
    return shares


def is_running(start: datetime, end: datetime | None, *, now: datetime) -> bool:
    """Whether the moment is within a span that may have no end."""
    return start <= now and (end is None or now <= end)
