"""Days and times as people say them: "heute, 15:00–15:30 Uhr", "Do. 27.11., 9:00–12:00 Uhr"."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day_words(day: date, today: date) -> str:
    """ "heute", "morgen, Do. 27.11." or "Do. 27.11." in the active language."""
    return _day_words(day, today, get_language() or "")


def time_words(moment: datetime) -> str:
    """Local time of day in 24 hours, "9:05"."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def moment_words(moment: datetime, now: datetime) -> str:
    """A day and a time of day, "heute, 14:45 Uhr"."""
    day = day_words(timezone.localdate(moment), timezone.localdate(now))
    return _("%(day)s, %(time)s Uhr") % {"day": day, "time": time_words(moment)}


def window_words(starts: datetime, ends: datetime, now: datetime) -> str:
    """A window of time within one day; local time."""
    return window_wording(now)(starts, ends)


def window_wording(now: datetime) -> Callable[[datetime, datetime], str]:
    """`window_words` for many windows at once: today and the language are looked up a single time."""
    today, language = timezone.localdate(now), get_language() or ""
    return lambda starts, ends: _window_words(starts, ends, today, language)


# Formatting dates is slow, and a list of slots names the same few days a hundred times and in every basket.
@lru_cache(maxsize=8192)
def _window_words(starts: datetime, ends: datetime, today: date, language: str) -> str:
    day = _day_words(timezone.localdate(starts), today, language)
    words = {"day": day, "starts": time_words(starts), "ends": time_words(ends)}
    return _("%(day)s, %(starts)s–%(ends)s Uhr") % words


@lru_cache(maxsize=256)
def _day_words(day: date, today: date, language: str) -> str:
    if day == today:
        return _("heute")
    short = date_format(day, _("D. j.n."))
    if day == today + timedelta(days=1):
        return _("morgen, %(day)s") % {"day": short}
    return short
