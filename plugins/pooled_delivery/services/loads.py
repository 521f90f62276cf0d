"""Taking, keeping and giving back places on tours. Lock order: tours by primary key, then loads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Booking, OrderPart
from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Load, Stop, StopKind, StopState, Tour
from plugins.pooled_delivery.selectors.tours import CODE, Runs, offer_key, runs, tour_pk, zone_of

KEEP_EXPIRED = timedelta(days=2)
Wish = tuple[OrderPart, str]


@transaction.atomic
def book_loads(wishes: Sequence[Wish], *, until: datetime | None, now: datetime) -> dict[str, Load]:
    """Hold (`until`) or fix (None) a ride for each part of an order, all or none. Loads by reference.

    All parts of one order on one tour share one stop, so an order takes one place, however many shops it is from. The
    same reference and tour again prolongs or fixes its ride; another tour moves it. A firm ride stays firm. Fixing a
    ride whose hold has run out succeeds even if the tour filled up meanwhile: the order exists, so it rides, one over
    capacity. Raises DomainError OFFER_GONE, OFFER_FULL or OUTSIDE_AREA; nothing is changed then.
    """
    tours = _locked_tours(wishes)
    references = [part.reference for part, _key in wishes]
    held = {
        load.reference: load
        for load in Load.objects.select_for_update(of=("self",))
        .filter(reference__in=references)
        .select_related("drop", "collect")
    }
    fresh = [wish for wish in wishes if until or not _rides_already(held.get(wish[0].reference), wish[1])]
    if fresh:
        _check(fresh, tours, references, now)
    booked = {}
    left: set[int] = set()
    for part, key in wishes:
        load = held.get(part.reference) or Load(reference=part.reference)
        left |= {load.drop_id, load.collect_id} if load.pk else set()
        booked[part.reference] = _put_on(load, part, tours[key], until=until)
    _delete_empty_stops(left)
    return booked


@transaction.atomic
def cancel_load(reference: str, *, now: datetime) -> None:
    """Give the ride back. Unknown, cancelled and handed-over loads stay as they are."""
    load = Load.objects.select_for_update().filter(reference=reference).first()
    if load and not load.cancelled_at and not load.handed_over_at:
        load.cancelled_at = now
        load.save(update_fields=["cancelled_at"])


@transaction.atomic
def delete_expired_holds(*, now: datetime) -> int:
    """Remove holds that ran out days ago, and the stops nobody needs any more; the number of holds.

    They have taken no place since, but until then a late order can still fix the ride that it was promised.
    """
    old = Load.objects.filter(held_until__lte=now - KEEP_EXPIRED)
    stops = {pk for pair in old.values_list("drop_id", "collect_id") for pk in pair}
    number = old.delete()[0]
    _delete_empty_stops(stops)
    return number


@transaction.atomic
def check_delivered(reference: str) -> None:
    """Raise DomainError unless the driver has brought these goods: no code is typed, the driver's mark is the proof."""
    load = _firm_load(reference)
    if load.drop.state != StopState.DONE:
        raise DomainError("BY_DRIVER", _("Die Übergabe bestätigt die Fahrerin oder der Fahrer auf der Tour."))


@transaction.atomic
def complete_load(reference: str, *, now: datetime) -> Load:
    """Record the hand-over, once. Raises DomainError HANDED_OVER the second time, NOT_BOOKED if nothing is firm."""
    load = _firm_load(reference)
    load.handed_over_at = now
    load.save(update_fields=["handed_over_at"])
    return load


def booking_of(load: Load, tour: Tour) -> Booking:
    """The ride in the market's words."""
    return Booking(
        reference=load.reference,
        method_code=CODE,
        offer_key=offer_key(tour),
        starts=tour.starts,
        ends=tour.ends,
        ready_by=tour.collects_at,
        until=load.held_until,
    )


def _firm_load(reference: str) -> Load:
    found = Load.objects.select_for_update(of=("self",)).select_related("drop").filter(reference=reference).first()
    if found is None or found.cancelled_at or found.held_until:
        raise DomainError("NOT_BOOKED", _("Zu dieser Bestellung gibt es keine Lieferung."))
    if found.handed_over_at:
        raise DomainError("HANDED_OVER", _("Diese Waren sind schon übergeben."))
    return found


