"""Two shoppers want the last place at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.errors import DomainError
from plugins.click_and_collect.models import Pickup
from plugins.click_and_collect.services import set_desk
from tests.factories.click_and_collect import MONDAY, key_at, make_part
from tests.factories.vendors import make_vendor

pytestmark = pytest.mark.django_db(transaction=True)
HOLD = MONDAY + timedelta(minutes=20)


def all_at_once(wishes):
    """Every list of wishes is booked by its own connection; the outcomes, "booked" or the refusal's code."""
    start = Barrier(len(wishes))

    def book(wish):
        try:
            start.wait()
            fulfilment_methods["click_and_collect"].book_together(wish, until=HOLD, now=MONDAY)
            return "booked"
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(wishes)) as pool:
        return sorted(pool.map(book, wishes))


@pytest.mark.parametrize("capacity", [1, 3])
def test_no_slot_is_given_more_often_than_it_has_places(capacity):
    shop = make_vendor()
    set_desk(shop, slot_minutes=30, capacity=capacity, days_ahead=7)
    outcomes = all_at_once([[(make_part(shop), key_at(14))] for _ in range(8)])
    assert outcomes == ["OFFER_FULL"] * (8 - capacity) + ["booked"] * capacity
    assert Pickup.objects.count() == capacity


def test_the_first_pickup_of_a_shop_makes_its_desk_once():
    shop = make_vendor()
    assert all_at_once([[(make_part(shop), key_at(14))] for _ in range(4)]) == ["booked"] * 4


def test_two_baskets_over_the_same_shops_in_different_order_do_not_lock_each_other_out():
    one, other = make_vendor(), make_vendor()
    for shop in (one, other):
        set_desk(shop, slot_minutes=30, capacity=20, days_ahead=7)
    for _ in range(5):
        there = [(make_part(one), key_at(14)), (make_part(other), key_at(15))]
        back = [(make_part(other), key_at(14)), (make_part(one), key_at(15))]
        assert all_at_once([there, back]) == ["booked", "booked"]
