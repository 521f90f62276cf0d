"""The week as rows (day, from, to): what a shopkeeper edits instead of syntax.

Rows and OpenStreetMap text convert into each other for the usual week; rules beyond it (seasons, dates, comments) are
kept as text in `rest`, untouched.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from marketplace.vendors.rules.expression import HoursError, Rule, rules_of

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
LATEST_MORNING = "12:00"
_TIME = re.compile(r"^([01]?\d|2[0-4]):([0-5]\d)$")
_DAY_LIST = re.compile(r"^(?P<days>[A-Z][A-Za-z,\- ]*?)?\s*(?P<times>\d[\d:,\- ]*|off|closed)$")


@dataclass(frozen=True, order=True)
class HoursRow:
    """Open on `day` ("Mo".."Su", "PH" for public holidays) from `opens` to `closes` ("HH:MM"; "24:00" is midnight).

    `closes` before `opens` means the next morning, until noon.
    """

    day: str
    opens: str
    closes: str


@dataclass(frozen=True)
class WeeklyHours:
    """Rows of the week, and the text of every rule that rows cannot say."""

    rows: tuple[HoursRow, ...] = ()
    rest: str = ""

    def of_day(self, day: str) -> tuple[HoursRow, ...]:
        return tuple(row for row in self.rows if row.day == day)


def weekly_hours(expression: str) -> WeeklyHours:
    """The rows of an expression. Where its first rules are no usual week, `rows` is empty and `rest` is all of it."""
    week: dict[str, list[HoursRow]] = {}
    rules = rules_of(expression)
    for number, rule in enumerate(rules):
        read = _read(rule)
        if read is None or (number and rule.separator == "||"):
            return _result(week, rules[number:])
        days, times = read
        for day in days:
            kept = week.get(day, []) if rule.separator == "," else []
            week[day] = kept + [HoursRow(day, opens, closes) for opens, closes in times]
    return _result(week, [])


def expression_of(rows: Iterable[HoursRow], rest: str = "") -> str:
    """OpenStreetMap text of rows, days with equal hours put together, and the kept rest.

    Raises HoursError with the codes DAY, TIME, EMPTY_SPAN, REVERSED or OVERLAP and the offending "day from-to" as text.
    """
    ordered = sorted({_checked(row) for row in rows}, key=lambda row: (_position(row.day), row.opens))
    _refuse_overlaps(ordered)
    times = {day: _times(ordered, day) for day in (*DAYS, HOLIDAY)}
    if all(hours == "00:00-24:00" for hours in times.values()):
        return "; ".join(part for part in ("24/7", rest.strip().strip(";").strip()) if part)
    # After a night that runs into the next day, ";" would cut it off at midnight; "," adds the next rule instead.
    joint = ", " if any(row.closes < row.opens for row in ordered) else "; "
    groups = _grouped({day: times[day] for day in DAYS if times[day]})
    text = joint.join(f"{days} {hours}" for days, hours in groups)
    if ordered:
        text = "; ".join(part for part in (text, f"PH {times[HOLIDAY] or 'off'}") if part)
    return "; ".join(part for part in (text, rest.strip().strip(";").strip()) if part)


def _result(week: dict[str, list[HoursRow]], rest: Sequence[Rule]) -> WeeklyHours:
    rows = sorted((row for rows in week.values() for row in rows), key=lambda row: (_position(row.day), row.opens))
    text = "".join(f"{'' if number == 0 else rule.separator + ' '}{rule.text}" for number, rule in enumerate(rest))
    return WeeklyHours(tuple(rows), text)


def _read(rule: Rule) -> tuple[list[str], list[tuple[str, str]]] | None:
    if rule.text == "24/7":
        return [*DAYS, HOLIDAY], [("00:00", "24:00")]
    match = _DAY_LIST.match(rule.text)
    days = _days(match["days"] or "Mo-Su") if match else None
    if match is None or days is None:
        return None
    if match["times"] in ("off", "closed"):
        return days, []
    times = [_span(text) for text in match["times"].split(",")]
    return None if None in times else (days, [span for span in times if span])


def _days(text: str) -> list[str] | None:
    days: list[str] = []
    for item in text.replace(" ", "").split(","):
        first, _, last = item.partition("-")
        if item == HOLIDAY:
            days.append(HOLIDAY)
        elif first in DAYS and (not last or last in DAYS):
            start, count = DAYS.index(first), (DAYS.index(last or first) - DAYS.index(first)) % 7 + 1
            days += [DAYS[(start + number) % 7] for number in range(count)]
        else:
            return None
    return days


def _span(text: str) -> tuple[str, str] | None:
    opens, _, closes = (part.strip() for part in text.partition("-"))
    opens, closes = _clock(opens), _closing(closes)
    fine = opens and closes and opens != "24:00" and (opens < closes or (closes < opens and closes <= LATEST_MORNING))
    return (opens, closes) if fine else None


def _clock(text: str) -> str:
    match = _TIME.match(text.strip())
    if not match or (match[1] == "24" and match[2] != "00"):
        return ""
    return f"{int(match[1]):02}:{match[2]}"


def _closing(text: str) -> str:
    clock = _clock(text)
    return "24:00" if clock == "00:00" else clock


def _position(day: str) -> int:
    return (*DAYS, HOLIDAY).index(day)


def _checked(row: HoursRow) -> HoursRow:
    shown = f"{row.day} {row.opens}-{row.closes}"
    if row.day not in (*DAYS, HOLIDAY):
        raise HoursError("DAY", text=shown)
    opens, closes = _clock(row.opens), _closing(row.closes)
    if not opens or not closes or opens == "24:00":
        raise HoursError("TIME", text=shown)
    if opens == closes:
        raise HoursError("EMPTY_SPAN", text=shown)
    if closes < opens and closes > LATEST_MORNING:
        raise HoursError("REVERSED", text=shown)
    return HoursRow(row.day, opens, closes)


def _refuse_overlaps(ordered: Sequence[HoursRow]) -> None:
    """Compares stretches of minutes of the week; Sunday night reaches into Monday."""
    week = 7 * 24 * 60
    spans: list[tuple[int, int, HoursRow]] = []
    for row in ordered:
        base = _position(row.day) * 24 * 60
        start, end = base + _minutes(row.opens), base + _minutes(row.closes)
        end += 24 * 60 if end < start else 0
        if row.day == HOLIDAY:
            spans.append((start + week, end + week, row))  # a day of its own, far from the week
        else:
            spans.append((start, min(end, week), row))
            if end > week:
                spans.append((0, end - week, row))
    spans.sort(key=lambda span: span[:2])
    for (_start, end, _row), (start, _end, row) in pairwise(spans):
        if start < end:
            raise HoursError("OVERLAP", text=f"{row.day} {row.opens}-{row.closes}")


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _times(rows: Sequence[HoursRow], day: str) -> str:
    return ",".join(f"{row.opens}-{row.closes}" for row in rows if row.day == day)


def _grouped(times: dict[str, str]) -> list[tuple[str, str]]:
    """Days with equal hours under one day list ("Mo-Fr", "Mo,We"), in the order of their first day."""
    by_hours: dict[str, list[str]] = {}
    for day, hours in times.items():
        by_hours.setdefault(hours, []).append(day)
    return [(_day_list(days), hours) for hours, days in by_hours.items()]


def _day_list(days: Sequence[str]) -> str:
    runs: list[list[int]] = []
    for number in (DAYS.index(day) for day in days):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[number] for number in run) for run in runs
    ]
    return ",".join(parts)
