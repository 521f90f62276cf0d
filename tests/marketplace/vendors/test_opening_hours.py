"""When a shop is open: weeks, holidays of Saxony-Anhalt, nights, closures, clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from marketplace.vendors.rules.expression import HoursError, check
from marketplace.vendors.rules.hours import ClosedSpan, Opening, OpeningCalendar
from marketplace.vendors.rules.public_holidays import Region, holiday_name, holidays_between

ZONE = ZoneInfo("Europe/Berlin")
WEEK = "Mo-Fr 09:00-12:30,14:00-18:00; We 09:00-12:30; Sa 09:00-12:00; PH off"


def at(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)


def opened(expression: str, first: str, last: str, closures: tuple[ClosedSpan, ...] = ()) -> list[str]:
    """The open stretches in local wall-clock time."""
    calendar = OpeningCalendar(expression=expression, closures=closures)
    spans = calendar.intervals(at(first), at(last))
    assert all(moment.tzinfo is UTC for span in spans for moment in span)
    return [f"{start.astimezone(ZONE):%a %d %H:%M}-{end.astimezone(ZONE):%a %d %H:%M}" for start, end in spans]


def test_a_week_with_lunch_break_and_free_wednesday_afternoon():
    assert opened(WEEK, "2026-09-15", "2026-09-21") == [
        "Tue 15 09:00-Tue 15 12:30",
        "Tue 15 14:00-Tue 15 18:00",
        "Wed 16 09:00-Wed 16 12:30",
        "Thu 17 09:00-Thu 17 12:30",
        "Thu 17 14:00-Thu 17 18:00",
        "Fri 18 09:00-Fri 18 12:30",
        "Fri 18 14:00-Fri 18 18:00",
        "Sat 19 09:00-Sat 19 12:00",
    ]


def test_stretches_are_clipped_to_the_question():
    assert opened(WEEK, "2026-09-15 10:00", "2026-09-15 15:00") == [
        "Tue 15 10:00-Tue 15 12:30",
        "Tue 15 14:00-Tue 15 15:00",
    ]
    assert opened(WEEK, "2026-09-15 12:30", "2026-09-15 14:00") == []
    assert opened(WEEK, "2026-09-15 15:00", "2026-09-15 15:00") == []


def test_holidays_are_those_of_the_state():
    names = {
        day: holiday_name(day, Region()) for day in holidays_between(date(2026, 1, 1), date(2026, 12, 31), Region())
    }
    assert names[date(2026, 1, 6)] == "Heilige Drei Könige"
    assert names[date(2026, 10, 31)] == "Reformationstag"
    assert len(names) == 11
    assert holiday_name(date(2026, 11, 1), Region()) is None


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Mo-Fr 09:00-18:00; PH off", []),
        ("Mo-Fr 09:00-18:00", []),
        ("Mo-Fr 09:00-18:00; Jan 06 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("Mo-Fr 09:00-18:00; 2026 Jan 06 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("Mo-Fr 09:00-18:00; PH 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("Mo-Fr 09:00-18:00, PH 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("Mo-Fr,PH 09:00-18:00", ["Tue 06 09:00-Tue 06 18:00"]),
        ("PH 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("Apr-Sep PH 10:00-12:00", []),
        ("Oct-Mar PH 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("PH Mo-Fr 10:00-12:00", ["Tue 06 10:00-Tue 06 12:00"]),
        ("PH Sa,Su 10:00-12:00", []),
        ("24/7", ["Tue 06 00:00-Wed 07 00:00"]),
        ("24/7; PH off", []),
    ],
)
def test_epiphany_on_a_tuesday(expression, expected):
    assert opened(expression, "2026-01-06", "2026-01-07") == expected


def test_the_day_before_a_holiday():
    rule = "Mo-Fr 09:00-18:00; PH -1 day 09:00-14:00; PH off"
    assert opened(rule, "2026-01-05", "2026-01-07") == ["Mon 05 09:00-Mon 05 14:00"]


def test_a_holiday_in_a_comment_is_no_rule():
    assert opened('Mo-Fr 09:00-18:00 "PH nach Aushang"', "2026-01-05", "2026-01-07") == ["Mon 05 09:00-Mon 05 18:00"]


def test_christmas_eve_ends_at_two_unless_stated():
    assert opened("Mo-Sa 09:00-18:00", "2026-12-23", "2026-12-28") == [
        "Wed 23 09:00-Wed 23 18:00",
        "Thu 24 09:00-Thu 24 14:00",
    ]
    assert opened("Mo-Sa 09:00-18:00; Dec 24 10:00-13:00", "2026-12-24", "2026-12-25") == ["Thu 24 10:00-Thu 24 13:00"]
    assert opened("Mo-Sa 09:00-18:00", "2026-12-31", "2027-01-03") == [
        "Thu 31 09:00-Thu 31 18:00",
        "Sat 02 09:00-Sat 02 18:00",
    ]


def test_a_night_belongs_to_the_evening_before():
    assert opened("Fr 20:00-02:00, Sa 10:00-12:00", "2026-09-18", "2026-09-21") == [
        "Fri 18 20:00-Sat 19 02:00",
        "Sat 19 10:00-Sat 19 12:00",
    ]


@pytest.mark.parametrize("holiday", ["PH off", "PH 10:00-12:00"])
def test_a_night_before_a_holiday_is_finished(holiday):
    spans = opened(f"Fr 22:00-02:00; {holiday}", "2026-10-30", "2026-11-02")
    assert spans[0] == "Fri 30 22:00-Sat 31 02:00"


def test_a_night_that_begins_on_a_holiday_does_not_happen():
    assert opened("Sa 22:00-02:00; PH off", "2026-10-30", "2026-11-02") == []


def test_a_night_over_the_end_of_the_month():
    assert opened("Mo-Su 22:00-02:00", "2026-09-30 12:00", "2026-10-01 12:00") == ["Wed 30 22:00-Thu 01 02:00"]
    calendar = OpeningCalendar(expression="Mo-Su 22:00-02:00")
    assert calendar.open_until(at("2026-09-30 23:00")) == at("2026-10-01 02:00")


def test_clocks_go_forward():
    assert opened("Su 01:00-04:00", "2026-03-29", "2026-03-30") == ["Sun 29 01:00-Sun 29 04:00"]
    (span,) = OpeningCalendar(expression="Su 01:00-04:00").intervals(at("2026-03-29"), at("2026-03-30"))
    assert span[1] - span[0] == timedelta(hours=2)
    assert opened("Su 02:30-04:00", "2026-03-29", "2026-03-30") == ["Sun 29 03:00-Sun 29 04:00"]
    assert opened("Su 02:15-02:45", "2026-03-29", "2026-03-30") == []


def test_clocks_go_back():
    calendar = OpeningCalendar(expression="Su 01:00-04:00")
    (span,) = calendar.intervals(at("2026-10-25"), at("2026-10-26"))
    assert span[1] - span[0] == timedelta(hours=4)
    short = OpeningCalendar(expression="Su 01:00-02:30")
    assert short.is_open(at("2026-10-25 02:15"))
    assert short.is_open(at("2026-10-25 02:45"))
    assert short.is_open(at("2026-10-25 02:15", fold=1))
    assert not short.is_open(at("2026-10-25 02:45", fold=1))
    assert short.open_until(at("2026-10-25 01:30")) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_closure_in_the_middle_of_a_day():
    closure = ClosedSpan(at("2026-09-15 11:00"), at("2026-09-15 15:30"), "Schulung")
    assert opened(WEEK, "2026-09-15", "2026-09-16", (closure,)) == [
        "Tue 15 09:00-Tue 15 11:00",
        "Tue 15 15:30-Tue 15 18:00",
    ]
    calendar = OpeningCalendar(expression=WEEK, closures=(closure,))
    assert calendar.open_until(at("2026-09-15 10:00")) == at("2026-09-15 11:00")
    state = calendar.state(at("2026-09-15 12:00"))
    assert (state.state, state.next, state.reason) == (Opening.CLOSED, at("2026-09-15 15:30"), "Schulung")
    assert not calendar.is_open(at("2026-09-15 11:00"))
    assert calendar.is_open(at("2026-09-15 15:30"))


def test_a_closure_of_weeks_moves_the_next_opening():
    closure = ClosedSpan(at("2026-09-16"), at("2026-10-05"), "Betriebsferien")
    calendar = OpeningCalendar(expression=WEEK, closures=(closure,))
    assert calendar.next_opening(at("2026-09-15 18:00")) == at("2026-10-05 09:00")


def test_closures_that_touch_and_closures_while_always_open():
    closures = (
        ClosedSpan(at("2026-09-15 10:00"), at("2026-09-15 11:00")),
        ClosedSpan(at("2026-09-15 11:00"), at("2026-09-15 12:00")),
    )
    assert opened("24/7", "2026-09-15", "2026-09-16", closures) == [
        "Tue 15 00:00-Tue 15 10:00",
        "Tue 15 12:00-Wed 16 00:00",
    ]


def test_the_edges_of_a_stretch():
    calendar = OpeningCalendar(expression=WEEK)
    assert calendar.is_open(at("2026-09-15 09:00"))
    assert not calendar.is_open(at("2026-09-15 12:30"))
    assert calendar.open_until(at("2026-09-15 12:30")) is None
    assert calendar.next_opening(at("2026-09-15 09:00")) == at("2026-09-15 14:00")
    assert calendar.next_opening(at("2026-09-15 08:59")) == at("2026-09-15 09:00")


def test_states():
    calendar = OpeningCalendar(expression=WEEK)
    assert calendar.state(at("2026-09-15 10:00")).until == at("2026-09-15 12:30")
    assert calendar.state(at("2026-09-19 12:00")).next == at("2026-09-21 09:00")
    assert calendar.state(at("2026-01-06 10:00")).reason == "Heilige Drei Könige"
    assert OpeningCalendar().state(at("2026-09-15 10:00")).state == Opening.UNSTATED
    always = OpeningCalendar(expression="24/7").state(at("2026-09-15 10:00"))
    assert (always.state, always.until) == (Opening.OPEN, None)
    never = OpeningCalendar(expression="2099 Mo 10:00-12:00").state(at("2026-09-15 10:00"))
    assert (never.state, never.next) == (Opening.CLOSED, None)


def test_by_appointment_is_not_open():
    calendar = OpeningCalendar(expression='Sa 09:00-12:00; Mo-Fr unknown "nach Vereinbarung"; PH off')
    state = calendar.state(at("2026-09-15 10:00"))
    assert (state.state, state.reason, state.next) == (Opening.APPOINTMENT, "nach Vereinbarung", at("2026-09-19 09:00"))
    assert not calendar.is_open(at("2026-09-15 10:00"))
    assert calendar.intervals(at("2026-09-14"), at("2026-09-19")) == []


def test_an_unreadable_expression_is_never_open():
    calendar = OpeningCalendar(expression="immer montags")
    assert calendar.state(at("2026-09-15 10:00")).state == Opening.CLOSED
    assert calendar.intervals(at("2026-09-14"), at("2026-09-19")) == []


def test_hand_over_leaves_out_sundays_and_holidays_unless_the_trade_may():
    hours = "Mo-Su 10:00-12:00; PH 10:00-12:00"
    first, last = at("2026-10-30"), at("2026-11-03")
    shoes = OpeningCalendar(expression=hours, sunday_trading=False)
    assert [f"{start.astimezone(ZONE):%a %d}" for start, _ in shoes.handover_intervals(first, last)] == [
        "Fri 30",
        "Mon 02",
    ]
    flowers = OpeningCalendar(expression=hours, sunday_trading=True)
    assert flowers.handover_intervals(first, last) == flowers.intervals(first, last)


def test_days_of_a_week():
    closure = ClosedSpan(at("2026-10-29 14:00"), at("2026-10-29 16:00"), "Inventur")
    days = OpeningCalendar(expression="Th-Sa 20:00-02:00; PH off", closures=(closure,)).days(date(2026, 10, 29), 4)
    assert [len(day.spans) for day in days] == [1, 1, 0, 0]
    assert [day.holiday for day in days] == [None, None, "Reformationstag", None]
    assert days[0].closure == "Inventur"
    always = OpeningCalendar(expression="24/7").days(date(2026, 10, 24), 3)
    assert [end - start for day in always for start, end in day.spans] == [
        timedelta(hours=24),
        timedelta(hours=25),
        timedelta(hours=24),
    ]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("Mo-Fr 9-12", "SYNTAX"),
        ("Mo-Fr 08:00-", "SYNTAX"),
        ("montags", "SYNTAX"),
        ('Mo-Fr 08:00-12:00 "offen', "SYNTAX"),
        ("Mo-Fr 09:00-12:00; SH off", "SCHOOL_HOLIDAYS"),
        ("Mo-Fr 09:00-sunset", "SUN_TIMES"),
        ("Mo-Fr 09:00-12:00;" * 40, "TOO_LONG"),
    ],
)
def test_refused_expressions(expression, code):
    with pytest.raises(HoursError) as refusal:
        check(expression)
    assert refusal.value.code == code


@pytest.mark.parametrize("expression", ["", WEEK, "24/7", "Apr-Sep Mo-Fr 09:00-18:00", "Mo[1] 10:00-12:00", "off"])
def test_accepted_expressions(expression):
    check(expression)
