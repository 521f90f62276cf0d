"""Which times a shopper can choose, and why not the others."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.catalogue.selectors.query import SearchQuery
from marketplace.catalogue.selectors.search import search
from marketplace.errors import DomainError
from plugins.click_and_collect.selectors import nothing_today, why_not
from plugins.click_and_collect.services import set_desk
from tests.factories.catalogue import make_listing
from tests.factories.click_and_collect import MONDAY, key_at, make_part
from tests.factories.groups import make_group
from tests.factories.vendors import make_closure, make_vendor

HOLD = MONDAY + timedelta(minutes=20)


@pytest.fixture
def way():
    return fulfilment_methods["click_and_collect"]


@pytest.fixture
def shop(db):
    vendor = make_vendor(packing_minutes=60, opening_hours="Mo-Fr 09:00-12:30,14:00-18:00; We 09:00-12:30")
    set_desk(vendor, slot_minutes=30, capacity=1, days_ahead=7)
    return vendor


def at(hour, minute=0, day=23):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_the_first_time_leaves_room_to_pack_and_to_order(way, shop):
    offers = way.offers([make_group(shop)], None, MONDAY)[shop.pk].offers
    assert offers[0].starts == at(10, 30)
    assert offers[0].label == "heute, 11:30–12:00 Uhr"
    assert offers[0].price.amount == 0
    assert offers[1].starts == at(11) and offers[2].starts == at(13)
    assert way.earliest([shop], None, MONDAY)[shop.pk] == offers[0]


def test_every_offer_can_be_booked(way, shop):
    set_desk(shop, slot_minutes=30, capacity=2, days_ahead=7)
    for offer in way.offers([make_group(shop)], None, MONDAY)[shop.pk].offers:
        booking = way.book(make_part(shop), offer.key, until=HOLD, now=MONDAY)
        assert (booking.starts, booking.ends) == (offer.starts, offer.ends)


def test_full_and_unpacked_times_are_gaps_with_a_reason(way, shop):
    for hour in (14, 15):
        way.book(make_part(shop), key_at(hour), until=HOLD, now=MONDAY)
    told = way.offers([make_group(shop)], None, MONDAY)[shop.pk]
    gaps = [(gap.starts, gap.ends, gap.reason.code) for gap in told.gaps]
    assert gaps == [(at(9, 30), at(10, 30), "PACKING"), (at(14), at(14, 30), "FULL"), (at(15), at(15, 30), "FULL")]
    assert told.offer(key_at(14)) is None


def test_a_full_day_is_not_promised_to_those_who_search(way, shop):
    listing = make_listing(shop, "Brot")
    assert nothing_today([shop], MONDAY) == set()
    for offer in way.offers([make_group(shop)], None, MONDAY)[shop.pk].offers:
        if offer.starts < at(23):
            way.book(make_part(shop), offer.key, until=HOLD, now=MONDAY)
    assert nothing_today([shop], MONDAY) == {shop.pk}
    assert search(SearchQuery(collectable_today=True), now=MONDAY).total == 0
    assert search(SearchQuery(), now=MONDAY).hits[0].listing == listing


@pytest.mark.parametrize(
    ("moment", "code", "words"),
    [
        (at(9, 30), "PACKING", "Die Waren sind erst dann bereit: heute, 11:10 Uhr."),
        (at(12), "CLOSED", "Dann ist der Laden geschlossen."),
        (at(9, 15, 26), None, None),
        (at(14, 0, 25), "CLOSED", "Dann ist der Laden geschlossen."),
    ],
)
def test_why_not_then(shop, moment, code, words):
    reason = why_not(shop, moment, MONDAY)
    assert (reason and reason.code, reason and reason.message) == (code, words)


def test_a_closure_and_a_holiday_are_named(shop):
    make_closure(shop, at(13), at(16), "Inventur")
    assert why_not(shop, at(14), MONDAY).message == "Dann ist geschlossen: Inventur."
    christmas = datetime(2026, 12, 25, 10, tzinfo=UTC)
    assert "Weihnachtstag" in why_not(shop, christmas, christmas - timedelta(days=3)).message


def test_a_full_week_is_refused_as_full(way, shop):
    shop.opening_hours, shop.packing_minutes = "Mo 15:00-15:30", 0
    shop.save()
    way.book(make_part(shop), key_at(14), until=None, now=MONDAY)
    told = way.offers([make_group(shop)], None, MONDAY)[shop.pk]
    assert (told.offers, told.refusal.code) == ((), "FULL")


def test_the_own_place_does_not_count_against_itself(way, shop):
    part = make_part(shop)
    way.book(part, key_at(14), until=HOLD, now=MONDAY)
    mine = way.offers([make_group(shop, reference=part.reference)], None, MONDAY)[shop.pk]
    assert mine.offer(key_at(14)) is not None


def test_slow_goods_and_closed_shops_are_refused_with_their_reason(way, shop):
    slow = way.offers([make_group(shop, lead_days=9)], None, MONDAY)[shop.pk]
    assert slow.refusal.code == "PACKING"
    away = make_vendor(opening_hours="Jan Mo 10:00-11:00")
    assert way.offers([make_group(away)], None, MONDAY)[away.pk].refusal.code == "CLOSED"


def test_a_shop_that_does_not_hand_out_goods_is_refused(way, db):
    shop = make_vendor(offers_collect=False)
    assert way.offers([make_group(shop)], None, MONDAY)[shop.pk].refusal.code == "NOT_OFFERED"
    assert way.earliest([shop], None, MONDAY) == {}
    with pytest.raises(DomainError) as refusal:
        way.prices([make_group(shop)], {shop.pk: key_at(14)}, None)
    assert (refusal.value.code, refusal.value.details["vendors"]) == ("NOT_OFFERED", [shop.pk])


def test_only_trades_that_may_hand_over_on_a_sunday(way, db):
    baker, bookseller = (make_vendor(trade=trade, opening_hours="Mo-Su 08:00-11:00") for trade in ("bakery", "books"))
    sets = way.offers([make_group(baker), make_group(bookseller)], None, MONDAY)
    sundays = {pk: [offer for offer in told.offers if offer.starts.day == 29] for pk, told in sets.items()}
    assert sundays[baker.pk] and not sundays[bookseller.pk]


@pytest.mark.parametrize("number", [2, 6])
def test_offers_cost_three_queries_however_many_shops(way, db, django_assert_num_queries, number):
    groups = [make_group(make_vendor()) for _ in range(number)]
    for group in groups:
        way.book(make_part(group.vendor), key_at(14), until=HOLD, now=MONDAY)
    for ask in (way.offers, lambda groups, *rest: way.earliest([group.vendor for group in groups], *rest)):
        for group in groups:
            group.vendor.refresh_from_db()
        with django_assert_num_queries(3):
            ask(groups, None, MONDAY)


@pytest.mark.parametrize("number", [2, 6])
def test_booking_together_costs_the_same_reads(way, db, number, django_assert_max_num_queries):
    shops = [make_vendor() for _ in range(number)]
    wishes = [(make_part(shop), key_at(14)) for shop in shops]
    # savepoint and release, points (read, made, read again), pickups, desks (3), and one insert for each pickup
    with django_assert_max_num_queries(9 + number):
        way.book_together(wishes, until=HOLD, now=MONDAY)
