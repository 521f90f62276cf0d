"""What holds for any week, any closures and any moment, checked against an independent reading of the rows."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.vendors.rules.expression import HoursError, check
from marketplace.vendors.rules.hours import ClosedSpan, OpeningCalendar
from marketplace.vendors.rules.public_holidays import Region, holiday_name
from marketplace.vendors.rules.spans import month_spans
from marketplace.vendors.rules.typed_hours import osm_text
from marketplace.vendors.rules.weekly import DAYS, HOLIDAY, HoursRow, expression_of, weekly_hours

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2025, 11, 1, tzinfo=UTC)
MINUTES = 420 * 24 * 60

moments = st.integers(0, MINUTES // 5).map(lambda steps: START + timedelta(minutes=5 * steps))
clocks = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
closings_of_day = st.integers(1, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
rows = st.builds(HoursRow, st.sampled_from((*DAYS, HOLIDAY)), clocks, closings_of_day)
texts = st.text(alphabet='MoTuWeThFrSaSuPHSH0123456789:-,;| "Dec24/7off+[]', max_size=40)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[HoursRow, ...]:
    """Rows that an editor would accept."""
    kept: list[HoursRow] = []
    for row in draw(st.lists(rows, max_size=10)):
        try:
            expression_of([*kept, row])
        except HoursError:
            continue
        kept.append(row)
    return tuple(kept)


@st.composite
def closings(draw: st.DrawFn) -> tuple[ClosedSpan, ...]:
    cuts = sorted(draw(st.lists(moments, max_size=6, unique=True)))
    return tuple(ClosedSpan(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def rows_of(week: tuple[HoursRow, ...], day: date) -> list[HoursRow]:
    code = HOLIDAY if holiday_name(day, Region()) else DAYS[day.weekday()]
    return [row for row in week if row.day == code]


def read_by_hand(week: tuple[HoursRow, ...], at: datetime) -> bool:
    local = at.astimezone(ZONE)
    day, minute = local.date(), local.hour * 60 + local.minute
    if (day.month, day.day) == (12, 24) and minute >= 14 * 60:
        return False
    today = any(
        minutes(row.opens) <= minute and (minute < minutes(row.closes) or row.closes < row.opens)
        for row in rows_of(week, day)
    )
    yesterday = day - timedelta(days=1)
    nights = [row for row in rows_of(week, yesterday) if row.closes < row.opens and minute < minutes(row.closes)]
    if (yesterday.month, yesterday.day) == (12, 24):
        nights = []
    return today or bool(nights)


def ambiguous(at: datetime) -> bool:
    """Within some hours of a clock change, where wall clocks say little."""
    hours = timedelta(hours=4)
    return (at - hours).astimezone(ZONE).utcoffset() != (at + hours).astimezone(ZONE).utcoffset()


@settings(max_examples=300, deadline=None)
@given(weeks(), closings(), st.lists(moments, min_size=1, max_size=20))
def test_open_exactly_when_the_rows_say_so(week, closures, instants):
    calendar = OpeningCalendar(expression=expression_of(week), closures=closures)
    for at in instants:
        if ambiguous(at) or "24/7" in calendar.expression:
            continue
        closed = any(closure.start <= at < closure.end for closure in closures)
        assert calendar.is_open(at) == (read_by_hand(week, at) and not closed), (calendar.expression, at)


@settings(max_examples=200, deadline=None)
@given(weeks(), closings(), moments, st.integers(0, 40 * 24 * 60), st.integers(0, 40 * 24 * 60))
def test_stretches_are_ordered_disjoint_and_add_up(week, closures, start, first, second):
    calendar = OpeningCalendar(expression=expression_of(week), closures=closures)
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    spans = calendar.intervals(start, end)
    assert all(start <= opens < closes <= end for opens, closes in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert not any(opens < closure.end and closes > closure.start for opens, closes in spans for closure in closures)
    halves = calendar.intervals(start, middle) + calendar.intervals(middle, end)
    assert sum((b - a for a, b in halves), timedelta()) == sum((b - a for a, b in spans), timedelta())


@settings(max_examples=200, deadline=None)
@given(weeks(), closings(), moments)
def test_state_until_and_next_agree(week, closures, at):
    calendar = OpeningCalendar(expression=expression_of(week), closures=closures)
    moment = timedelta(seconds=1)
    state, until, upcoming = calendar.state(at), calendar.open_until(at), calendar.next_opening(at)
    assert state.is_open == calendar.is_open(at)
    if until is not None:
        assert calendar.is_open(at)
        assert calendar.is_open(until - moment)
        assert not calendar.is_open(until)
    if upcoming is not None:
        assert upcoming > at
        assert calendar.is_open(upcoming)
        assert not calendar.is_open(upcoming - moment)
    if calendar.expression:
        assert (state.until, state.next) == ((until, None) if state.is_open else (None, upcoming))


@settings(max_examples=300, deadline=None)
@given(weeks())
def test_rows_survive_the_way_through_text(week):
    text = expression_of(week)
    check(text)
    read = weekly_hours(text)
    assert read.rest == ""
    assert set(read.rows) == set(week)
    assert expression_of(read.rows) == text
    assert osm_text(text) == text


@settings(max_examples=500, deadline=None)
@given(texts)
def test_any_text_is_read_or_refused(text):
    try:
        check(osm_text(text))
    except HoursError:
        return
    for month in (1, 3, 10, 12):
        spans = month_spans(osm_text(text), Region(), 2026, month)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    week = weekly_hours(osm_text(text))
    check(expression_of(week.rows, week.rest))


def test_fifty_calendars_answer_within_milliseconds():
    week = "Mo-Fr 09:00-12:30,14:00-18:00; We 09:00-12:30; Sa 09:00-12:00; PH off"
    shops = [OpeningCalendar(expression=f"{week}; Dec {number % 30 + 1:02} 10:00-11:00") for number in range(50)]
    now = datetime(2026, 9, 15, 10, 7, tzinfo=UTC)
    for shop in shops:
        shop.intervals(now, now + timedelta(days=14))
    best = min(_seconds(shops, now) for _ in range(5))
    assert best < 0.03, f"{best * 1000:.1f} ms"


def _seconds(shops: list[OpeningCalendar], now: datetime) -> float:
    began = perf_counter()
    for shop in shops:
        shop.state(now)
        shop.intervals(now, now + timedelta(days=14))
    return perf_counter() - began
