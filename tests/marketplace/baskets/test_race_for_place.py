"""Baskets that want the last place at the same moment, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from marketplace.baskets.models import PlanChoice
from marketplace.baskets.services import Chosen, update_plan
from marketplace.errors import DomainError
from plugins.click_and_collect.models import Pickup
from plugins.click_and_collect.services import set_desk
from plugins.pooled_delivery.models import Load, Stop, StopKind
from tests.factories.baskets import MONDAY, fill_basket, make_market, make_shop
from tests.factories.pooled_delivery import key_of, make_tour
from tests.marketplace.baskets.plans import engine_state, give_home, pickup

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(acts):
    """Each act on a connection of its own; the outcomes, "agreed" or the refusal's code."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
            return "agreed"
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_the_last_slot_goes_to_one_basket_and_the_others_stay_as_they_were():
    shop = make_shop(make_market())
    set_desk(shop, slot_minutes=30, capacity=1, days_ahead=7)
    baskets = [fill_basket(shop.goods[0]) for _ in range(4)]
    wish = {shop.pk: pickup(baskets[0], shop)}
    outcomes = all_at_once([lambda each=each: update_plan(each, wish, MONDAY) for each in baskets])
    assert outcomes == ["OFFER_FULL"] * 3 + ["agreed"]
    assert (Pickup.objects.count(), PlanChoice.objects.count()) == (1, 1)
    assert sorted(engine_state(each) is not None for each in baskets) == [False, False, False, True]


def test_the_last_place_on_a_tour_goes_to_one_order_of_two_shops():
    market, tour = make_market(), make_tour(capacity=1)
    shops = [make_shop(market, prices=["20.00"]) for _ in range(2)]
    baskets = [fill_basket(*(shop.goods[0] for shop in order)) for order in (shops, shops[::-1])]
    for each in baskets:
        give_home(each)
    ride = Chosen(method="pooled_delivery", offer_key=key_of(tour))
    wish = {shop.pk: ride for shop in shops}
    outcomes = all_at_once([lambda each=each: update_plan(each, wish, MONDAY) for each in baskets])
    assert outcomes == ["OFFER_FULL", "agreed"]
    assert (Load.objects.count(), Stop.objects.filter(kind=StopKind.DROP).count()) == (2, 1)


def test_two_pages_of_one_basket_do_not_lose_each_others_choice():
    market = make_market()
    shops = [make_shop(market) for _ in range(2)]
    checkout_id = fill_basket(*(shop.goods[0] for shop in shops))
    wishes = [{shop.pk: pickup(checkout_id, shop)} for shop in shops]
    outcomes = all_at_once([lambda wish=wish: update_plan(checkout_id, wish, MONDAY) for wish in wishes])
    assert set(outcomes) <= {"agreed", "PLAN_OVERTAKEN"} and "agreed" in outcomes
    assert PlanChoice.objects.filter(plan__checkout_id=checkout_id, is_stale=False).count() == 2
    assert engine_state(checkout_id) is not None
