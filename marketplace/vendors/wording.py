"""All sentences about shops: when they are open, what is wrong with an input, what is missing for the law."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.vendors.rules.expression import HoursError, names_holidays
from marketplace.vendors.rules.hours import DayHours, Opening, OpeningState
from marketplace.vendors.rules.weekly import DAYS, HOLIDAY, HoursRow, weekly_hours

DAY_NAMES = {
    "Mo": (gettext_lazy("Montag"), gettext_lazy("Mo.")),
    "Tu": (gettext_lazy("Dienstag"), gettext_lazy("Di.")),
    "We": (gettext_lazy("Mittwoch"), gettext_lazy("Mi.")),
    "Th": (gettext_lazy("Donnerstag"), gettext_lazy("Do.")),
    "Fr": (gettext_lazy("Freitag"), gettext_lazy("Fr.")),
    "Sa": (gettext_lazy("Samstag"), gettext_lazy("Sa.")),
    "Su": (gettext_lazy("Sonntag"), gettext_lazy("So.")),
    "PH": (gettext_lazy("Feiertag"), gettext_lazy("Feiertage")),
}

FIELDS = {
    "name": gettext_lazy("Name des Ladens"),
    "slug": gettext_lazy("Kurzname in der Adresse"),
    "trade": gettext_lazy("Branche"),
    "teaser": gettext_lazy("Kurztext"),
    "story": gettext_lazy("Geschichte"),
    "latitude": gettext_lazy("Breitengrad"),
    "longitude": gettext_lazy("Längengrad"),
    "website": gettext_lazy("Internetadresse"),
    "packing_minutes": gettext_lazy("Packzeit in Minuten"),
    "picture_alt": gettext_lazy("Bildbeschreibung"),
    "legal_name": gettext_lazy("Firma"),
    "legal_form": gettext_lazy("Rechtsform"),
    "representative": gettext_lazy("Vertretungsberechtigte"),
    "street": gettext_lazy("Straße und Hausnummer"),
    "postal_code": gettext_lazy("Postleitzahl"),
    "city": gettext_lazy("Ort"),
    "email": gettext_lazy("E-Mail-Adresse"),
    "phone": gettext_lazy("Telefonnummer"),
    "register_court": gettext_lazy("Registergericht"),
    "register_number": gettext_lazy("Registernummer"),
    "vat_id": gettext_lazy("USt-IdNr."),
    "tax_number": gettext_lazy("Steuernummer"),
    "tax_status": gettext_lazy("Besteuerung"),
    "supervisory_authority": gettext_lazy("Aufsichtsbehörde"),
    "chamber": gettext_lazy("Kammer"),
    "profession": gettext_lazy("Berufsbezeichnung"),
    "responsible_for_content": gettext_lazy("Verantwortlich für den Inhalt"),
    "lucid_number": gettext_lazy("LUCID-Nummer"),
    "self_certified_at": gettext_lazy("Selbsterklärung zum geltenden Recht"),
    "reason": gettext_lazy("Grund"),
    "starts": gettext_lazy("Beginn"),
    "ends": gettext_lazy("Ende"),
}

HOURS_REFUSALS = {
    "TOO_LONG": gettext_lazy("Die Öffnungszeiten sind zu lang. Bitte kürzen Sie auf 500 Zeichen."),
    "SCHOOL_HOLIDAYS": gettext_lazy("Schulferien (SH) kennt der Markt nicht. Bitte nennen Sie die Tage mit Datum."),
    "SUN_TIMES": gettext_lazy("Sonnenauf- und -untergang gehen hier nicht. Bitte nennen Sie Uhrzeiten."),
    "HOLIDAY_RULE": gettext_lazy(
        "Die Regel für Feiertage (PH) ist nicht lesbar. Schreiben Sie sie für sich, zum Beispiel: PH 10:00-12:00"
    ),
    "DAY": gettext_lazy("Diesen Wochentag gibt es nicht: {text}"),
    "TIME": gettext_lazy("Bitte nennen Sie Uhrzeiten wie 09:00 oder 18:30 ({text})."),
    "EMPTY_SPAN": gettext_lazy("Beginn und Ende sind gleich ({text})."),
    "REVERSED": gettext_lazy("Das Ende liegt vor dem Beginn ({text})."),
    "OVERLAP": gettext_lazy("Diese Zeit überschneidet sich mit einer anderen: {text}"),
}


def opening_sentence(state: OpeningState, *, now: datetime) -> str:
    """The state in a few words: "geöffnet bis 18:00", "öffnet morgen, Mo. um 9:00"."""
    if state.state == Opening.OPEN:
        return _("geöffnet bis {time}").format(time=moment(state.until, now=now)) if state.until else _("geöffnet")
    if state.state == Opening.UNSTATED:
        return _("Öffnungszeiten nicht bekannt")
    if state.state == Opening.APPOINTMENT:
        return state.reason or _("nach Vereinbarung")
    if state.next is None:
        return _("geschlossen")
    return _("öffnet {moment}").format(moment=opening_moment(state.next, now=now))


def moment(at: datetime, *, now: datetime) -> str:
    """A clock time, with its day if that is not today (before tomorrow noon a night still counts as today)."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    night = (local.date() - today).days == 1 and local.hour < 12
    return clock(at) if local.date() == today or night else f"{_day(local.date(), today)}, {clock(at)}"


