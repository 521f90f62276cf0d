"""When the shops of the town are open, asked once for all of them: the base of "open now" and "collectable today"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from marketplace.catalogue.extensions import desk_checks
from marketplace.catalogue.models import Listing, StockKind
from marketplace.catalogue.selectors.query import VendorHours
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import OpeningCalendar
from marketplace.vendors.selectors import calendars, public_vendors, region


def town_hours(now: datetime) -> dict[int, VendorHours]:
    """Every public shop that sells, by primary key, in two queries."""
    vendors = public_vendors().filter(sells=True)
    return hours_of(vendors, now)


def hours_of(vendors: Iterable[Vendor], now: datetime) -> dict[int, VendorHours]:
    """The hours of these shops at a moment; one query at most, for closures that are not prefetched, and those of the
    desk checks."""
    rows = list(vendors)
    by_vendor = calendars(rows)
    found = {row.pk: _hours(row, by_vendor[row.pk], now) for row in rows}
    open_desks = [each.vendor for each in found.values() if each.collectable_today]
    if open_desks:
        for pk in {pk for check in desk_checks for pk in check(open_desks, now)}:
            found[pk] = replace(found[pk], collect_from=None, collectable_today=False)
    return found


def _hours(vendor: Vendor, calendar: OpeningCalendar, now: datetime) -> VendorHours:
    state = calendar.state(now)
    ready = now + timedelta(minutes=vendor.packing_minutes)
    collect_from = _first_open(calendar, ready, end_of_day(now)) if vendor.offers_collect else None
    return VendorHours(
        vendor=vendor,
        is_open=state.is_open,
        open_until=state.until,
        opens=state.opens,
        collect_from=collect_from,
        collectable_today=collect_from is not None,
    )


def _first_open(calendar: OpeningCalendar, start: datetime, end: datetime) -> datetime | None:
    """The first moment from `start` on at which goods can be handed over, up to `end`."""
    if start >= end:
        return None
    return next((max(opening, start) for opening, _closing in calendar.handover_intervals(start, end)), None)


def end_of_day(now: datetime) -> datetime:
    """The midnight that ends the local day, in UTC."""
    zone = region().zone
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def collectable_today(listing: Listing, hours: Mapping[int, VendorHours]) -> bool:
    """On the shelf, and the shop can still hand it over today."""
    found = hours.get(listing.vendor_id)
    return bool(
        found and found.collectable_today and listing.stock_kind == StockKind.IN_STORE and listing.available > 0
    )


def deliverable(listing: Listing, vendor: Vendor) -> bool:
    """May travel on a tour that the shop takes part in."""
    return listing.deliverable and vendor.offers_delivery and listing.stock_kind != StockKind.VIEW_ONLY
