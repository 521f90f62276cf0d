"""Public holidays of a state of Germany (or another subdivision), by date.

The OpenStreetMap parser knows national holidays only; Saxony-Anhalt adds Epiphany (6 January) and Reformation Day
(31 October): FeiertagsG LSA § 2. Town names are no argument: Germany has no municipal holidays there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays


@dataclass(frozen=True)
class Region:
    """Where clocks and holidays are taken from: an IANA zone, ISO 3166-1 country and ISO 3166-2 subdivision."""

    zone_name: str = "Europe/Berlin"
    country: str = "DE"
    subdivision: str = "ST"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


@lru_cache(maxsize=64)
def _names(region: Region, year: int, language: str) -> dict[date, str]:
    found = holidays.country_holidays(region.country, subdiv=region.subdivision, years=year, language=language)
    return {day: found[day] for day in sorted(found)}


def holiday_name(day: date, region: Region, *, language: str = "de") -> str | None:
    """The holiday's name on that day, None on other days. `language` is "de" or "en_US"."""
    return _names(region, day.year, language).get(day)


def holidays_between(first: date, last: date, region: Region) -> tuple[date, ...]:
    """Every public holiday from `first` to `last`, both included, in order."""
    years = range(first.year, last.year + 1)
    return tuple(day for year in years for day in _names(region, year, "de") if first <= day <= last)


def is_restricted_day(day: date, region: Region) -> bool:
    """True on Sundays and public holidays, when shops may hand over goods by exception only (LÖffZeitG LSA § 3)."""
    return day.weekday() == 6 or holiday_name(day, region) is not None


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
