"""When a shop is open: the week it states, public holidays of the state, planned closures, clock changes.

Every instant that enters or leaves is aware; what leaves is in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from marketplace.vendors.rules.public_holidays import Region, days_between, holiday_name, is_restricted_day
from marketplace.vendors.rules.spans import Span, clipped, joined, local_midnight, month_spans, without

HORIZON = timedelta(days=400)
_NEAR = timedelta(days=8)
_DAY = timedelta(days=1)


class Opening(StrEnum):
    """`UNSTATED`: the shop has told us no hours; `APPOINTMENT`: the hours of this moment are by arrangement."""

    OPEN = "open"
    CLOSED = "closed"
    APPOINTMENT = "appointment"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class ClosedSpan:
    """A planned closure from `start` up to, not including, `end`."""

    start: datetime
    end: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OpeningState:
    """What holds at a moment. `until`: when an open shop closes (None: no end in sight). `next`: when a closed shop
    opens (None: not within a year). `reason`: the closure's reason, the holiday's name or the comment of the hours.
    """

    state: Opening
    until: datetime | None = None
    next: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == Opening.OPEN

    @property
    def opens(self) -> datetime | None:
        """`next` under the name that templates use."""
        return self.next


@dataclass(frozen=True, kw_only=True)
class DayHours:
    """One local day of the shop: the spans that begin on it, and why it is unusual."""

    day: date
    spans: tuple[tuple[datetime, datetime], ...]
    holiday: str | None = None
    closure: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpeningCalendar:
    """Answers for one shop. Build it with `selectors.calendar_of` or `selectors.calendars`.

    `sunday_trading`: the trade may hand over goods on Sundays and holidays (law D-36).
    """

    expression: str = ""
    closures: tuple[ClosedSpan, ...] = ()
    region: Region = field(default_factory=Region)
    sunday_trading: bool = True

    def is_open(self, at: datetime) -> bool:
        """True if the shop is certainly open at that instant."""
        span = self._span_at(at)
        return span is not None and span.certain

    def open_until(self, at: datetime) -> datetime | None:
        """When the shop, open at `at`, closes next; None if it is closed or has no closing time within a year."""
        at = at.astimezone(UTC)
        for reach in (_NEAR, HORIZON):
            span = next((span for span in self._certain(at, at + reach)), None)
            if span is None or span[0] > at:
                return None
            if span[1] < at + reach:
                return span[1]
        return None

    def next_opening(self, at: datetime) -> datetime | None:
        """When the shop next opens after `at` (strictly); None if not within a year."""
        at = at.astimezone(UTC)
        for reach in (_NEAR, HORIZON):
            for start, _end in self._certain(at, at + reach):
                if start > at:
                    return start
        return None

    def intervals(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open stretches inside [start, end), in order, disjoint, clipped to it, in UTC."""
        return self._certain(start, end)

    def handover_intervals(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """Like `intervals`, without Sundays and holidays for trades that may not sell on them (law D-36)."""
        spans = self._spans(start, end)
        if not self.sunday_trading and spans:
            first, last = self._local_day(start), self._local_day(end)
            spans = without(
                spans,
                [self._day_bounds(day) for day in days_between(first, last) if is_restricted_day(day, self.region)],
            )
        return [(span.start, span.end) for span in spans if span.certain]

    def state(self, at: datetime) -> OpeningState:
        """Open, closed, by appointment or unstated at that instant, with what comes next."""
        if not self.expression:
            return OpeningState(state=Opening.UNSTATED)
        span = self._span_at(at)
        if span is not None and span.certain:
            return OpeningState(state=Opening.OPEN, until=self.open_until(at), reason=span.comment)
        upcoming = self.next_opening(at)
        if span is not None:
            return OpeningState(state=Opening.APPOINTMENT, next=upcoming, reason=span.comment)
        return OpeningState(state=Opening.CLOSED, next=upcoming, reason=self._why_closed(at))

    def days(self, first: date, count: int = 7) -> list[DayHours]:
        """`count` local days from `first`: the spans that begin on each; a night belongs to the day it began on."""
        days = days_between(first, first + (count - 1) * _DAY)
        start, end = local_midnight(first - _DAY, self.region), local_midnight(first + count * _DAY, self.region)
        spans = self._split_at_midnight(self._certain(start, end + _DAY / 2))
        return [self._day(day, spans) for day in days]

    def closure_at(self, at: datetime) -> ClosedSpan | None:
        """The planned closure that covers the instant."""
        at = at.astimezone(UTC)
        return next((closure for closure in self.closures if closure.start <= at < closure.end), None)

    def holiday(self, day: date) -> str | None:
        """The German name of the public holiday on a local day."""
        return holiday_name(day, self.region)

    # ---------------------------------------------------------------------------------------------------------------

    def _span_at(self, at: datetime) -> Span | None:
        at = at.astimezone(UTC)  # adding to a local time would forget which of two equal clock times it is
        return next(iter(self._spans(at, at + timedelta(microseconds=1))), None)

    def _certain(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        return [(span.start, span.end) for span in self._spans(start, end) if span.certain]

    def _spans(self, start: datetime, end: datetime) -> list[Span]:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if not self.expression or end <= start:
            return []
        found: list[Span] = []
        for month in self._months(start, end):
            first = max(bisect_right(month, start, key=_start) - 1, 0) if not found else 0
            after = bisect_left(month, end, key=_start)
            crosses = found and first < after and found[-1].end == month[first].start
            found = joined([*found, *month[first:after]]) if crosses else [*found, *month[first:after]]
        found = list(clipped(found, start, end))
        return without(found, self._cuts) if self.closures else found

    @cached_property
    def _cuts(self) -> list[tuple[datetime, datetime]]:
        return [(closure.start.astimezone(UTC), closure.end.astimezone(UTC)) for closure in self.closures]

    def _months(self, start: datetime, end: datetime) -> Iterator[Sequence[Span]]:
        first, last = start.astimezone(self.region.zone), end.astimezone(self.region.zone)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            yield month_spans(self.expression, self.region, number // 12, number % 12 + 1)

    def _why_closed(self, at: datetime) -> str:
        closure = self.closure_at(at)
        if closure is not None:
            return closure.reason
        return self.holiday(self._local_day(at)) or ""

    def _local_day(self, at: datetime) -> date:
        return at.astimezone(self.region.zone).date()

    def _day_bounds(self, day: date) -> tuple[datetime, datetime]:
        return local_midnight(day, self.region), local_midnight(day + _DAY, self.region)

    def _day(self, day: date, spans: Sequence[tuple[datetime, datetime]]) -> DayHours:
        start, end = self._day_bounds(day)
        closure = next((each for each in self.closures if each.start < end and each.end > start), None)
        return DayHours(
            day=day,
            spans=tuple(span for span in spans if start <= span[0] < end),
            holiday=self.holiday(day),
            closure=closure.reason if closure else None,
        )

    def _split_at_midnight(self, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
        """Stretches of several days cut into days; a night that ends before noon stays whole."""
        parts: list[tuple[datetime, datetime]] = []
        for start, end in spans:
            while (midnight := local_midnight(self._local_day(start) + _DAY, self.region)) <= end - _DAY / 2:
                parts.append((start, midnight))
                start = midnight
            parts.append((start, end))
        return parts


def _start(span: Span) -> datetime:
    return span.start
