"""Taking, keeping and giving back places on tours. Lock order: tours by primary key, then loads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Booking, OrderPart
from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Load, Stop, StopKind, StopState, Tour
from plugins.pooled_delivery.selectors.tours import CODE, Runs, offer_key, runs, runs_with_place, tour_pk

KEEP_EXPIRED = timedelta(days=2)
Wish = tuple[OrderPart, str]


@transaction.atomic
def book_loads(wishes: Sequence[Wish], *, until: datetime | None, now: datetime) -> dict[str, Booking]:
    """Hold (`until`) or fix (None) a ride for each part of an order, all or none; by reference.

    All parts of one order on one tour share one stop, so an order takes one place, however many shops it is from. The
    same reference and tour again prolongs or fixes its ride; another tour moves it. A firm ride stays firm. Fixing a
    ride whose hold has run out succeeds even if the tour filled up meanwhile: the order exists, so it rides, one over
    capacity. Raises DomainError OFFER_GONE, OFFER_FULL or OUTSIDE_AREA; nothing is changed then.
    """
    tours = _locked_tours(wishes)
    held = _locked_loads([part.reference for part, _key in wishes])
    asking = [wish for wish in wishes if until or not _rides_already(held.get(wish[0].reference), wish[1])]
    if asking:
        _check(asking, tours, held, now)
    kept = {part.reference for part, key in wishes if until and _is_just_kept(held.get(part.reference), part, key, now)}
    if kept:
        Load.objects.filter(reference__in=kept).update(held_until=until)
    before = {pk for load in held.values() for pk in (load.drop_id, load.collect_id)}
    stops = _stops([wish for wish in wishes if not _has_its_stops(held.get(wish[0].reference), wish)], tours)
    for part, key in wishes:
        load = held.get(part.reference) or Load(reference=part.reference)
        held[part.reference] = load
        if (tours[key].pk, part.vendor.pk) in stops:
            load.collect = stops[tours[key].pk, part.vendor.pk]
            load.drop = stops[tours[key].pk, part.order_reference]
        if part.reference in kept:
            load.held_until = until
        else:
            _write(load, part, until)
    _delete_empty_stops(before - {pk for load in held.values() for pk in (load.drop_id, load.collect_id)})
    return {part.reference: _booking(held[part.reference], tours[key]) for part, key in wishes}


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


def _booking(load: Load, tour: Tour) -> Booking:
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


def _locked_loads(references: Sequence[str]) -> dict[str, Load]:
    rows = Load.objects.select_for_update(of=("self",)).filter(reference__in=references)
    return {load.reference: load for load in rows.select_related("drop", "collect").order_by("pk")}


def _rides_already(load: Load | None, key: str) -> bool:
    """True if the load is on the wished tour, even if its hold ran out."""
    return load is not None and load.cancelled_at is None and tour_pk(key) == load.drop.tour_id


def _has_its_stops(load: Load | None, wish: Wish) -> bool:
    return _rides_already(load, wish[1]) and load is not None and load.drop.order_reference == wish[0].order_reference


def _holds_a_place(load: Load | None, key: str, now: datetime) -> bool:
    live = load is not None and (load.held_until is None or load.held_until > now)
    return live and _rides_already(load, key)


def _is_just_kept(load: Load | None, part: OrderPart, key: str, now: datetime) -> bool:
    """True if holding the place for longer is all there is to do."""
    return (
        load is not None
        and load.held_until is not None
        and load.quantity == part.quantity
        and _holds_a_place(load, key, now)
        and _has_its_stops(load, (part, key))
        and all(getattr(load.drop, name) == value for name, value in _address(part, is_firm=False).items())
    )


def _check(wishes: Sequence[Wish], tours: dict[str, Tour], held: dict[str, Load], now: datetime) -> None:
    """Raise DomainError unless every wish can ride; the tours are locked."""
    place = wishes[0][0].destination
    there = Tour.objects.filter(pk__in=[tour.pk for tour in tours.values()])
    there = there.filter(pattern__zones__postal_code=place.postal_code.strip()) if place else there.none()
    driven = set(there.values_list("pk", flat=True))
    vendors = list({part.vendor.pk: part.vendor for part, _key in wishes}.values())
    if all(_holds_a_place(held.get(part.reference), key, now) for part, key in wishes):
        known = runs_with_place(vendors, list(tours.values()), now)
    else:
        parts = [part for part, _key in wishes]
        known = runs(
            vendors,
            None,
            now,
            tours=list(tours.values()),
            references=[part.reference for part in parts],
            orders=[part.order_reference for part in parts],
        )
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


def _stops(wishes: Sequence[Wish], tours: dict[str, Tour]) -> dict[tuple[int, int | str], Stop]:
    """The stops of these wishes, made where missing: by tour and vendor, and by tour and order. The tours are locked,
    so nobody makes the same ones meanwhile."""
    if not wishes:
        return {}
    drops = Q(kind=StopKind.DROP, order_reference__in={part.order_reference for part, _key in wishes})
    collects = Q(kind=StopKind.COLLECT, vendor__in={part.vendor.pk for part, _key in wishes})
    rows = Stop.objects.filter(drops | collects, tour__in=[tours[key].pk for _part, key in wishes])
    found: dict[tuple[int, int | str], Stop] = {
        (stop.tour_id, stop.vendor_id or stop.order_reference): stop for stop in rows
    }
    for part, key in wishes:
        tour = tours[key]
        if (tour.pk, part.vendor.pk) not in found:
            stop = Stop.objects.create(tour=tour, kind=StopKind.COLLECT, vendor=part.vendor)
            found[tour.pk, part.vendor.pk] = stop
        if (tour.pk, part.order_reference) not in found:
            stop = Stop.objects.create(tour=tour, kind=StopKind.DROP, order_reference=part.order_reference)
            found[tour.pk, part.order_reference] = stop
    return found


def _write(load: Load, part: OrderPart, until: datetime | None) -> None:
    """Save the load as held or firm (a firm one stays firm), and where its goods go."""
    is_firm = load.pk is not None and load.held_until is None and load.cancelled_at is None
    load.held_until = None if is_firm else until
    load.cancelled_at = None
    load.quantity, load.number = part.quantity, part.number or load.number
    load.save()
    if load.held_until is None and not is_firm:
        _call_again(load)
    values = _address(part, is_firm=load.held_until is None)
    if any(getattr(load.drop, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(load.drop, name, value)
        load.drop.save(update_fields=list(values))


def _call_again(load: Load) -> None:
    """The driver was at the shop already: with goods that came later there is something to do there once more."""
    later = Stop.objects.filter(pk=load.collect_id, state=StopState.DONE)
    later.update(state=StopState.OPEN, reason="", done_at=None, done_by=None)


def _address(part: OrderPart, *, is_firm: bool) -> dict[str, str]:
    """What the driver needs of the shopper. While a place is only held nobody drives yet: the postal code is enough."""
    place, person = part.destination, part.recipient
    values = {"postal_code": place.postal_code.strip()} if place else {}
    if is_firm and place:
        values |= {"city": place.city, "street": place.street}
    if is_firm and person:
        values |= {"name": person.name, "phone": person.phone}
    return values


def _delete_empty_stops(pks: set[int]) -> None:
    if pks:
        Stop.objects.filter(pk__in=pks, collected_loads=None, dropped_loads=None, state=StopState.OPEN).delete()


def _gone(vendors: Sequence[int]) -> DomainError:
    text = _("Diese Tour nimmt keine Bestellungen mehr an. Bitte wählen Sie eine andere.")
    return DomainError("OFFER_GONE", text, vendors=list(vendors))
