"""Making tours ahead, and forgetting where people live once a tour is over."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.rules.public_holidays import holiday_name
from marketplace.vendors.selectors import region
from plugins.pooled_delivery import rules
from plugins.pooled_delivery.models import Stop, StopKind, Tour, TourPattern, Zone

DAYS_AHEAD = 15
KEEP_ADDRESSES = timedelta(days=14)


@transaction.atomic
def create_tours(*, now: datetime, days: int = DAYS_AHEAD) -> int:
    """Make the tours of the coming days; those that exist stay as they are. The number of new ones.

    Public holidays are left out: the shops that a tour collects from are closed.
    """
    today = timezone.localdate(now)
    patterns = list(TourPattern.objects.filter(is_active=True))
    wanted = [
        _tour(pattern, day)
        for pattern in patterns
        for day in rules.tour_dates(pattern.weekday, first=today, days=days)
        if holiday_name(day, region()) is None
    ]
    before = Tour.objects.count()
    Tour.objects.bulk_create([tour for tour in wanted if tour.ends > now], ignore_conflicts=True)
    return Tour.objects.count() - before


@transaction.atomic
def save_zone(*, postal_code: str, name: str, price: Decimal, minimum_order: Decimal, position: int) -> Zone:
    """A place to which tours drive; price and minimum order are gross. Coming offers follow at once."""
    values = {"name": name, "price": price, "minimum_order": minimum_order, "position": position}
    return Zone.objects.update_or_create(postal_code=postal_code, defaults=values)[0]


@transaction.atomic
def save_pattern(
    *,
    code: str,
    name: str,
    weekday: int,
    collects: time,
    starts: time,
    ends: time,
    cut_off: time,
    cut_off_days_before: int,
    capacity: int,
    cost: Decimal,
    postal_codes: Sequence[str],
) -> TourPattern:
    """A tour of every week (Monday 0, local times). Tours that are made already keep their times and capacity.

    Raises DomainError ZONE_UNKNOWN for a postal code without a zone.
    """
    values = {
        "name": name,
        "weekday": weekday,
        "collects": collects,
        "starts": starts,
        "ends": ends,
        "cut_off": cut_off,
        "cut_off_days_before": cut_off_days_before,
        "capacity": capacity,
        "cost": cost,
    }
    zones = list(Zone.objects.filter(postal_code__in=postal_codes))
    if unknown := set(postal_codes) - {zone.postal_code for zone in zones}:
        text = _("Diese Postleitzahlen haben kein Liefergebiet: %(codes)s.") % {"codes": ", ".join(sorted(unknown))}
        raise DomainError("ZONE_UNKNOWN", text, field="postalCodes")
    pattern, _is_new = TourPattern.objects.update_or_create(code=code, defaults=values)
    pattern.zones.set(zones)
    return pattern


@transaction.atomic
def forget_addresses(*, now: datetime) -> int:
    """Empty name, phone and street at the stops of tours that ended long ago (GDPR Art. 5(1)(e)); place names stay for
    figures. The number of stops."""
    old = Stop.objects.filter(kind=StopKind.DROP, tour__ends__lt=now - KEEP_ADDRESSES).exclude(
        name="", street="", phone=""
    )
    return old.update(name="", phone="", street="")


def _tour(pattern: TourPattern, day: date) -> Tour:
    return Tour(
        pattern=pattern,
        date=day,
        collects_at=_local(datetime.combine(day, pattern.collects)),
        starts=_local(datetime.combine(day, pattern.starts)),
        ends=_local(datetime.combine(day, pattern.ends)),
        cut_off=_local(rules.cut_off_moment(day, pattern.cut_off, days_before=pattern.cut_off_days_before)),
        capacity=pattern.capacity,
    )


def _local(moment: datetime) -> datetime:
    return timezone.make_aware(moment)
