"""What a promotion takes off a price. Gross amounts, rounded half up to the cent."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from marketplace.money import cents

K = TypeVar("K")


def taken_off(price: Decimal, value_type: str, value: Decimal) -> Decimal:
    """What a rule takes off a price, never more than it. `value` is an amount (FIXED) or percent."""
    wanted = value if value_type == "FIXED" else price * value / 100
    return min(cents(wanted), price)


def best(offers: Iterable[tuple[K, Decimal]]) -> tuple[K, Decimal] | None:
    """The offer that takes off most; None if nothing is taken off. Rules do not add up, as with Saleor."""
    found = max(offers, key=lambda each: each[1], default=None)
    return found if found is not None and found[1] > 0 else None
