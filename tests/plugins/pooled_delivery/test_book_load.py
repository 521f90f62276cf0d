"""Taking, sharing, moving and giving back places on a tour."""

from datetime import timedelta

import pytest

from marketplace.baskets.extensions import Destination, fulfilment_methods
from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Load, Stop, StopKind
from plugins.pooled_delivery.services.loads import delete_expired_holds
from tests.factories.pooled_delivery import MONDAY, key_of, make_ride, make_tour
from tests.factories.vendors import make_vendor

HOLD = MONDAY + timedelta(minutes=20)


@pytest.fixture
def way():
    return fulfilment_methods["pooled_delivery"]


@pytest.fixture
def tour(db):
    return make_tour(capacity=1)


@pytest.fixture
def shop(db):
    return make_vendor()


def drops(tour):
    return Stop.objects.filter(tour=tour, kind=StopKind.DROP)


def refusal_of(act, *args, **kwargs):
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    return refusal.value


def test_a_held_ride_becomes_firm_with_name_and_street(way, tour, shop):
    part = make_ride(shop)
    held = way.book(part, key_of(tour), until=HOLD, now=MONDAY)
    assert (held.until, held.ready_by, held.starts) == (HOLD, tour.collects_at, tour.starts)
    assert (drops(tour).get().street, drops(tour).get().name, drops(tour).get().postal_code) == ("", "", "06712")
    way.book(part, key_of(tour), until=None, now=MONDAY)
    drop, load = drops(tour).get(), Load.objects.get()
    assert (drop.name, drop.street, drop.city, drop.phone) == ("Erika Muster", "Am Anger 3", "Zeitz", "030 23125 001")
    assert (load.held_until, load.number, load.quantity) == (None, part.number, 1)
    assert load.collect.vendor == shop


def test_all_shops_of_an_order_share_one_stop(way, tour):
    shops = [make_vendor() for _ in range(3)]
    wishes = [(make_ride(shop, order="korb"), key_of(tour)) for shop in shops]
    way.book_together(wishes, until=HOLD, now=MONDAY)
    assert (drops(tour).count(), Stop.objects.filter(kind=StopKind.COLLECT).count()) == (1, 3)
    way.book(make_ride(make_vendor(), order="korb"), key_of(tour), until=HOLD, now=MONDAY)
    assert (drops(tour).count(), Load.objects.count()) == (1, 4)


def test_the_last_place_is_given_once(way, tour, shop):
    way.book(make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)
    refusal = refusal_of(way.book, make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)
    assert (refusal.code, refusal.details["vendors"]) == ("OFFER_FULL", [shop.pk])
    assert Load.objects.count() == 1


def test_a_hold_that_ran_out_frees_its_place_but_a_late_order_still_rides(way, tour, shop):
    late = make_ride(shop)
    way.book(late, key_of(tour), until=HOLD, now=MONDAY)
    way.book(make_ride(shop), key_of(tour), until=None, now=HOLD)
    way.book(late, key_of(tour), until=None, now=HOLD + timedelta(minutes=1))
    assert Load.objects.filter(held_until=None).count() == 2


def test_the_order_brings_its_own_reference_and_keeps_the_stop_one(way, tour, shop):
    other = make_vendor()
    held = [make_ride(each, order="checkout") for each in (shop, other)]
    way.book_together([(part, key_of(tour)) for part in held], until=HOLD, now=MONDAY)
    firm = [make_ride(part.vendor, order="26-000001", reference=part.reference) for part in held]
    way.book_together([(part, key_of(tour)) for part in firm], until=None, now=MONDAY)
    assert drops(tour).get().order_reference == "26-000001"


def test_another_tour_moves_the_ride(way, tour, shop):
    thursday = make_tour(day=26)
    part = make_ride(shop)
    way.book(part, key_of(tour), until=HOLD, now=MONDAY)
    way.book(part, key_of(thursday), until=HOLD, now=MONDAY)
    assert (drops(tour).count(), drops(thursday).count(), Load.objects.count()) == (0, 1, 1)
    way.book(make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)


def test_a_refused_move_leaves_the_old_ride(way, tour, shop):
    thursday = make_tour(day=26)
    part = make_ride(shop)
    way.book(part, key_of(thursday), until=HOLD, now=MONDAY)
    way.book(make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)
    assert refusal_of(way.book, part, key_of(tour), until=HOLD, now=MONDAY).code == "OFFER_FULL"
    assert Load.objects.get(reference=part.reference).drop.tour == thursday


def test_a_firm_ride_stays_firm(way, tour, shop):
    part = make_ride(shop)
    way.book(part, key_of(tour), until=None, now=MONDAY)
    way.book(part, key_of(tour), until=HOLD, now=MONDAY)
    assert Load.objects.get().held_until is None


@pytest.mark.parametrize(
    ("tour_fields", "shop_fields", "part_fields", "code"),
    [
        ({"cut_off": MONDAY}, {}, {}, "OFFER_GONE"),
        ({"cancelled_at": MONDAY}, {}, {}, "OFFER_GONE"),
        ({}, {"opening_hours": "We 10:00-18:00"}, {}, "OFFER_GONE"),
        ({}, {"opening_hours": "Mo-Fr 09:00-12:00"}, {}, "OFFER_GONE"),
        ({}, {"packing_minutes": 20 * 60}, {}, "OFFER_GONE"),
        ({}, {}, {"lead_days": 2}, "OFFER_GONE"),
        ({}, {}, {"destination": Destination(postal_code="07546")}, "OUTSIDE_AREA"),
        ({}, {}, {"destination": None}, "OUTSIDE_AREA"),
    ],
)
def test_what_the_tour_cannot_carry_is_refused(way, db, tour_fields, shop_fields, part_fields, code):
    tour, shop = make_tour(**tour_fields), make_vendor(**shop_fields)
    assert refusal_of(way.book, make_ride(shop, **part_fields), key_of(tour), until=HOLD, now=MONDAY).code == code
    assert not Load.objects.exists()


@pytest.mark.parametrize("key", ["tour-0", "tour-", "tour-x", "7", "", "tour-99999999999999999999"])
def test_nonsense_is_no_tour(way, shop, key):
    assert refusal_of(way.book, make_ride(shop), key, until=HOLD, now=MONDAY).code == "OFFER_GONE"


def test_cancelling_frees_the_place_once_nobody_rides(way, tour, shop):
    other = make_vendor()
    parts = [make_ride(each, order="korb") for each in (shop, other)]
    way.book_together([(part, key_of(tour)) for part in parts], until=None, now=MONDAY)
    way.cancel(parts[0].reference, now=MONDAY)
    assert refusal_of(way.book, make_ride(shop), key_of(tour), until=HOLD, now=MONDAY).code == "OFFER_FULL"
    way.cancel(parts[1].reference, now=MONDAY)
    way.cancel(parts[1].reference, now=MONDAY)
    way.cancel("unknown", now=MONDAY)
    way.book(make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)


def test_old_holds_and_their_stops_are_swept(way, tour, shop):
    way.book(make_ride(shop), key_of(tour), until=HOLD, now=MONDAY)
    assert delete_expired_holds(now=HOLD + timedelta(days=1)) == 0
    assert delete_expired_holds(now=HOLD + timedelta(days=2)) == 1
    assert not Stop.objects.exists()