def _locked_tours(wishes: Sequence[Wish]) -> dict[str, Tour]:
    """The wished tours by offer key, locked in the order of their keys. Raises DomainError OFFER_GONE."""
    wanted = {key: tour_pk(key) for _part, key in wishes}
    locked = Tour.objects.select_for_update().filter(pk__in=[pk for pk in wanted.values() if pk]).order_by("pk")
    tours = {offer_key(tour): tour for tour in locked}
    if lost := [part.vendor.pk for part, key in wishes if key not in tours]:
        raise _gone(lost)
    return tours


def _rides_already(load: Load | None, key: str) -> bool:
    return load is not None and load.cancelled_at is None and offer_key_of(load) == key


def offer_key_of(load: Load) -> str:
    """The offer key of the tour that carries the load."""
    return offer_key(Tour(pk=load.drop.tour_id))


def _check(wishes: Sequence[Wish], tours: dict[str, Tour], references: Sequence[str], now: datetime) -> None:
    """Raise DomainError unless every wish can ride; the tours are locked."""
    zone = zone_of(wishes[0][0].destination)
    vendors = list({part.vendor.pk: part.vendor for part, _key in wishes}.values())
    orders = [part.order_reference for part, _key in wishes]
    known = runs(vendors, zone, now, tours=list(tours.values()), references=references, orders=orders)
    there = Tour.objects.filter(pk__in=[tour.pk for tour in tours.values()], pattern__zones__in=[zone] if zone else [])
    driven = set(there.values_list("pk", flat=True))
    for part, key in wishes:
        _check_one(part, tours[key], known, tours[key].pk in driven, now)


def _check_one(part: OrderPart, tour: Tour, known: Runs, drives_there: bool, now: datetime) -> None:
    if not drives_there:
        raise DomainError("OUTSIDE_AREA", _("Dorthin fährt diese Tour nicht."), vendors=[part.vendor.pk])
    code = "CUT_OFF" if tour.cancelled_at else known.refusal(tour, part.vendor, lead_days=part.lead_days, now=now)
    if code == "FULL":
        text = _("Der letzte Platz auf dieser Tour ist gerade vergeben worden. Bitte wählen Sie eine andere.")
        raise DomainError("OFFER_FULL", text, vendors=[part.vendor.pk])
    if code:
        raise _gone([part.vendor.pk])


def _put_on(load: Load, part: OrderPart, tour: Tour, *, until: datetime | None) -> Load:
    """Tie the load to its two stops on the tour, made where missing; a firm load stays firm."""
    load.collect, _made = Stop.objects.get_or_create(tour=tour, kind=StopKind.COLLECT, vendor=part.vendor)
    load.drop, _made = Stop.objects.get_or_create(tour=tour, kind=StopKind.DROP, order_reference=part.order_reference)
    is_firm = load.pk is not None and load.held_until is None and load.cancelled_at is None
    load.held_until = None if is_firm else until
    load.cancelled_at = None
    load.quantity, load.number = part.quantity, part.number or load.number
    load.save()
    Stop.objects.filter(pk=load.drop_id).update(**_address(part, is_firm=load.held_until is None))
    return load


def _address(part: OrderPart, *, is_firm: bool) -> dict[str, str]:
    """What the driver needs of the shopper. While a place is only held nobody drives yet: the postal code is enough."""
    place, person = part.destination, part.recipient
    values = {"postal_code": place.postal_code.strip()} if place else {}
    if is_firm and place:
        values |= {"city": place.city, "street": place.street}
    if is_firm and person:
        values |= {"name": person.name, "phone": person.phone}
    return values or {"postal_code": ""}


def _delete_empty_stops(pks: set[int]) -> None:
    if pks:
        Stop.objects.filter(pk__in=pks, collected_loads=None, dropped_loads=None, state=StopState.OPEN).delete()


def _gone(vendors: Sequence[int]) -> DomainError:
    text = _("Diese Tour nimmt keine Bestellungen mehr an. Bitte wählen Sie eine andere.")
    return DomainError("OFFER_GONE", text, vendors=list(vendors))
