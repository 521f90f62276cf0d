"""Opening calendars of shops, built without a query per shop."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet, prefetch_related_objects

from marketplace.vendors.models import Closure, Vendor
from marketplace.vendors.rules.hours import ClosedSpan, OpeningCalendar
from marketplace.vendors.rules.public_holidays import Region


@lru_cache(maxsize=1)
def region() -> Region:
    """Clock and public holidays of the town."""
    town = settings.TOWN
    return Region(settings.TIME_ZONE, str(town["country"]), str(town["subdivision"]))


def calendar_of(vendor: Vendor) -> OpeningCalendar:
    """The shop's calendar. One query for its closures unless they are prefetched."""
    return OpeningCalendar(
        expression=vendor.opening_hours,
        closures=tuple(ClosedSpan(row.starts, row.ends, row.reason) for row in vendor.closures.all()),
        region=region(),
        sunday_trading=vendor.sunday_trading,
    )


def calendars(vendors: Iterable[Vendor]) -> dict[int, OpeningCalendar]:
    """Calendars by the shop's primary key; at most one query for all closures that are not prefetched yet."""
    rows = list(vendors)
    prefetch_related_objects(rows, "closures")
    return {row.pk: calendar_of(row) for row in rows}


def upcoming_closures(vendor: Vendor, *, now: datetime) -> QuerySet[Closure]:
    """Closures that are not over yet, the next one first."""
    return Closure.objects.filter(vendor=vendor, ends__gt=now)
