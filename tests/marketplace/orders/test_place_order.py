"""The button, on the real engine: one basket over three shops becomes one order and three vendor orders."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.errors import DomainError
from marketplace.orders.extensions import Captures, PaymentResult, payment_gateways
from marketplace.orders.models import Deviation, OrderMail, PaymentAttempt, Placement, Purchase, VendorOrder
from marketplace.orders.selectors.history import broken_entry
from marketplace.orders.services import continue_payment, place_order, split_order, tills
from marketplace.orders.services.placements import LEASE, abandoned, finish
from marketplace.saleor import checkouts
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.products import set_stock
from tests.factories.accounts import make_person
from tests.factories.baskets import MONDAY
from tests.marketplace.orders.fakes import FakeGateway
from tests.marketplace.orders.shopping import basket_over, order_over

pytestmark = pytest.mark.django_db


def place(checkout_id, method="pay_on_handover", **more):
    values = {"person": None, "language": "de", "now": MONDAY, **more}
    return place_order(checkout_id=checkout_id, payment_method=method, **values)


@pytest.fixture
def fake_gateway(monkeypatch) -> FakeGateway:
    """One more way to pay beside the installed ones."""
    fake = FakeGateway()
    monkeypatch.setitem(payment_gateways._entries, fake.code, fake)
    return fake


def nothing_was_placed() -> bool:
    return not Purchase.objects.exists() and not VendorOrder.objects.exists() and not OrderMail.objects.exists()


def test_a_basket_over_three_shops(shops, tour):
    purchase = order_over(shops, bring=shops[2:])
    orders = list(purchase.vendor_orders.order_by("pk"))
    assert [order.vendor for order in orders] == shops
    assert [order.number for order in orders] == [f"{purchase.number}-{letter}" for letter in "ABC"]
    assert [order.subtotal for order in orders] == [Decimal("14.00")] * 3
    assert [order.delivery_price for order in orders] == [0, 0, Decimal("4.90")]
    assert [order.brought for order in orders] == [False, False, True]
    assert all(order.starts and order.ends and order.ready_by for order in orders)
    assert sum(order.total for order in orders) == purchase.total == Decimal("46.90")
    assert not Deviation.objects.exists()
    assert purchase.address["street"] == "Am Anger 3"

    engine_order = saleor_orders.order(purchase.saleor_order_id)
    assert (engine_order.number, engine_order.total.amount) == (purchase.saleor_order_number, purchase.total)
    assert engine_order.authorize_status == "FULL"
    kinds = OrderMail.objects.order_by("order", "kind").values_list("kind", flat=True)
    assert list(kinds) == ["placed", "vendor_placed"] * 3
    assert [broken_entry(order) for order in orders] == [None] * 3


def test_nobody_asks_where_a_collecting_shopper_lives(shops):
    purchase = order_over(shops[:1])
    assert purchase.address == {**purchase.address, "first_name": "Erika", "street": "", "city": "", "company": ""}


def test_the_purchase_belongs_to_who_pressed_the_button(shops):
    person = make_person()
    purchase = order_over(shops[:1], person=person, language="en")
    assert (purchase.person, purchase.language, purchase.email) == (person, "en", "erika@example.org")


def test_pressing_twice_is_one_order(shops):
    checkout_id = basket_over(shops[:2])
    first = place(checkout_id).purchase
    assert place(checkout_id).purchase == first
    assert Purchase.objects.count() == 1
    assert PaymentAttempt.objects.count() == 1


def test_a_second_click_waits_for_the_first(shops):
    checkout_id = basket_over(shops[:1])
    Placement.objects.create(
        checkout_id=checkout_id,
        payment_method="pay_on_handover",
        language="de",
        lease_until=MONDAY + LEASE,
        created_at=MONDAY,
    )
    with pytest.raises(DomainError, match="PLACEMENT_RUNNING"):
        place(checkout_id)
    assert nothing_was_placed()


class TestRefusals:
    def test_an_unknown_way_to_pay(self, shops):
        with pytest.raises(DomainError, match="PAYMENT_METHOD_UNKNOWN"):
            place(basket_over(shops[:1]), "gold")
        assert not Placement.objects.exists()

    def test_a_way_to_pay_that_does_not_take_this_basket(self, shops):
        with pytest.raises(DomainError, match="SIGN_IN_FIRST"):
            place(basket_over(shops[:1]), "invoice")
        assert nothing_was_placed()
        assert Placement.objects.get().refusal_code == "SIGN_IN_FIRST"

    def test_another_total_than_the_shopper_saw(self, shops):
        with pytest.raises(DomainError, match="TOTAL_CHANGED"):
            place(basket_over(shops[:1]), agreed_total=Decimal("13.00"))
        assert nothing_was_placed()

    def test_a_basket_without_a_plan(self, shops):
        checkout_id = basket_over(shops[:1])
        checkouts.add_lines(
            id=checkout_id, lines=[checkouts.LineInput(variant_id=shops[1].goods[0].variant_id, quantity=1)]
        )
        with pytest.raises(DomainError, match="CHOICE_MISSING"):
            place(checkout_id)
        assert nothing_was_placed()

    def test_goods_that_are_gone_cost_nothing(self, shops, fake_gateway):
        checkout_id = basket_over(shops[:2])
        listing = shops[0].goods[0]
        set_stock(variant_id=listing.variant_id, warehouse_id=shops[0].warehouse_id, quantity=0)
        with pytest.raises(DomainError, match="INSUFFICIENT_STOCK"):
            place(checkout_id, "fake")
        assert nothing_was_placed()
        assert PaymentAttempt.objects.get().voided
        assert fake_gateway.moved("cancel") == Decimal("28.00")

    def test_a_payment_that_fails(self, shops, fake_gateway):
        fake_gateway.answers = [PaymentResult.FAILED]
        checkout_id = basket_over(shops[:1])
        with pytest.raises(DomainError, match="PAYMENT_FAILED"):
            place(checkout_id, "fake")
        assert nothing_was_placed()
        assert place(checkout_id, "fake").purchase.payment_method == "fake"


class TestPayment:
    def test_changing_ones_mind_gives_up_the_first_promise(self, shops, fake_gateway, monkeypatch):
        checkout_id = basket_over(shops[:1])
        tills.pay(checkout_id, fake_gateway, {}, now=MONDAY)
        purchase = place(checkout_id).purchase
        assert purchase.payment_method == "pay_on_handover"
        assert fake_gateway.moved("cancel") == Decimal("14.00")
        engine_order = saleor_orders.order(purchase.saleor_order_id)
        assert sum(each.authorized.amount for each in engine_order.transactions) == Decimal("14.00")

    def test_money_charged_at_once_is_taken_for_each_part(self, shops, fake_gateway):
        fake_gateway.captures = Captures.AT_ORDER
        purchase = place(basket_over(shops[:2]), "fake").purchase
        orders = purchase.vendor_orders.all()
        assert {order.payment_state for order in orders} == {"paid"}
        assert sum(order.captured for order in orders) == purchase.total

    def test_a_step_of_the_shopper_in_between(self, shops, fake_gateway):
        fake_gateway.answers = [PaymentResult.ACTION_REQUIRED]
        checkout_id = basket_over(shops[:1])
        placed = place(checkout_id, "fake")
        assert placed.purchase is None
        assert placed.action["transactionId"] == PaymentAttempt.objects.get().transaction_id
        assert Placement.objects.get().state == "action_required"
        purchase = continue_payment(checkout_id=checkout_id, data={"code": "1"}, now=MONDAY).purchase
        assert purchase.payment_method == "fake"
        assert PaymentAttempt.objects.get().result == "AUTHORIZED"

    def test_nothing_to_continue(self, shops):
        with pytest.raises(DomainError, match="NOTHING_TO_CONTINUE"):
            continue_payment(checkout_id=basket_over(shops[:1]), data={}, now=MONDAY)

    def test_a_payment_without_an_order_is_given_up(self, shops, fake_gateway):
        checkout_id = basket_over(shops[:1])
        tills.pay(checkout_id, fake_gateway, {}, now=MONDAY)
        paid_at = PaymentAttempt.objects.get().changed_at
        tills.give_up_orphans(now=paid_at + timedelta(hours=1))
        assert fake_gateway.moved("cancel") == 0
        tills.give_up_orphans(now=paid_at + timedelta(hours=3))
        assert fake_gateway.moved("cancel") == Decimal("14.00")
        tills.give_up_orphans(now=paid_at + timedelta(hours=6))
        assert len(fake_gateway.done) == 1


class TestNothingIsLost:
    """A process dies, or an answer gets lost, at each step; the task finishes what the shopper ordered."""

    def test_after_the_order_before_the_split(self, shops, monkeypatch):
        checkout_id = basket_over(shops)
        monkeypatch.setattr("marketplace.orders.services.placements.split_order", _dies)
        with pytest.raises(_Death):
            place(checkout_id)
        monkeypatch.undo()
        assert nothing_was_placed()
        later = MONDAY + LEASE
        assert abandoned(now=later) == [checkout_id]
        assert finish(checkout_id, now=later).vendor_orders.count() == 3
        assert abandoned(now=later) == []

    def test_the_engines_own_word_splits_it_too(self, shops, monkeypatch):
        checkout_id = basket_over(shops)
        monkeypatch.setattr("marketplace.orders.services.placements.split_order", _dies)
        with pytest.raises(_Death):
            place(checkout_id)
        monkeypatch.undo()
        order = saleor_orders.order_of_checkout(checkout_id)
        purchase = split_order(saleor_order_id=order.id, now=MONDAY)
        assert place(checkout_id).purchase == purchase

    def test_between_payment_and_order(self, shops, monkeypatch):
        checkout_id = basket_over(shops)
        monkeypatch.setattr("marketplace.saleor.checkouts.complete_checkout", _dies)
        with pytest.raises(_Death):
            place(checkout_id)
        monkeypatch.undo()
        assert finish(checkout_id, now=MONDAY + LEASE).total == Decimal("42.00")
        assert PaymentAttempt.objects.count() == 1

    def test_a_lost_answer(self, shops, monkeypatch):
        checkout_id = basket_over(shops[:1])
        complete = checkouts.complete_checkout

        def done_but_lost(**call):
            complete(**call)
            raise SaleorUnreachable("the answer was lost")

        monkeypatch.setattr("marketplace.saleor.checkouts.complete_checkout", done_but_lost)
        with pytest.raises(SaleorUnreachable):
            place(checkout_id)
        monkeypatch.undo()
        assert abandoned(now=MONDAY) == [checkout_id]
        assert place(checkout_id).purchase.vendor_orders.count() == 1

    def test_what_died_before_it_was_checked_is_not_ordered(self, shops, monkeypatch):
        checkout_id = basket_over(shops[:1])
        monkeypatch.setattr("marketplace.orders.services.placements.recheck_plan", _dies)
        with pytest.raises(_Death):
            place(checkout_id)
        monkeypatch.undo()
        assert finish(checkout_id, now=MONDAY + LEASE) is None
        assert nothing_was_placed()

    def test_a_basket_that_changed_since_is_not_ordered(self, shops, monkeypatch):
        checkout_id = basket_over(shops[:1])
        monkeypatch.setattr("marketplace.saleor.checkouts.complete_checkout", _dies)
        with pytest.raises(_Death):
            place(checkout_id)
        monkeypatch.undo()
        Placement.objects.update(seal="what the shopper saw was different")
        assert finish(checkout_id, now=MONDAY + LEASE) is None
        assert nothing_was_placed()
        assert Placement.objects.get().refusal_code == "BASKET_CHANGED"


class _Death(BaseException):
    """What no handler catches."""


def _dies(*_args, **_more):
    raise _Death
