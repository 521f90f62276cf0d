"""Prices with tax inside."""

from dataclasses import dataclass
from decimal import Decimal

from marketplace.money import Money, cents, net_of


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """A gross amount and the rate in percent that is inside it."""

    gross_amount: Decimal
    rate: Decimal
    currency: str = "EUR"

    @property
    def gross(self) -> Money:
        return Money(self.gross_amount, self.currency)

    @property
    def net(self) -> Money:
        return Money(net_of(self.gross_amount, self.rate), self.currency)

    @property
    def tax(self) -> Money:
        return Money(cents(self.gross_amount) - net_of(self.gross_amount, self.rate), self.currency)
