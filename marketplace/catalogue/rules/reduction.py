"""What a shop may say about a reduced price.

Whoever advertises a reduction names the lowest price of the 30 days before it, and percent refer to that price (PAngV
§11; CJEU C-330/23). While a reduction grows step by step, its first base stays (§11 para. 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

WINDOW = timedelta(days=30)


@dataclass(frozen=True)
class Reduction:
    """`before` is the lowest price of the 30 days before, `percent` what is off it, rounded down."""

    before: Decimal
    percent: int


def lowest_price(changes: Iterable[tuple[datetime, Decimal]], *, now: datetime) -> Decimal | None:
    """The lowest price that was valid at any moment of the 30 days before now; None without a price in them.

    `changes` are moments and the price from each on, in any order.
    """
    begins = now - WINDOW
    lowest: Decimal | None = None
    valid: Decimal | None = None
    for since, price in sorted(changes):
        if since >= now:
            break
        if since <= begins:
            valid = price
        else:
            lowest = price if lowest is None else min(lowest, price)
    if valid is not None:
        lowest = valid if lowest is None else min(lowest, valid)
    return lowest


def reduction_of(price: Decimal, lowest_before: Decimal | None) -> Reduction | None:
    """The reduction against the lowest price before; None where there is none to speak of."""
    if lowest_before is None or lowest_before <= price:
        return None
    percent = (100 * (lowest_before - price) / lowest_before).quantize(Decimal(1), rounding=ROUND_DOWN)
    return Reduction(lowest_before, int(percent))
