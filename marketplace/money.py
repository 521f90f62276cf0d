"""Money as decimal amounts of one currency. Nothing here is a float.

Amounts are `decimal.Decimal`, rounded half up to the cent, as German invoices do (UStG practice, DIN 1333).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """The amount rounded half up to whole cents."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def net_of(gross: Decimal, rate_percent: Decimal) -> Decimal:
    """Net amount inside a gross amount at a VAT rate in percent (19 -> gross / 1.19), in whole cents."""
    return cents(gross * 100 / (100 + rate_percent))


def split_amount(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split an amount by weights into whole cents that add up to it exactly (largest remainder).

    Raises ValueError if there are no weights or they are negative or all zero.
    """
    total = sum(weights, Decimal(0))
    if not weights or total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and not all zero")
    whole = int(cents(amount) / CENT)
    shares = [whole * weight / total for weight in weights]
    floors = [int(share // 1) for share in shares]
    by_remainder = sorted(range(len(weights)), key=lambda i: (floors[i] - shares[i], i))
    for i in by_remainder[: whole - sum(floors)]:
        floors[i] += 1
    return [floor * CENT for floor in floors]


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if isinstance(self.amount, float):
            raise TypeError("money is never a float")

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")
