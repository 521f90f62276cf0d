"""Opening hours as text: OpenStreetMap syntax, what people type instead of it, and public holidays inside it.

Syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, read by the package `opening_hours`. That
package knows the national holidays of a country only, so the holiday selector `PH` is replaced here, for the days that
matter, by the dates on which the state has a holiday; the package never sees `PH`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub forgot the errors

MAX_LENGTH = 500
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_ITEM = rf"(?:{_DAY}(?:-{_DAY})?(?:\[[-0-9,]+\])?|PH)"
_LIST = rf"{_ITEM}(?:\s*,\s*{_ITEM})*"
_HOLIDAY_RULE = re.compile(
    rf"^(?P<wide>[^:\"]*?)\s*(?P<days>{_LIST})(?P<shift>\s+[+-]\d days?)?(?P<weekdays>\s+{_LIST})?"
    rf"(?P<rest>(?:\s.*)?)$",
    re.DOTALL,
)
_SEPARATORS = re.compile(rf"\s*(;|\|\||(?<=:\d\d),(?=\s*{_ITEM}(?![a-z])))\s*")
_SPAN = re.compile(r"(?<![\d:])(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})(?![\d/+])")
_QUOTED = re.compile(r'("[^"]*")')
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class HoursError(ValueError):
    """An expression that cannot be used: a code, and where the trouble starts (0-based) if that is known."""

    def __init__(self, code: str, *, text: str = "", position: int | None = None) -> None:
        super().__init__(f"{code} at {position}: {text}")
        self.code = code
        self.text = text
        self.position = position


@dataclass(frozen=True)
class Rule:
    """One rule of an expression and the separator before it (";", "||" or ",")."""

    separator: str
    text: str


def parsed(text: str) -> OpeningHours:
    """The package's object for a text without `PH`. Raises HoursError SYNTAX."""
    try:
        # 400 days: an expression that names a far year must not be searched to the year 9999.
        return OpeningHours(text, auto_country=False, auto_timezone=False, max_interval_days=400)
    except ParserError as error:
        place = re.search(r"--> \d+:(\d+)", str(error))
        raise HoursError("SYNTAX", text=text, position=int(place[1]) - 1 if place else None) from None


def rules_of(expression: str) -> list[Rule]:
    """The rules in order; separators inside quoted comments do not count."""
    pieces: list[str] = [""]
    separators: list[str] = [";"]
    for number, part in enumerate(_QUOTED.split(expression)):
        if number % 2:
            pieces[-1] += part
            continue
        head, *more = _SEPARATORS.split(part)
        pieces[-1] += head
        for separator, piece in zip(more[::2], more[1::2], strict=True):
            separators.append(separator)
            pieces.append(piece)
    rules = [Rule(separator, piece.strip()) for separator, piece in zip(separators, pieces, strict=True)]
    return [rule for rule in rules if rule.text]


def bare(expression: str) -> str:
    """The expression without its quoted comments."""
    return _QUOTED.sub(" ", expression)


def names_holidays(expression: str) -> bool:
    return re.search(r"\bPH\b", bare(expression)) is not None


def check(expression: str) -> None:
    """Raise HoursError if the expression cannot be used: TOO_LONG, SYNTAX, SCHOOL_HOLIDAYS, SUN_TIMES, HOLIDAY_RULE.

    The empty expression is fine: nothing is stated.
    """
    if not expression:
        return
    if len(expression) > MAX_LENGTH:
        raise HoursError("TOO_LONG", text=expression, position=MAX_LENGTH)
    parsed(expression)
    for code, pattern in (("SCHOOL_HOLIDAYS", r"\bSH\b"), ("SUN_TIMES", r"\b(?:sunrise|sunset|dawn|dusk)\b")):
        if found := re.search(pattern, bare(expression)):
            raise HoursError(code, text=expression, position=expression.find(found[0]))
    for rule in rules_of(expression):
        if names_holidays(rule.text) and not _holiday_rule(rule.text):
            raise HoursError("HOLIDAY_RULE", text=rule.text, position=expression.find("PH"))
    parsed(dated(expression, (date(2026, 1, 6),)) or "off")


