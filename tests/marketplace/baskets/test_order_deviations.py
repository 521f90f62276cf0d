"""Is an arrived order what the shopper agreed to?"""

from dataclasses import replace

import pytest

from marketplace.baskets.consumers import close_ordered_plan
from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.rules.plan import METADATA_KEY, Deviation
from marketplace.baskets.selectors import agreed_plan, order_deviations
from marketplace.baskets.selectors.plans import plan_of_order
from marketplace.baskets.services import update_plan
from marketplace.graphql.ids import global_id
from marketplace.money import Money
from marketplace.orders.services import place_order
from marketplace.saleor import orders
from marketplace.saleor.client import execute
from tests.factories.baskets import HOME, MONDAY
from tests.marketplace.baskets.plans import give_contact, give_home, pickup


@pytest.fixture
def arrived(checkout_id, shops, ride):
    """An order of the engine: one group collected, two brought."""
    give_contact(checkout_id)
    give_home(checkout_id)
    choices = {shops[0].pk: pickup(checkout_id, shops[0]), shops[1].pk: ride, shops[2].pk: ride}
    update_plan(checkout_id, choices, MONDAY)
    placed = place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY)
    return orders.order(placed.purchase.saleor_order_id)


def test_an_order_as_agreed_has_no_deviation(arrived):
    assert order_deviations(arrived) == ()


def test_the_order_closes_its_plan(arrived):
    close_ordered_plan({"order": execute("order", {"id": arrived.id})["order"]})
    assert FulfilmentPlan.objects.get().order_id == arrived.id


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda order: replace(order, shipping_price=Money(order.shipping_price.amount + 1)), "PRICE_CHANGED"),
        (lambda order: replace(order, shipping_method_name="DHL"), "METHOD_CHANGED"),
        (lambda order: replace(order, shipping_address=replace(HOME, street="Weg 1")), "ADDRESS_CHANGED"),
        (lambda order: replace(order, shipping_address=None), "ADDRESS_CHANGED"),
    ],
)
def test_a_changed_order_is_named(arrived, change, code):
    assert order_deviations(change(arrived)) == (Deviation(code=code),)


def test_changed_goods_name_their_shop(arrived, shops):
    first, *rest = arrived.lines
    more = replace(arrived, lines=(replace(first, quantity=9), *rest))
    assert order_deviations(more) == (Deviation(code="LINES_CHANGED", vendor=shops[0].pk),)
    stranger = replace(
        arrived, lines=(*arrived.lines, replace(first, variant_id=global_id("ProductVariant", 999_999_999)))
    )
    assert order_deviations(stranger) == (Deviation(code="LINES_CHANGED", vendor=0),)


def test_public_notes_do_not_speak_for_the_plan(arrived):
    noted = replace(arrived, metadata={METADATA_KEY: arrived.private_metadata[METADATA_KEY]}, private_metadata={})
    FulfilmentPlan.objects.all().delete()
    assert order_deviations(noted) == (Deviation(code="PLAN_MISSING"),)


def test_the_signed_copy_stands_in_for_lost_or_later_rows(arrived):
    agreed = agreed_plan(arrived.checkout_id)
    PlanChoice.objects.update(price=0)
    FulfilmentPlan.objects.update(version=agreed.version + 1)
    assert plan_of_order(arrived) == agreed
    assert order_deviations(arrived) == ()
    FulfilmentPlan.objects.all().delete()
    assert plan_of_order(arrived) == agreed
    assert order_deviations(arrived) == ()


def test_a_copy_signed_for_another_checkout_is_worth_nothing(arrived):
    FulfilmentPlan.objects.all().delete()
    assert order_deviations(replace(arrived, checkout_id="another")) == (Deviation(code="PLAN_MISSING"),)
