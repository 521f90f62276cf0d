"""Taking, moving, keeping and giving back a time at the pickup desk."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.errors import DomainError
from plugins.click_and_collect.models import CollectionPoint, Pickup
from plugins.click_and_collect.services import delete_expired_holds, set_desk
from tests.factories.click_and_collect import MONDAY, key_at, make_part
from tests.factories.vendors import make_closure, make_vendor

HOLD = MONDAY + timedelta(minutes=20)


@pytest.fixture
def way():
    return fulfilment_methods["click_and_collect"]


@pytest.fixture
def shop(db):
    """Open 9 to 18, packs in an hour, one pickup per half hour."""
    vendor = make_vendor(packing_minutes=60)
    set_desk(vendor, slot_minutes=30, capacity=1, days_ahead=7)
    return vendor


def test_a_held_time_becomes_firm_with_a_code(way, shop):
    part = make_part(shop)
    held = way.book(part, key_at(14), until=HOLD, now=MONDAY)
    firm = way.book(part, key_at(14), until=None, now=MONDAY)
    assert (held.until, firm.until) == (HOLD, None)
    assert (firm.starts, firm.ends) == (
        datetime(2026, 11, 23, 14, tzinfo=UTC),
        datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    )
    assert firm.ready_by == firm.starts
    assert len(Pickup.objects.get().code) == 6


def test_booking_twice_changes_nothing(way, shop):
    part = make_part(shop)
    way.book(part, key_at(14), until=None, now=MONDAY)
    code = Pickup.objects.get().code
    way.book(part, key_at(14), until=None, now=MONDAY)
    way.book(part, key_at(14), until=HOLD, now=MONDAY)
    pickup = Pickup.objects.get()
    assert (pickup.code, pickup.held_until) == (code, None)


def test_the_last_place_is_given_once(way, shop):
    way.book(make_part(shop), key_at(14), until=HOLD, now=MONDAY)
    with pytest.raises(DomainError) as refusal:
        way.book(make_part(shop), key_at(14), until=HOLD, now=MONDAY)
    assert (refusal.value.code, refusal.value.details["vendors"]) == ("OFFER_FULL", [shop.pk])
    assert Pickup.objects.count() == 1


def test_a_hold_that_ran_out_frees_its_place(way, shop):
    way.book(make_part(shop), key_at(14), until=HOLD, now=MONDAY)
    way.book(make_part(shop), key_at(14), until=HOLD + timedelta(hours=1), now=HOLD)
    assert Pickup.objects.filter(held_until__gt=HOLD).count() == 1


def test_prolonging_keeps_the_place_but_not_for_ever(way, shop):
    part = make_part(shop)
    way.book(part, key_at(10), until=HOLD, now=MONDAY - timedelta(minutes=1))
    way.book(part, key_at(10), until=HOLD + timedelta(minutes=20), now=MONDAY)
    with pytest.raises(DomainError, match="OFFER_GONE"):
        way.book(part, key_at(10), until=HOLD + timedelta(hours=1), now=MONDAY + timedelta(minutes=1))


def test_an_order_gets_the_time_it_was_promised_even_after_the_hold(way, shop):
    late, other = make_part(shop), make_part(shop)
    way.book(late, key_at(14), until=HOLD, now=MONDAY)
    way.book(other, key_at(14), until=None, now=HOLD + timedelta(minutes=5))
    way.book(late, key_at(14), until=None, now=HOLD + timedelta(minutes=10))
    assert Pickup.objects.filter(held_until=None).count() == 2


def test_another_time_moves_the_place(way, shop):
    part = make_part(shop)
    way.book(part, key_at(14), until=None, now=MONDAY)
    code = Pickup.objects.get().code
    way.book(part, key_at(15), until=None, now=MONDAY)
    assert Pickup.objects.get().code == code
    way.book(make_part(shop), key_at(14), until=HOLD, now=MONDAY)


def test_a_refused_move_leaves_the_old_place(way, shop):
    part = make_part(shop)
    way.book(part, key_at(14), until=HOLD, now=MONDAY)
    way.book(make_part(shop), key_at(15), until=HOLD, now=MONDAY)
    with pytest.raises(DomainError, match="OFFER_FULL"):
        way.book(part, key_at(15), until=HOLD, now=MONDAY)
    assert Pickup.objects.get(reference=part.reference).starts == datetime(2026, 11, 23, 14, tzinfo=UTC)


def test_all_parts_are_booked_or_none(way, shop):
    other = make_vendor()
    way.book(make_part(other), key_at(14), until=HOLD, now=MONDAY)
    CollectionPoint.objects.filter(vendor=other).update(capacity=1)
    before = Pickup.objects.count()
    with pytest.raises(DomainError, match="OFFER_FULL"):
        wishes = [(make_part(shop), key_at(14)), (make_part(other), key_at(14))]
        way.book_together(wishes, until=HOLD, now=MONDAY)
    assert Pickup.objects.count() == before


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (key_at(9, 30), "not packed by then"),
        (key_at(18), "after closing"),
        (key_at(14, 10), "not on the grid"),
        (key_at(13, day=29), "a Sunday"),
        (key_at(10, day=25, month=12), "Christmas"),
        ("tomorrow", "nonsense"),
        ("99999999999999", "nonsense"),
        ("-5", "nonsense"),
    ],
)
def test_what_the_shop_cannot_keep_is_refused(way, shop, key, why):
    with pytest.raises(DomainError) as refusal:
        way.book(make_part(shop), key, until=HOLD, now=MONDAY)
    assert refusal.value.code == "OFFER_GONE"
    assert not Pickup.objects.exists()


def test_a_closure_takes_its_times_away(way, shop):
    make_closure(shop, datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 23, 15, tzinfo=UTC), "Inventur")
    shop.refresh_from_db()
    with pytest.raises(DomainError, match="OFFER_GONE"):
        way.book(make_part(shop), key_at(14), until=HOLD, now=MONDAY)
    way.book(make_part(shop), key_at(15), until=HOLD, now=MONDAY)


def test_goods_that_must_be_ordered_first_come_later(way, shop):
    part = make_part(shop, lead_days=1)
    with pytest.raises(DomainError, match="OFFER_GONE"):
        way.book(part, key_at(14), until=HOLD, now=MONDAY)
    way.book(part, key_at(14, day=24), until=HOLD, now=MONDAY)


def test_cancelling_frees_the_place_and_may_be_repeated(way, shop):
    part = make_part(shop)
    way.book(part, key_at(14), until=None, now=MONDAY)
    way.cancel(part.reference, now=MONDAY)
    way.cancel(part.reference, now=MONDAY)
    way.cancel("unknown", now=MONDAY)
    way.book(make_part(shop), key_at(14), until=None, now=MONDAY)
    assert Pickup.objects.get(reference=part.reference).cancelled_at == MONDAY


def test_old_holds_are_swept_and_nothing_else(way, shop):
    held, firm = make_part(shop), make_part(shop)
    way.book(held, key_at(14), until=HOLD, now=MONDAY)
    way.book(firm, key_at(15), until=None, now=MONDAY)
    assert delete_expired_holds(now=HOLD + timedelta(days=1)) == 0
    assert delete_expired_holds(now=HOLD + timedelta(days=2)) == 1
    assert list(Pickup.objects.values_list("reference", flat=True)) == [firm.reference]