def dated(expression: str, holidays: Sequence[date]) -> str:
    """The expression with `PH` replaced by the given days.

    An expression that says nothing about holidays means closed on them, as shops in Germany are (LÖffZeitG LSA § 3),
    unless it is open around the clock or names that very date. A rule on holidays always overrides the week.
    """
    pieces = [piece for rule in rules_of(expression) for piece in _dated_rule(rule, holidays)]
    if not names_holidays(expression) and "24/7" not in expression:
        silent = [day for day in holidays if not names_date(expression, day)]
        if silent:
            pieces.append(Rule(";", f"{_dates(silent)} off"))
    return "".join(
        f"{'' if number == 0 else _joint(piece.separator)}{piece.text}" for number, piece in enumerate(pieces)
    )


def mornings(expression: str) -> list[time]:
    """The clock times at which nights of the expression end ("22:00-02:00" and "22:00-26:00" end at 2)."""
    return sorted({morning for match in _SPAN.finditer(bare(expression)) if (morning := _morning(match))})


def without_nights(expression: str) -> str:
    """The expression with every night ended at midnight."""
    return _each_span(expression, lambda match: f"{match[1]}-24:00" if _morning(match) else match[0])


def night_marker(expression: str, morning: time) -> str:
    """The expression changed so that it is open at the end of a day if, and only if, a night until `morning` began."""

    def marked(match: re.Match[str]) -> str:
        if _morning(match) == morning:
            return f"{match[1]}-24:00"
        return f"{match[1]}-23:59" if _morning(match) or match[2] in ("24:00", "00:00", "0:00") else match[0]

    return _each_span(expression, marked)


def _each_span(expression: str, change: Callable[[re.Match[str]], str]) -> str:
    parts = _QUOTED.split(expression)
    return "".join(part if number % 2 else _SPAN.sub(change, part) for number, part in enumerate(parts))


def _morning(match: re.Match[str]) -> time | None:
    start, end = (int(clock[:-3]) * 60 + int(clock[-2:]) for clock in (match[1], match[2]))
    end += 24 * 60 if end <= start else 0
    return time((end - 24 * 60) // 60 % 24, end % 60) if end > 24 * 60 else None


def _joint(separator: str) -> str:
    return {";": "; ", ",": ", "}.get(separator, f" {separator} ")


def _dated_rule(rule: Rule, holidays: Sequence[date]) -> list[Rule]:
    if not names_holidays(rule.text):
        return [rule]
    match = _holiday_rule(rule.text)
    if match is None:
        raise HoursError("HOLIDAY_RULE", text=rule.text)
    wide, rest = match["wide"].strip(), match["rest"].strip()
    items = [item.strip() for item in re.split(r",\s*(?![-0-9,]*\])", match["days"])]
    week = ",".join(item for item in items if item != "PH")
    made = [Rule(rule.separator, f"{wide} {week} {rest}".strip())] if week else []
    days = [day + timedelta(days=_shift(match["shift"])) for day in holidays]
    days = [day for day in days if _falls_in(day, wide) and _falls_in(day, (match["weekdays"] or "").strip())]
    if days:
        separator = ";" if rule.separator == "," else rule.separator
        made.append(Rule(separator, f"{_dates(days)} {rest}".strip()))
    return made


def _holiday_rule(text: str) -> re.Match[str] | None:
    match = _HOLIDAY_RULE.match(text)
    if match is None or not names_holidays(match["days"]):
        return None
    return None if names_holidays(match["rest"]) or names_holidays(match["weekdays"] or "") else match


def _shift(text: str | None) -> int:
    return int(text.split()[0]) if text else 0


def _falls_in(day: date, selector: str) -> bool:
    """True if a selector of months, weeks or weekdays covers the day; the empty selector covers every day."""
    if not selector:
        return True
    return parsed(f"{selector} 00:00-24:00").is_open(datetime.combine(day, time(12)))


def _dates(days: Sequence[date]) -> str:
    return ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}" for day in days)


def names_date(expression: str, day: date) -> bool:
    """True if a rule names exactly this date (with or without year), not merely a range around it."""
    pattern = rf"(?:(?<!\d){day.year}\s+|(?<!\d\s)\b){_MONTHS[day.month - 1]}\s*0?{day.day}(?![\d-])"
    return re.search(pattern, bare(expression)) is not None
