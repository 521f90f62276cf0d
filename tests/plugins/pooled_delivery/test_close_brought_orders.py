"""What was brought closes the vendor orders whose goods it carried."""

from datetime import timedelta

import pytest

from marketplace.baskets.services import Chosen, update_plan
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.states import State
from marketplace.orders.services import confirm_order, mark_ready, place_order
from plugins.pooled_delivery.models import Stop, StopKind
from plugins.pooled_delivery.services.deliveries import UNDO, close_brought_orders
from plugins.pooled_delivery.services.stops import complete_stop
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY, fill_basket, make_market, make_shop
from tests.factories.pooled_delivery import key_of, make_tour
from tests.marketplace.baskets.plans import give_contact, give_home

AFTERNOON = MONDAY + timedelta(hours=31)


@pytest.fixture
def orders(db):
    """Two vendor orders of one purchase, both on tomorrow's tour, packed by one shop only."""
    tour, market, operator = make_tour(), make_market(), make_person("operator")
    shops = [make_shop(market, prices=["20.00"]) for _ in range(2)]
    checkout_id = fill_basket(*(shop.goods[0] for shop in shops))
    give_contact(checkout_id)
    give_home(checkout_id)
    ride = Chosen(method="pooled_delivery", offer_key=key_of(tour))
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY)
    for order in VendorOrder.objects.all():
        confirm_order(order=order, person=operator, now=MONDAY)
    mark_ready(order=VendorOrder.objects.order_by("pk").first(), person=operator, now=MONDAY)
    return list(VendorOrder.objects.order_by("pk"))


def states():
    return list(VendorOrder.objects.order_by("pk").values_list("state", flat=True))


def test_brought_orders_are_closed_after_a_minute_and_once(orders, driver):
    drop = Stop.objects.get(kind=StopKind.DROP)
    assert (drop.street, drop.name) == ("Am Anger 3", "Erika Muster")
    complete_stop(stop=drop, person=driver, now=AFTERNOON)
    assert close_brought_orders(now=AFTERNOON + UNDO / 2) == 0
    assert close_brought_orders(now=AFTERNOON + UNDO) == 1
    assert states() == [State.DELIVERED, State.CONFIRMED]
    assert close_brought_orders(now=AFTERNOON + UNDO) == 0
    mark_ready(order=orders[1], person=make_person("operator"), now=AFTERNOON)
    assert close_brought_orders(now=AFTERNOON + 2 * UNDO) == 1
    assert states() == [State.DELIVERED, State.DELIVERED]


def test_nothing_is_closed_that_was_not_brought(orders, driver):
    for stop in Stop.objects.filter(kind=StopKind.COLLECT):
        complete_stop(stop=stop, person=driver, now=AFTERNOON)
    assert close_brought_orders(now=AFTERNOON + UNDO) == 0
    assert states() == [State.READY, State.CONFIRMED]
