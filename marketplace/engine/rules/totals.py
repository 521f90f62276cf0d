"""Sums of prices whose tax rates may differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from marketplace.engine.rules.prices import TaxedAmount
from marketplace.money import Money, cents


@dataclass(frozen=True, slots=True)
class TaxedSum:
    """A gross and a net amount; what lies between them is tax."""

    gross: Money
    net: Money

    @property
    def currency(self) -> str:
        return self.gross.currency

    @property
    def tax(self) -> Money:
        return self.gross - self.net


def total_of(prices: Iterable[TaxedAmount | TaxedSum], currency: str) -> TaxedSum:
    """The sum of prices; net amounts are rounded per price, as on an invoice with lines."""
    gross, net = Money(Decimal(0), currency), Money(Decimal(0), currency)
    for price in prices:
        gross += price.gross
        net += price.net
    return TaxedSum(gross, net)


def of_quantity(unit_gross: Decimal, quantity: int, rate: Decimal, currency: str) -> TaxedAmount:
    """The price of so many pieces; `rate` in percent."""
    return TaxedAmount(cents(unit_gross) * quantity, rate, currency)
