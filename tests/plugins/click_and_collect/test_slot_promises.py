"""No promise outside hours, on a holiday or before the goods are packed, whatever hours and closures a shop has."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given
from hypothesis import strategies as st

from marketplace.baskets.rules.packing import packed_at
from marketplace.vendors.rules.hours import ClosedSpan, OpeningCalendar
from plugins.click_and_collect.rules import slots, verdicts

ZONE = ZoneInfo("Europe/Berlin")
HOURS = (
    "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off",
    "Mo,Tu,Th,Fr 08:30-12:30,14:00-18:00; We 08:30-12:30",
    "Mo-Su 07:15-11:40",
    "Tu-Fr 22:00-02:00",
    "Sa 09:00-09:20",
    "",
)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda number: NEW_YEAR + timedelta(minutes=number))
minutes = st.integers(0, 30 * 60).map(lambda number: timedelta(minutes=number))
lengths = st.sampled_from([10, 15, 20, 30, 60]).map(lambda number: timedelta(minutes=number))


@st.composite
def calendars(draw):
    closed_from = draw(moments)
    closed = ClosedSpan(closed_from, closed_from + draw(minutes) + timedelta(minutes=1), "Inventur")
    return OpeningCalendar(
        expression=draw(st.sampled_from(HOURS)), closures=(closed,), sunday_trading=draw(st.booleans())
    )


def minutes_open(calendar, starts, ends):
    """Counted minute by minute, independent of intervals. The calendar's own `is_open` is tested by its owner."""
    moment, number = starts, 0
    while moment < ends:
        number += calendar.is_open(moment)
        moment += timedelta(minutes=1)
    return number


@given(calendars(), moments, minutes, lengths)
def test_every_slot_on_offer_can_be_kept(calendar, now, packing, length):
    opening = calendar.handover_intervals(now, now + timedelta(days=7))
    packed = packed_at(opening, now=now, packing=packing, zone=ZONE)
    offered = [
        verdict.slot
        for verdict in verdicts(opening, now=now, packed=packed, length=length, capacity=1, taken=[])
        if verdict.refusal is None
    ]
    free_days = holidays.country_holidays("DE", subdiv="ST")
    for slot in offered[:6]:
        assert slot.starts > now
        assert slot.ends - slot.starts == length
        assert minutes_open(calendar, slot.starts, slot.ends) == length / timedelta(minutes=1)
        assert not any(closed.start < slot.ends and closed.end > slot.starts for closed in calendar.closures)
        day = slot.starts.astimezone(ZONE).date()
        assert calendar.sunday_trading or (day.weekday() != 6 and day not in free_days)
    if offered:
        first = offered[0].starts
        packable = sum(
            (min(ends, first) - max(starts, now) for starts, ends in opening if starts < first and ends > now),
            timedelta(),
        )
        assert packable >= packing


@given(calendars(), moments, lengths)
def test_slots_do_not_overlap_and_lie_on_one_grid(calendar, now, length):
    found = list(slots(calendar.intervals(now, now + timedelta(days=4)), length=length))
    for slot in found:
        assert slot.starts.timestamp() % length.total_seconds() == 0
    assert all(before.ends <= after.starts for before, after in pairwise(found))


@given(calendars(), moments, minutes, st.integers(0, 3))
def test_packing_takes_its_time_within_hours(calendar, now, packing, lead_days):
    opening = calendar.handover_intervals(now, now + timedelta(days=14))
    packed = packed_at(opening, now=now, packing=packing, lead_days=lead_days, zone=ZONE)
    if packed is None:
        return
    assert packed >= now
    assert any(starts <= packed <= ends for starts, ends in opening)
    worked = sum((min(ends, packed) - max(starts, now) for starts, ends in opening if starts < packed), timedelta())
    assert worked >= packing
    today = now.astimezone(ZONE).date()
    days_since = {starts.astimezone(ZONE).date() for starts, _ in opening if starts <= packed} - {today}
    assert len(days_since) >= lead_days


def test_goods_that_come_tomorrow_are_packed_tomorrow():
    calendar = OpeningCalendar(expression=HOURS[0])
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    opening = calendar.intervals(monday, monday + timedelta(days=7))
    packed = packed_at(opening, now=monday, packing=timedelta(minutes=45), lead_days=1, zone=ZONE)
    assert packed == datetime(2026, 11, 24, 8, 45, tzinfo=UTC)


def test_what_comes_in_the_evening_is_packed_in_the_morning():
    calendar = OpeningCalendar(expression=HOURS[0])
    evening = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
    opening = calendar.intervals(evening, evening + timedelta(days=7))
    packed = packed_at(opening, now=evening, packing=timedelta(minutes=60), zone=ZONE)
    assert packed == datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
