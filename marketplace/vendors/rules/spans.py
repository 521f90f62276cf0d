"""Stretches of time in which an expression says "open", month by month, with holidays of the state in force.

Months are cached per expression and region: fifty shops with the same hours cost one evaluation, and a state is a
search in a sorted tuple. All instants are aware and in UTC: two local times of one zone compare by wall clock in
Python, which is wrong in the night when clocks change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

from marketplace.vendors.rules.expression import (
    HoursError,
    dated,
    mornings,
    names_date,
    night_marker,
    parsed,
    without_nights,
)
from marketplace.vendors.rules.public_holidays import Region, days_between, holidays_between

_DAY = timedelta(days=1)
_CHRISTMAS_EVE_CLOSES = time(14)


@dataclass(frozen=True)
class Span:
    """From `start` up to, not including, `end`. `certain` is False where the text says "unknown" (by appointment)."""

    start: datetime
    end: datetime
    certain: bool = True
    comment: str = ""


@lru_cache(maxsize=4096)
def month_spans(expression: str, region: Region, year: int, month: int) -> tuple[Span, ...]:
    """The spans of one local month, clipped to it, in order. An unreadable expression is never open."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - _DAY
    try:
        spans = _evaluated(expression, region, first - _DAY, last + _DAY)
    except HoursError:
        return ()
    return tuple(clipped(spans, local_midnight(first, region), local_midnight(last + _DAY, region)))


def local_midnight(day: date, region: Region) -> datetime:
    """The instant at which a local day begins, in UTC."""
    return datetime.combine(day, time(), region.zone).astimezone(UTC)


def clipped(spans: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """The parts of the spans inside [start, end)."""
    for span in spans:
        if span.start < end and span.end > start:
            if span.start < start or span.end > end:
                span = replace(span, start=max(span.start, start), end=min(span.end, end))
            yield span


def joined(spans: Iterable[Span]) -> list[Span]:
    """Touching spans of one kind made into one."""
    result: list[Span] = []
    for span in spans:
        if result and _continues(result[-1], span):
            result[-1] = replace(result[-1], end=max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def without(spans: Sequence[Span], cuts: Sequence[tuple[datetime, datetime]]) -> list[Span]:
    """The spans minus the cuts."""
    left = list(spans)
    for start, end in cuts:
        kept: list[Span] = []
        for span in left:
            if span.end <= start or span.start >= end:
                kept.append(span)
                continue
            if span.start < start:
                kept.append(replace(span, end=start))
            if span.end > end:
                kept.append(replace(span, start=end))
        left = kept
    return left


def _continues(one: Span, other: Span) -> bool:
    return other.start <= one.end and one.certain == other.certain and one.comment == other.comment


def _evaluated(expression: str, region: Region, first: date, last: date) -> list[Span]:
    # "PH -1 day" may reach nine days from its holiday.
    text = dated(expression, holidays_between(first - 10 * _DAY, last + 10 * _DAY, region)) or "off"
    spans = _read(parsed(without_nights(text)), region, first, last)
    eve = date(first.year, 12, 24)
    shortened = "24/7" not in expression and not names_date(expression, eve)
    if shortened and first <= eve <= last:
        spans = without(spans, [(_instant(eve, _CHRISTMAS_EVE_CLOSES, region), local_midnight(eve + _DAY, region))])
    for morning in mornings(text):
        for night in _nights(text, morning, region, first, last):
            if not (shortened and night.start == local_midnight(date(first.year, 12, 25), region)):
                spans += without([night], [(span.start, span.end) for span in spans])
    return joined(sorted(spans, key=lambda span: span.start))


def _nights(text: str, morning: time, region: Region, first: date, last: date) -> list[Span]:
    """What is left after midnight of the nights that end at `morning`, for the days from `first` to `last`.

    A night belongs to the day on which it begins: that day's rule decides whether it happens and when it ends, whatever
    holds on the next day. The package lets the next day's rule end it at midnight.
    """
    found: list[Span] = []
    opens, end = datetime.combine(first - _DAY, time()), datetime.combine(last + _DAY, time())
    for start, stop, state, comment in parsed(night_marker(text, morning)).intervals(opens, end):
        if state == State.CLOSED:
            continue
        for day in days_between(start.date() + _DAY, stop.date()):
            dawn = _utc(datetime.combine(day, morning), region, fold=1)
            found.append(Span(local_midnight(day, region), dawn, state == State.OPEN, comment))
    return found


def _read(hours: OpeningHours, region: Region, first: date, last: date) -> list[Span]:
    """What the package says for local days, as instants.

    Asked and answered in wall-clock times. A time that the clock change skips counts as the moment after the gap; of a
    time that comes twice, a shop opens at the first and closes at the second.
    """
    end = datetime.combine(last + _DAY, time())
    spans = [
        Span(_utc(opens, region, fold=0), _utc(closes, region, fold=1), state == State.OPEN, comment)
        for opens, closes, state, comment in hours.intervals(datetime.combine(first, time()), end)
        if state != State.CLOSED
    ]
    return joined(span for span in spans if span.end > span.start)


def _utc(wall: datetime, region: Region, *, fold: int) -> datetime:
    instant = wall.replace(tzinfo=region.zone, fold=fold).astimezone(UTC)
    if instant.astimezone(region.zone).replace(tzinfo=None) == wall:
        return instant
    # In the gap of spring: the two readings lie on either side of the change, one gap's length apart. Gaps begin on the
    # full hour everywhere in Europe.
    early = wall.replace(tzinfo=region.zone, fold=1).astimezone(UTC)
    late = wall.replace(tzinfo=region.zone, fold=0).astimezone(UTC)
    after_gap = wall.replace(minute=0, second=0) + (late - early)
    return after_gap.replace(tzinfo=region.zone).astimezone(UTC)


def _instant(day: date, clock: time, region: Region) -> datetime:
    return datetime.combine(day, clock, region.zone).astimezone(UTC)
