"""What a vendor order costs, what of it is given back, and where the money stands. Euros and cents, gross."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from marketplace.money import cents, net_of, split_amount

ZERO = Decimal("0.00")
PAYING = ("AUTHORIZED", "CHARGED")
"""Results of a payment session that pay an order."""


def given_back_for(line_total: Decimal, *, quantity: int, rejected_before: int, rejected_now: int) -> Decimal:
    """What a shopper gets back for pieces of a line.

    Rounded on the running sum, so that rejecting piece by piece returns exactly the line's total in the end.
    """
    before = cents(line_total * rejected_before / quantity)
    after = cents(line_total * (rejected_before + rejected_now) / quantity)
    return after - before


def reduction(amount: Decimal, left: Sequence[Decimal]) -> list[Decimal]:
    """An amount shared by what is still owed for each line, in whole cents: to no line more than is left of it.

    Raises ValueError for more than is left in all.
    """
    if amount > sum(left, ZERO):
        raise ValueError("more than is left")
    return split_amount(amount, left) if amount else [ZERO] * len(left)


@dataclass(frozen=True)
class Movement:
    """How an amount is given back: `void` of the promise, `refund` of the money taken."""

    void: Decimal
    refund: Decimal


def give_back(amount: Decimal, *, total: Decimal, captured: Decimal, voided: Decimal) -> Movement:
    """First the promise is reduced, then taken money is returned (law D-14: nothing is kept that is not owed)."""
    promised = total - captured - voided
    void = min(amount, promised)
    return Movement(void=void, refund=amount - void)


def shared_price(price: Decimal, agreed: Sequence[Decimal]) -> list[Decimal]:
    """The price of all ways together, shared by what was agreed for each; the agreed prices themselves if they add up.

    Evenly if nothing was agreed.
    """
    if not agreed:
        return []
    if not any(agreed):
        agreed = [Decimal(1)] * len(agreed)
    return split_amount(price, agreed) if price else [ZERO] * len(agreed)


@dataclass(frozen=True)
class Ways:
    """What the ways of all vendors cost, in their order: `prices` are paid, `discounts` taken off by a voucher."""

    prices: Sequence[Decimal]
    discounts: Sequence[Decimal]


def shared_ways(paid: Decimal, full: Decimal, agreed: Sequence[Decimal]) -> Ways:
    """Both shared as agreed; what a voucher took off is shared by price, so no way becomes cheaper than free."""
    prices = shared_price(max(full, paid), agreed)
    off = max(full - paid, ZERO)
    discounts = split_amount(off, prices) if off else [ZERO] * len(prices)
    return Ways([price - each for price, each in zip(prices, discounts, strict=True)], discounts)


class PaymentState(StrEnum):
    OPEN = "open"
    """Promised or due, nothing taken yet."""
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    REFUND_DUE = "refund_due"
    """More was taken than is owed; the return is on its way."""
    REFUNDED = "refunded"
    """All that was taken is back."""
    NOTHING_DUE = "nothing_due"


def payment_state(*, due: Decimal, captured: Decimal, refunded: Decimal) -> PaymentState:
    """`due` is what the shopper owes in the end; `captured` and `refunded` what really moved."""
    kept = captured - refunded
    if kept > due:
        return PaymentState.REFUND_DUE
    if due == 0:
        return PaymentState.REFUNDED if captured else PaymentState.NOTHING_DUE
    if kept == due:
        return PaymentState.PAID
    return PaymentState.PARTLY_PAID if kept else PaymentState.OPEN


@dataclass(frozen=True)
class TaxedAmount:
    """A gross amount that carries one VAT rate in percent."""

    rate: Decimal
    gross: Decimal


@dataclass(frozen=True)
class TaxShare:
    """One row of the tax table of a document."""

    rate: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal


def tax_table(goods: Iterable[TaxedAmount], *, delivery: Decimal = ZERO) -> list[TaxShare]:
    """Sums by VAT rate, highest first; the delivery price shares the rates of the goods (law D-18, UStAE 3.10).

    Tax is taken from the sum of each rate, not line by line, so that net plus tax is the sum exactly.
    """
    sums: dict[Decimal, Decimal] = {}
    for each in goods:
        sums[each.rate] = sums.get(each.rate, ZERO) + each.gross
    rates = sorted((rate for rate, gross in sums.items() if gross), reverse=True)
    if delivery and rates:
        for rate, share in zip(rates, split_amount(delivery, [sums[rate] for rate in rates]), strict=True):
            sums[rate] += share
    return [_share(rate, sums[rate]) for rate in rates]


def _share(rate: Decimal, gross: Decimal) -> TaxShare:
    net = net_of(gross, rate)
    return TaxShare(rate=rate, net=net, tax=gross - net, gross=gross)
