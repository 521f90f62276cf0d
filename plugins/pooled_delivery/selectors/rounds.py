"""What a driver sees: coming tours, and one tour with its stops in the order in which it runs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.errors import NotFound
from plugins.pooled_delivery import rules
from plugins.pooled_delivery.models import Load, Stop, StopKind, StopState, Tour, Zone

ROLES = ("driver", "operator")
_SINCE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Call:
    """A stop with the firm loads that change hands there."""

    stop: Stop
    loads: tuple[Load, ...]

    @property
    def is_open(self) -> bool:
        return self.stop.state == StopState.OPEN

    @property
    def quantity(self) -> int:
        """Number of pieces."""
        return sum(load.quantity for load in self.loads)


@dataclass(frozen=True, kw_only=True)
class Round:
    """A tour as it is driven. `income` is what the shoppers pay for it; `missing`: further orders at the lowest price
    until it pays for itself, None after the cut-off."""

    tour: Tour
    collects: tuple[Call, ...]
    drops: tuple[Call, ...]
    income: Decimal
    missing: int | None

    @property
    def open_calls(self) -> int:
        return sum(call.is_open for call in (*self.collects, *self.drops))


def coming_tours(person: Person | None, now: datetime) -> QuerySet[Tour]:
    """Tours since yesterday, for drivers and the operator; nothing for others."""
    if not has_role(person, *ROLES):
        return Tour.objects.none()
    return Tour.objects.filter(ends__gt=now - _SINCE, cancelled_at=None).select_related("pattern")


def tour_for(person: Person | None, pk: int) -> Tour:
    """The door to one tour. Raises NotFound for strangers and for missing tours alike."""
    tour = Tour.objects.filter(pk=pk).select_related("pattern").first() if has_role(person, *ROLES) else None
    if tour is None:
        raise NotFound("id")
    return tour


def stop_for(person: Person | None, pk: int) -> Stop:
    """The door to one stop of a tour. Raises NotFound."""
    stop = Stop.objects.filter(pk=pk).select_related("tour").first() if has_role(person, *ROLES) else None
    if stop is None:
        raise NotFound("id")
    return stop


def call_of(stop: Stop) -> Call:
    """One stop with its firm loads."""
    loads = Load.objects.filter(held_until=None, cancelled_at=None).select_related("collect__vendor")
    here = loads.filter(collect=stop) if stop.kind == StopKind.COLLECT else loads.filter(drop=stop)
    return Call(stop=stop, loads=tuple(here.order_by("number", "pk")))


def rounds(tours: Sequence[Tour], now: datetime) -> list[Round]:
    """The tours with their stops and loads. Three queries, whatever their number."""
    stops = Stop.objects.filter(tour__in=[tour.pk for tour in tours]).select_related("vendor")
    by_tour: dict[int, list[Stop]] = defaultdict(list)
    for stop in stops:
        by_tour[stop.tour_id].append(stop)
    loads = Load.objects.filter(drop__tour__in=[tour.pk for tour in tours], held_until=None, cancelled_at=None)
    at_stop: dict[int, list[Load]] = defaultdict(list)
    for load in loads.select_related("collect__vendor").order_by("number", "pk"):
        at_stop[load.collect_id].append(load)
        at_stop[load.drop_id].append(load)
    zones = {zone.postal_code: zone for zone in Zone.objects.all()}
    return [_round(tour, by_tour[tour.pk], at_stop, zones, now) for tour in tours]


def _round(
    tour: Tour, stops: Sequence[Stop], at_stop: dict[int, list[Load]], zones: dict[str, Zone], now: datetime
) -> Round:
    calls = [Call(stop=stop, loads=tuple(at_stop[stop.pk])) for stop in stops if at_stop[stop.pk]]
    drops = [call for call in calls if call.stop.kind == StopKind.DROP]
    prices = [zones[call.stop.postal_code].price for call in drops if call.stop.postal_code in zones]
    income = sum(prices, Decimal("0.00"))
    lowest = min((zone.price for zone in zones.values()), default=Decimal(0))
    missing = rules.orders_missing(cost=tour.pattern.cost, income=income, price=lowest) if now < tour.cut_off else None
    return Round(
        tour=tour,
        collects=tuple(_collects([call for call in calls if call.stop.kind == StopKind.COLLECT])),
        drops=tuple(sorted(drops, key=lambda call: _drop_key(call.stop, zones))),
        income=income,
        missing=missing,
    )


def _collects(calls: Sequence[Call]) -> list[Call]:
    """Planned positions first; shops without one by the shortest next way; shops without coordinates last."""
    planned = sorted(
        (call for call in calls if call.stop.position is not None), key=lambda call: call.stop.position or 0
    )
    loose = {call.stop.pk: call for call in calls if call.stop.position is None}
    places = {
        pk: (call.stop.vendor.latitude, call.stop.vendor.longitude)
        for pk, call in loose.items()
        if call.stop.vendor and call.stop.vendor.latitude is not None and call.stop.vendor.longitude is not None
    }
    ordered = [loose[pk] for pk in rules.nearest_neighbour(places)]
    return [*planned, *ordered, *(call for pk, call in loose.items() if pk not in places)]


def _drop_key(stop: Stop, zones: dict[str, Zone]) -> tuple[object, ...]:
    zone = zones.get(stop.postal_code)
    area = (zone.position if zone else 999, stop.postal_code, stop.city.casefold(), rules.street_key(stop.street))
    return (stop.position is None, stop.position or 0, *area, stop.pk)
