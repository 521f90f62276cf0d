"""Making tours ahead, and forgetting where people live once a tour is over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.vendors.rules.public_holidays import holiday_name
from marketplace.vendors.selectors import region
from plugins.pooled_delivery import rules
from plugins.pooled_delivery.models import Stop, StopKind, Tour, TourPattern

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
