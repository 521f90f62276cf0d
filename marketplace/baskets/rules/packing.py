"""When a shop has packed what is ordered now. Every way by which goods leave a shop starts from this moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

Interval = tuple[datetime, datetime]


def packed_at(
    opening: Sequence[Interval], *, now: datetime, packing: timedelta, lead_days: int = 0, zone: tzinfo
) -> datetime | None:
    """The moment at which the goods are packed, or None if that lies behind the last opening interval given.

    Shops pack while they are open, so `packing` counts in opening time: what comes at lunch is packed after it, what
    comes in the evening the next morning. `opening` holds aware intervals in order of time. `lead_days` are opening
    days until goods that must be ordered first have arrived; then packing starts when the shop opens on that day.
    `zone` says where a day begins.
    """
    begin = now
    if lead_days:
        today = now.astimezone(zone).date()
        first_opening = {starts.astimezone(zone).date(): starts for starts, _ in reversed(opening)}
        later = sorted(day for day in first_opening if day > today)
        if len(later) < lead_days:
            return None
        begin = first_opening[later[lead_days - 1]]
    left = packing
    for starts, ends in opening:
        starts = max(starts, begin)
        if starts >= ends:
            continue
        if ends - starts >= left:
            return starts + left
        left -= ends - starts
    return None


def is_open_between(opening: Iterable[Interval], starts: datetime, ends: datetime) -> bool:
    """True if the shop is open at some moment between both."""
    return any(opens < ends and closes > starts for opens, closes in opening)
