"""Hours as people type them, as rows of a week, and the sentences about them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from marketplace.errors import DomainError
from marketplace.vendors.rules.expression import HoursError
from marketplace.vendors.rules.hours import ClosedSpan, OpeningCalendar
from marketplace.vendors.rules.typed_hours import osm_text
from marketplace.vendors.rules.weekly import HoursRow, expression_of, weekly_hours
from marketplace.vendors.services import set_opening_hours, set_weekly_hours
from marketplace.vendors.services.hours import readable_hours
from marketplace.vendors.wording import day_hours, hours_hints, opening_sentence, span_of_days, week_lines

ZONE = ZoneInfo("Europe/Berlin")
WEEK = "Mo-Fr 09:00-12:30,14:00-18:00; We 09:00-12:30; Sa 09:00-12:00; PH off"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Mo-Fr 9-18 Uhr, Sa 9-12 Uhr", "Mo-Fr 09:00-18:00, Sa 09:00-12:00"),
        ("Di–Fr 9.30 - 18 Uhr; Sa 9 bis 13 Uhr; So geschlossen", "Tu-Fr 09:30-18:00; Sa 09:00-13:00; Su off"),
        ("Montag bis Freitag: 9:00 - 18:00 Uhr\nSamstag: 9-12", "Mo-Fr 09:00-18:00; Sa 09:00-12:00"),
        ("Mo, Di, Do 9-12 und 14-18 Uhr", "Mo, Tu, Th 09:00-12:00, 14:00-18:00"),
        ("mo-fr 8:00-12:00; feiertags zu", "Mo-Fr 08:00-12:00; PH off"),
        ("täglich 10-18 Uhr", "Mo-Su 10:00-18:00"),
        ("Dec 24-26 off", "Dec 24-26 off"),
        ("week 10-12 Mo 09:00-12:00", "week 10-12 Mo 09:00-12:00"),
        ('Mo-Fr 09:00-18:00 "Di und Do mit Beratung"', 'Mo-Fr 09:00-18:00 "Di und Do mit Beratung"'),
        (WEEK, WEEK),
    ],
)
def test_typed_hours(typed, text):
    assert osm_text(typed) == text
    assert readable_hours(typed) == text


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("Mo-Fr 9 bis ungefähr 12", "HOURS_SYNTAX", "nicht lesbar"),
        ("Mo-Fr 09:00-", "HOURS_SYNTAX", "mittendrin"),
        ("Mo-Fr 09:00-12:00; SH off", "HOURS_SCHOOL_HOLIDAYS", "Schulferien"),
        ("x" * 501, "HOURS_TOO_LONG", "500 Zeichen"),
        ("Mo-Fr 09:00-12:00;" * 40, "HOURS_TOO_LONG", "500 Zeichen"),
    ],
)
def test_unreadable_hours_are_explained(typed, code, said):
    with pytest.raises(DomainError) as refusal:
        readable_hours(typed)
    assert refusal.value.code == code
    assert refusal.value.field == "openingHours"
    assert said in refusal.value.message


def test_rows_of_a_usual_week():
    week = weekly_hours(WEEK)
    assert week.rest == ""
    assert week.of_day("We") == (HoursRow("We", "09:00", "12:30"),)
    assert week.of_day("Th") == (HoursRow("Th", "09:00", "12:30"), HoursRow("Th", "14:00", "18:00"))
    assert week.of_day("Su") == ()
    assert expression_of(week.rows) == ("Mo,Tu,Th,Fr 09:00-12:30,14:00-18:00; We 09:00-12:30; Sa 09:00-12:00; PH off")


def test_what_rows_cannot_say_is_kept():
    text = 'Mo-Fr 09:00-18:00; PH off; Dec 24 09:00-12:00; Apr-Sep Sa 09:00-12:00 "nur im Sommer"'
    week = weekly_hours(text)
    assert week.rest == 'Dec 24 09:00-12:00; Apr-Sep Sa 09:00-12:00 "nur im Sommer"'
    assert expression_of(week.rows, week.rest) == text
    assert weekly_hours("Apr-Sep Mo-Fr 09:00-18:00; Mo 10:00-12:00").rows == ()


def test_nights_are_joined_so_that_the_next_day_does_not_cut_them():
    rows = [HoursRow("Fr", "20:00", "02:00"), HoursRow("Sa", "10:00", "12:00")]
    assert expression_of(rows) == "Fr 20:00-02:00, Sa 10:00-12:00; PH off"


def test_always_open():
    assert expression_of(weekly_hours("24/7").rows) == "24/7"
    assert expression_of([]) == ""
    assert expression_of([HoursRow("Mo", "18:00", "00:00")]) == "Mo 18:00-24:00; PH off"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([HoursRow("Xx", "09:00", "10:00")], "DAY"),
        ([HoursRow("Mo", "9 Uhr", "10:00")], "TIME"),
        ([HoursRow("Mo", "09:00", "24:30")], "TIME"),
        ([HoursRow("Mo", "09:00", "09:00")], "EMPTY_SPAN"),
        ([HoursRow("Mo", "18:00", "14:00")], "REVERSED"),
        ([HoursRow("Mo", "09:00", "12:00"), HoursRow("Mo", "11:00", "13:00")], "OVERLAP"),
        ([HoursRow("Su", "20:00", "03:00"), HoursRow("Mo", "02:00", "05:00")], "OVERLAP"),
    ],
)
def test_refused_rows(rows, code):
    with pytest.raises(HoursError) as refusal:
        expression_of(rows)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ("2026-09-15 10:00", "geöffnet bis 12:30"),
        ("2026-09-15 12:30", "öffnet heute um 14:00"),
        ("2026-09-15 20:00", "öffnet morgen, Mi. um 9:00"),
        ("2026-09-19 12:00", "öffnet Mo., 21.9. um 9:00"),
        ("2026-09-20 12:00", "öffnet morgen, Mo. um 9:00"),
    ],
)
def test_the_sentence_of_a_state(now, sentence):
    calendar = OpeningCalendar(expression=WEEK)
    assert opening_sentence(calendar.state(at(now)), now=at(now)) == sentence


def test_sentences_of_the_rarer_states():
    now = at("2026-09-15 22:00")

    def said(expression: str) -> str:
        return opening_sentence(OpeningCalendar(expression=expression).state(now), now=now)

    assert said("24/7") == "geöffnet"
    assert said("") == "Öffnungszeiten nicht bekannt"
    assert said("off") == "geschlossen"
    assert said('Mo-Fr unknown "nur nach Anruf"') == "nur nach Anruf"
    assert said("Mo-Fr unknown") == "nach Vereinbarung"
    assert said("Mo-Fr 20:00-02:00") == "geöffnet bis 2:00"
    assert said("Tu-We 00:00-24:00") == "geöffnet bis Do., 17.9., 0:00"


def test_sentences_follow_the_language():
    calendar, now = OpeningCalendar(expression=WEEK), at("2026-09-19 12:00")
    with override("en"):
        assert "9:00" in opening_sentence(calendar.state(now), now=now)


def test_days_and_weeks_in_words():
    closure = ClosedSpan(at("2026-10-29 14:00"), at("2026-10-29 16:00"), "Inventur")
    days = OpeningCalendar(expression=WEEK, closures=(closure,)).days(at("2026-10-29 00:00").date(), 3)
    assert [day_hours(day) for day in days] == [
        "9:00–12:30 und 16:00–18:00 (Inventur)",
        "9:00–12:30 und 14:00–18:00",
        "geschlossen (Reformationstag)",
    ]
    assert week_lines(weekly_hours(WEEK).rows) == [
        ("Mo. und Di.", "9:00–12:30 und 14:00–18:00"),
        ("Mi.", "9:00–12:30"),
        ("Do. und Fr.", "9:00–12:30 und 14:00–18:00"),
        ("Sa.", "9:00–12:00"),
        ("So.", "geschlossen"),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2026-12-24", "2026-12-25", "am 24.12.2026"),
        ("2026-12-24", "2027-01-03", "24.12.2026 bis 2.1.2027"),
        ("2026-12-24 12:00", "2026-12-24 18:00", "24.12.2026, 12:00 bis 18:00"),
        ("2026-12-24 12:00", "2026-12-26 00:00", "24.12.2026, 12:00 bis 26.12.2026, 0:00"),
    ],
)
def test_a_closure_in_words(starts, ends, words):
    assert span_of_days(at(starts).astimezone(UTC), at(ends).astimezone(UTC)) == words


def test_hints_name_the_law_and_forbid_nothing():
    assert hours_hints("Mo-Fr 09:00-18:00; PH off", sunday_trading=False) == []
    assert hours_hints("Mo-Fr 09:00-18:00", sunday_trading=False) == ["An Feiertagen gilt der Laden als geschlossen."]
    assert "nur zum Schauen" in hours_hints("Su 13:00-17:00; PH off", sunday_trading=False)[0]
    assert hours_hints("Su 13:00-17:00; PH off", sunday_trading=True) == []
    assert "bis 20 Uhr" in hours_hints("Sa 10:00-22:00; PH off", sunday_trading=False)[0]


def test_hours_are_stored(cast):
    assert set_opening_hours(vendor=cast.shop, text="Mo-Fr 9-18 Uhr").opening_hours == "Mo-Fr 09:00-18:00"
    changed = set_weekly_hours(vendor=cast.shop, rows=[HoursRow("Sa", "9:00", "12:00")], rest="Dez 24 zu")
    assert changed.opening_hours == "Sa 09:00-12:00; PH off; Dec 24 off"
    assert set_opening_hours(vendor=cast.shop, text="  ").opening_hours == ""


def test_refused_hours_change_nothing(cast):
    before = cast.shop.opening_hours
    with pytest.raises(DomainError) as refusal:
        set_weekly_hours(vendor=cast.shop, rows=[HoursRow("Mo", "18:00", "14:00")])
    assert refusal.value.code == "HOURS_REVERSED"
    assert refusal.value.message == "Das Ende liegt vor dem Beginn (Montag 18:00-14:00)."
    cast.shop.refresh_from_db()
    assert cast.shop.opening_hours == before
