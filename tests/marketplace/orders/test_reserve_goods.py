"""Shops that only put goods aside: collected and paid over the counter, nothing before."""

import pytest

from marketplace.baskets.selectors import basket, options
from marketplace.baskets.services import update_plan
from marketplace.baskets.services.plan_rows import Chosen
from marketplace.errors import DomainError
from marketplace.orders.extensions import Captures, payment_gateways
from marketplace.orders.models import Purchase
from marketplace.orders.selectors.payments import payment_options
from marketplace.orders.services import place_order
from marketplace.orders.services.sessions import answer_gateway_initialize
from marketplace.vendors.services.offers import set_offers
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.marketplace.orders.fakes import FakeGateway
from tests.marketplace.orders.shopping import basket_over

pytestmark = pytest.mark.django_db
RESERVES = {"reserves_only": True, "offers_delivery": False, "offers_collect": True}


@pytest.fixture
def reserving(shops):
    """The first of three shops only reserves."""
    set_offers(vendor=shops[0], changes=RESERVES, approved=True)
    shops[0].refresh_from_db()
    return shops[0]


@pytest.fixture
def ahead(monkeypatch) -> FakeGateway:
    """A way to pay that takes money before the goods change hands."""
    fake = FakeGateway()
    fake.captures = Captures.AT_ORDER
    monkeypatch.setitem(payment_gateways._entries, fake.code, fake)
    return fake


def ways_to_pay(checkout_id):
    found = payment_options(basket(checkout_id, MONDAY), make_person())
    return {option.code: option.refusal and option.refusal.code for option in found}


def test_it_is_paid_in_the_shop_alone(reserving, shops, ahead):
    checkout_id = basket_over([reserving, shops[1]])
    asked = ways_to_pay(checkout_id)
    assert (asked["pay_on_handover"], asked["invoice"], asked["fake"]) == (None, "PAID_IN_THE_SHOP", "PAID_IN_THE_SHOP")
    with pytest.raises(DomainError) as refused:
        place_order(checkout_id=checkout_id, payment_method="fake", person=None, now=MONDAY)
    assert (refused.value.code, refused.value.field) == ("PAID_IN_THE_SHOP", "paymentMethod")
    assert reserving.name in str(refused.value.message)
    assert not Purchase.objects.exists()
    order = place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY).purchase
    assert order is not None


def test_other_shops_are_paid_as_before(reserving, shops, ahead):
    assert ways_to_pay(basket_over(shops[1:2]))["fake"] is None


def test_saleors_own_payment_question_says_the_same(reserving, ahead):
    checkout_id = basket_over([reserving])
    source = {"id": checkout_id, "email": "erika@example.org"}
    source["totalPrice"] = {"gross": {"amount": 14.0, "currency": "EUR"}}
    answer = answer_gateway_initialize({"data": None, "amount": 14.0, "sourceObject": source})
    refusals = {each["code"]: each["refusal"] and each["refusal"]["code"] for each in answer["data"]["methods"]}
    assert (refusals["fake"], refusals["pay_on_handover"]) == ("PAID_IN_THE_SHOP", None)


def test_nothing_of_it_is_brought(shops, tour):
    checkout_id = basket_over(shops[:1], bring=shops[:1], quantity=2)
    set_offers(vendor=shops[0], changes=RESERVES, approved=True)
    (group,) = options(checkout_id, MONDAY)
    assert not group.offer_set("pooled_delivery").offers
    with pytest.raises(DomainError) as refused:
        place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY)
    assert refused.value.code == "PLAN_CHANGED"
    collected = Chosen(method="click_and_collect", offer_key=group.offer_set("click_and_collect").first.key)
    update_plan(checkout_id, {shops[0].pk: collected}, MONDAY)
    purchase = place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=None, now=MONDAY).purchase
    assert not purchase.vendor_orders.get().brought
