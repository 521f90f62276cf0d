"""Days and times as people say them: "heute", "morgen, Do. 27.11.", "heute 15:10"."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def short_day(day: date) -> str:
    """"Do. 27.11." in German, "Thu 27 Nov" elsewhere."""
    return date_format(day, "D. d.m." if get_language() == "de" else "D j M")


def day_words(day: date, *, today: date) -> str:
    """The day as people say it, seen from `today`."""
    distance = (day - today).days
    if distance == 0:
        return _("heute")
    if distance == 1:
        return _("morgen, %(day)s") % {"day": short_day(day)}
    return short_day(day) if abs(distance) < 300 else date_format(day, "SHORT_DATE_FORMAT")


def clock(moment: datetime) -> str:
    """The time of day in the town, e.g. "15:10"."""
    return date_format(timezone.localtime(moment), "H:i")


def moment_words(moment: datetime, *, now: datetime) -> str:
    """"heute 15:10", "morgen, Do. 27.11. 15:10"."""
    local = timezone.localtime(moment)
    return f"{day_words(local.date(), today=timezone.localtime(now).date())} {clock(moment)}"


def span_words(starts: datetime, ends: datetime, *, now: datetime) -> str:
    """"heute 15:00-17:00" with an en dash; one moment when both ends are the same."""
    if starts == ends:
        return moment_words(starts, now=now)
    if timezone.localtime(starts).date() != timezone.localtime(ends).date():
        return f"{moment_words(starts, now=now)} – {moment_words(ends, now=now)}"
    return f"{moment_words(starts, now=now)}–{clock(ends)}"