def opening_moment(at: datetime, *, now: datetime) -> str:
    """ "heute um 14:00", "morgen, Mo. um 9:00", "Mi., 2.12. um 9:00"."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    return _("{day} um {time}").format(day=_day(local.date(), today), time=clock(at))


def clock(at: datetime) -> str:
    """The time of day in the town, "9:00"."""
    return date_format(timezone.localtime(at), "G:i")


def day_hours(hours: DayHours) -> str:
    """The hours of one day: "9:00–12:30 und 14:00–18:00", "geschlossen"; why it is unusual in brackets."""
    spans = _and([f"{clock(start)}–{clock(end)}" for start, end in hours.spans]) or _("geschlossen")
    why = hours.closure or hours.holiday
    return f"{spans} ({why})" if why else spans


def week_lines(rows: Sequence[HoursRow]) -> list[tuple[str, str]]:
    """(days, times) of a usual week; days with equal hours together, days without hours as closed.

    Where a week has a `rest` (seasons, single dates), show `OpeningCalendar.days` instead.
    """
    times = {day: _and([_row_times(row) for row in rows if row.day == day]) for day in (*DAYS, HOLIDAY)}
    lines: list[tuple[list[str], str]] = []
    for day in DAYS:
        if lines and lines[-1][1] == times[day]:
            lines[-1][0].append(day)
        else:
            lines.append(([day], times[day]))
    if times[HOLIDAY]:
        lines.append(([HOLIDAY], times[HOLIDAY]))
    return [(_days(days), text or _("geschlossen")) for days, text in lines]


def hours_refusal(error: HoursError) -> str:
    """What is wrong with opening hours, where, and how to write them."""
    if error.code in HOURS_REFUSALS:
        return str(HOURS_REFUSALS[error.code]).format(text=_german_row(error.text))
    if error.position is None or error.position >= len(error.text):
        return _("Die Öffnungszeiten hören mittendrin auf. So ist es richtig: {example}").format(example=EXAMPLE)
    return _("Die Öffnungszeiten sind ab „{rest}“ nicht lesbar. So ist es richtig: {example}").format(
        rest=error.text[error.position :][:30], example=EXAMPLE
    )


EXAMPLE = "Mo-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:00"


def hours_hints(expression: str, *, sunday_trading: bool) -> list[str]:
    """What a shop should know about its hours (LÖffZeitG LSA § 3): nothing here forbids them."""
    rows = weekly_hours(expression).rows
    hints = []
    if expression and not names_holidays(expression) and "24/7" not in expression:
        hints.append(_("An Feiertagen gilt der Laden als geschlossen."))
    if not sunday_trading and any(row.day in ("Su", HOLIDAY) for row in rows):
        hints.append(_("An Sonn- und Feiertagen darf diese Branche nur zum Schauen öffnen, ohne Verkauf und Abholung."))
    if any(row.day == "Sa" and (row.closes > "20:00" or row.closes < row.opens) for row in rows):
        hints.append(_("Samstags dürfen Läden in Sachsen-Anhalt nur bis 20 Uhr öffnen."))
    return hints


def field_names(fields: Iterable[str]) -> str:
    """Names of fields in one line: "Rechtsform, Registergericht"."""
    return ", ".join(str(FIELDS.get(field, field)) for field in fields)


def camel(field: str) -> str:
    """A field's name as API clients know it."""
    head, *tail = field.split("_")
    return head + "".join(part.title() for part in tail)


def span_of_days(start: datetime, end: datetime) -> str:
    """A closure in words: "am 24.12.2026", "24.12.2026 bis 2.1.2027", "24.12.2026, 12:00 bis 18:00"."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    whole = first.hour == first.minute == last.hour == last.minute == 0
    if whole:
        last_day = timezone.localtime(end - timedelta(seconds=1)).date()
        if last_day == first.date():
            return _("am {day}").format(day=_date(last_day))
        return _("{first} bis {last}").format(first=_date(first.date()), last=_date(last_day))
    if first.date() == last.date():
        return _("{day}, {start} bis {end}").format(day=_date(first.date()), start=clock(start), end=clock(end))
    return _("{first} bis {last}").format(
        first=f"{_date(first.date())}, {clock(start)}", last=f"{_date(last.date())}, {clock(end)}"
    )


def _day(day: date, today: date) -> str:
    distance = (day - today).days
    weekday = str(DAY_NAMES[DAYS[day.weekday()]][1])
    if distance == 0:
        return _("heute")
    if distance == 1:
        return _("morgen, {weekday}").format(weekday=weekday)
    return f"{weekday}, {date_format(day, 'j.n.' if get_language() == 'de' else 'j M')}"


def _date(day: date) -> str:
    return date_format(day, "j.n.Y" if get_language() == "de" else "j M Y")


def _days(days: Sequence[str]) -> str:
    first, last = (str(DAY_NAMES[day][1]) for day in (days[0], days[-1]))
    if len(days) == 1:
        return first
    return _("{first} und {last}").format(first=first, last=last) if len(days) == 2 else f"{first}–{last}"


def _row_times(row: HoursRow) -> str:
    return f"{_short(row.opens)}–{_short(row.closes)}"


def _short(time: str) -> str:
    return time[1:] if time.startswith("0") else time


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} und {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def _german_row(text: str) -> str:
    day, _space, rest = text.partition(" ")
    return f"{DAY_NAMES[day][0]} {rest}" if day in DAY_NAMES else text
