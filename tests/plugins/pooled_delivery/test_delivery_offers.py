"""Which tours a shopper can choose, what they cost together, and why not the others."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.baskets.extensions import Destination, fulfilment_methods
from marketplace.errors import DomainError
from tests.factories.groups import make_group
from tests.factories.pooled_delivery import HOME, MONDAY, key_of, make_pattern, make_ride, make_tour, make_zone
from tests.factories.vendors import make_vendor

HOLD = MONDAY + timedelta(minutes=20)


@pytest.fixture
def way():
    return fulfilment_methods["pooled_delivery"]


@pytest.fixture
def tours(db):
    return [make_tour(day=24), make_tour(day=26)]


def told(way, *groups, place=HOME):
    sets = way.offers(groups, place, MONDAY)
    return [sets[group.vendor.pk] for group in groups]


def test_coming_tours_are_offered_with_day_window_and_price(way, tours):
    offers = told(way, make_group(make_vendor()))[0].offers
    assert [offer.key for offer in offers] == [key_of(tour) for tour in tours]
    assert offers[0].label == "morgen, Di. 24.11., 16:00–19:00 Uhr"
    assert offers[0].price.amount == Decimal("4.90")


def test_every_offer_can_be_booked(way, tours):
    shop = make_vendor()
    for offer in told(way, make_group(shop))[0].offers:
        assert way.book(make_ride(shop), offer.key, until=HOLD, now=MONDAY).starts == offer.starts


@pytest.mark.parametrize(
    ("shop", "place", "subtotal", "listing", "code"),
    [
        ({"offers_delivery": False}, HOME, "20.00", {}, "NOT_OFFERED"),
        ({}, HOME, "20.00", {"deliverable": False}, "ARTICLE_NOT_DELIVERABLE"),
        ({}, None, "20.00", {}, "ADDRESS_MISSING"),
        ({}, Destination(postal_code="07546"), "20.00", {}, "OUTSIDE_AREA"),
        ({}, HOME, "14.99", {}, "MINIMUM_ORDER"),
    ],
)
def test_refusals_name_their_reason(way, tours, shop, place, subtotal, listing, code):
    group = make_group(make_vendor(**shop), subtotal=subtotal, **listing)
    answer = told(way, group, place=place)[0]
    assert (answer.offers, answer.refusal.code) == ((), code)
    with pytest.raises(DomainError) as refusal:
        way.prices([group], {group.vendor.pk: key_of(tours[0])}, place)
    assert (refusal.value.code, refusal.value.details["vendors"]) == (code, [group.vendor.pk])


def test_goods_of_all_shops_count_for_the_minimum(way, tours):
    groups = [make_group(make_vendor(), subtotal="8.00") for _ in range(2)]
    assert all(answer.offers for answer in told(way, *groups))
    keys = {group.vendor.pk: key_of(tours[0]) for group in groups}
    assert sum(price.amount for price in way.prices(groups, keys, HOME).values()) == Decimal("4.90")
    keys[groups[1].vendor.pk] = key_of(tours[1])
    with pytest.raises(DomainError, match="MINIMUM_ORDER"):
        way.prices(groups, keys, HOME)


def test_the_words_say_how_much_is_missing(way, tours):
    assert "1,50 €" in told(way, make_group(make_vendor(), subtotal="13.50"))[0].refusal.message


def test_a_tour_is_paid_once_and_two_tours_twice(way, tours):
    groups = [make_group(make_vendor()) for _ in range(3)]
    keys = {group.vendor.pk: key_of(tours[0]) for group in groups}
    assert sorted(price.amount for price in way.prices(groups, keys, HOME).values()) == [
        Decimal("1.63"),
        Decimal("1.63"),
        Decimal("1.64"),
    ]
    keys[groups[2].vendor.pk] = key_of(tours[1])
    assert sum(price.amount for price in way.prices(groups, keys, HOME).values()) == Decimal("9.80")


def test_tours_that_cannot_be_had_are_gaps_with_a_reason(way, db):
    early, full, late = make_tour(day=23), make_tour(day=24, capacity=1), make_tour(day=26)
    way.book(make_ride(make_vendor()), key_of(full), until=HOLD, now=MONDAY)
    slow = make_vendor(opening_hours="Mo-We 09:00-18:00", packing_minutes=240)
    answer = told(way, make_group(slow))[0]
    assert not answer.offers
    assert [(gap.starts, gap.reason.code) for gap in answer.gaps] == [
        (early.starts, "PACKING"),
        (full.starts, "FULL"),
        (late.starts, "SHOP_CLOSED"),
    ]
    assert answer.refusal == answer.gaps[0].reason


def test_the_own_place_does_not_count_against_itself(way, db):
    tour, shop = make_tour(capacity=1), make_vendor()
    part = make_ride(shop)
    way.book(part, key_of(tour), until=HOLD, now=MONDAY)
    assert told(way, make_group(shop, reference=part.reference))[0].offer(key_of(tour))
    assert told(way, make_group(shop))[0].refusal.code == "FULL"


def test_the_town_itself_is_meant_while_nobody_has_said_where_to(way, db):
    far = make_zone("06729", price=Decimal("6.90"), position=2)
    make_tour(make_pattern(make_zone(position=1), far))
    shop = make_vendor()
    assert way.earliest([shop], None, MONDAY)[shop.pk].price.amount == Decimal("4.90")
    there = Destination(postal_code="06729")
    assert way.earliest([shop], there, MONDAY)[shop.pk].price.amount == Decimal("6.90")
    assert way.earliest([shop], Destination(postal_code="07546"), MONDAY) == {}


@pytest.mark.parametrize("number", [2, 6])
def test_offers_cost_four_queries_however_many_shops_and_lines(way, tours, django_assert_num_queries, number):
    groups = [make_group(make_vendor(), lines=number) for _ in range(number)]
    with django_assert_num_queries(4):
        way.offers(groups, HOME, MONDAY)
    for group in groups:
        group.vendor.refresh_from_db()
    with django_assert_num_queries(4):
        way.earliest([group.vendor for group in groups], HOME, MONDAY)
