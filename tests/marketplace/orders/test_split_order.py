"""One order of the engine becomes vendor orders: whoever made it, whatever event comes first."""

from decimal import Decimal

import pytest

from marketplace.baskets.models import FulfilmentPlan
from marketplace.baskets.rules import METADATA_KEY
from marketplace.catalogue.models import Listing
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id
from marketplace.orders.events import note_cancellation, split
from marketplace.orders.models import Deviation, NumberCircle, OrderMail, Purchase, VendorOrder
from marketplace.orders.services import resolve_deviation, split_order
from marketplace.saleor import checkouts, metadata, payments
from marketplace.saleor.client import Caller
from marketplace.saleor.extensions import answers
from marketplace.vendors.models import Vendor
from tests.factories.accounts import make_person
from tests.factories.baskets import HOME, MONDAY
from tests.marketplace.orders.shopping import basket_over, order_over

pytestmark = pytest.mark.django_db
ANYBODY = Caller.anonymous()


def buy_past_us(checkout_id: str, method: str = "pay_on_handover") -> str:
    """Pay and complete with Saleor's own operations; the order's id."""
    payments.initialize_transaction(id=checkout_id, data={"method": method}, idempotency_key=checkout_id)
    return checkouts.complete_checkout(id=checkout_id, caller=ANYBODY).id


def codes(purchase: Purchase) -> set[str]:
    return set(purchase.deviations.values_list("code", flat=True))


@pytest.mark.parametrize("first", ["ORDER_CREATED", "ORDER_FULLY_PAID"])
def test_events_in_any_order_and_number(first, shops):
    order_id = buy_past_us(basket_over(shops))
    for _ in range(2):
        split({"__typename": first, "order": {"id": order_id}})
    purchase = Purchase.objects.get()
    assert purchase.payment_method == "pay_on_handover"
    assert purchase.vendor_orders.count() == 3
    assert purchase.deviations.count() == 0
    assert OrderMail.objects.count() == 6
    assert NumberCircle.objects.get(name="purchase:2026").last == 1


def test_events_after_the_button_change_nothing(shops):
    purchase = order_over(shops)
    split({"order": {"id": purchase.saleor_order_id}})
    assert Purchase.objects.count() == 1
    assert VendorOrder.objects.count() == 3
    assert OrderMail.objects.count() == 6


def test_an_order_cancelled_past_us_is_shown_to_the_operator(shops):
    purchase = order_over(shops[:1])
    for _ in range(2):
        note_cancellation({"order": {"id": purchase.saleor_order_id}})
    assert purchase.deviations.get().code == "CANCELLED_OUTSIDE"
    note_cancellation({"order": {"id": "unknown"}})


def test_an_order_that_nobody_knows(db):
    with pytest.raises(DomainError, match="ENGINE_ORDER_GONE"):
        split_order(saleor_order_id=global_id("Order", "00000000-0000-0000-0000-000000000000"), now=MONDAY)


def test_bookings_become_firm(shops, monkeypatch):
    purchase = order_over(shops[:1])
    order = purchase.vendor_orders.get()
    from plugins.click_and_collect.models import Pickup

    pickup = Pickup.objects.get(reference=order.fulfilment_reference)
    assert pickup.held_until is None


@pytest.fixture
def old_answers(monkeypatch):
    """An engine that goes on with the delivery method it was offered before, as Saleor does for a day."""
    question = "SHIPPING_LIST_METHODS_FOR_CHECKOUT"
    asked, kept = answers[question], []

    def answer(payload):
        kept[:] = asked(payload) or kept
        return list(kept)

    monkeypatch.setitem(answers._entries, question, answer)


@pytest.mark.usefixtures("old_answers")
class TestDeviations:
    """Everybody who knows a checkout's id may change it past us; that is found, said and kept in order."""

    def test_goods_added_past_us(self, shops):
        checkout_id = basket_over(shops[:2])
        more = [checkouts.LineInput(variant_id=shops[0].goods[0].variant_id, quantity=2)]
        checkouts.add_lines(id=checkout_id, lines=more, caller=ANYBODY)
        purchase = split_order(saleor_order_id=buy_past_us(checkout_id), now=MONDAY)
        first = purchase.vendor_orders.get(vendor=shops[0])
        assert first.deviations.get().code == "LINES_CHANGED"
        assert codes(purchase) == {"LINES_CHANGED"}
        assert sum(order.total for order in purchase.vendor_orders.all()) == purchase.total == Decimal("48.00")

    def test_another_shops_goods_added_past_us(self, shops):
        checkout_id = basket_over(shops[:1])
        more = [checkouts.LineInput(variant_id=shops[1].goods[0].variant_id, quantity=1)]
        checkouts.add_lines(id=checkout_id, lines=more, caller=ANYBODY)
        purchase = split_order(saleor_order_id=buy_past_us(checkout_id), now=MONDAY)
        stranger = purchase.vendor_orders.get(vendor=shops[1])
        assert set(stranger.deviations.values_list("code", flat=True)) == {"LINES_CHANGED", "BOOKING_REFUSED"}
        assert (stranger.fulfilment_method, stranger.total) == ("", Decimal("10.00"))

    def test_an_address_changed_past_us(self, shops, tour):
        checkout_id = basket_over(shops[:1], bring=shops[:1])
        elsewhere = checkouts.Address(**{**HOME.__dict__, "postal_code": "39104", "city": "Magdeburg"})
        checkouts.set_addresses(id=checkout_id, shipping=elsewhere, caller=ANYBODY)
        option = checkouts.delivery_options(id=checkout_id, caller=ANYBODY)
        if option:
            checkouts.set_delivery_method(id=checkout_id, delivery_id=option[0].id, caller=ANYBODY)
        purchase = split_order(saleor_order_id=buy_past_us(checkout_id), now=MONDAY)
        assert "ADDRESS_CHANGED" in codes(purchase)

    def test_goods_of_nobody(self, shops):
        """A shop and its listing are gone between the payment and the split: the rest is sold all the same."""
        order_id = buy_past_us(basket_over(shops[:2]))
        Listing.objects.filter(vendor=shops[0]).delete()
        Vendor.objects.filter(pk=shops[0].pk).update(warehouse_id=None)
        purchase = split_order(saleor_order_id=order_id, now=MONDAY)
        assert [order.vendor for order in purchase.vendor_orders.all()] == [shops[1]]
        assert {"VENDOR_UNCLEAR", "TOTAL_CHANGED"} <= codes(purchase)
        unclear = purchase.deviations.get(code="VENDOR_UNCLEAR")
        assert len(unclear.details["lines"]) == 2

    def test_public_notes_count_for_nothing(self, shops):
        checkout_id = basket_over(shops[:1])
        metadata.set_metadata(id=checkout_id, values={METADATA_KEY: "{}"}, caller=ANYBODY)
        assert codes(split_order(saleor_order_id=buy_past_us(checkout_id), now=MONDAY)) == set()

    def test_rows_that_were_lost_are_read_from_the_signed_copy(self, shops):
        order_id = buy_past_us(basket_over(shops[:1]))
        FulfilmentPlan.objects.all().delete()
        purchase = split_order(saleor_order_id=order_id, now=MONDAY)
        assert codes(purchase) == set()
        assert purchase.vendor_orders.get().fulfilment_method == "click_and_collect"

    def test_a_copy_that_is_not_ours_is_no_plan(self, shops):
        purchase = split_order(saleor_order_id=self.without_a_plan(shops), now=MONDAY)
        assert codes(purchase) == {"PLAN_MISSING", "BOOKING_REFUSED"}
        assert purchase.vendor_orders.get().fulfilment_method == ""

    def without_a_plan(self, shops) -> str:
        checkout_id = basket_over(shops[:1])
        metadata.set_private_metadata(id=checkout_id, values={METADATA_KEY: "{}"})
        order_id = buy_past_us(checkout_id)
        FulfilmentPlan.objects.all().delete()
        return order_id

    def test_only_the_operator_takes_a_mark_off(self, shops):
        split_order(saleor_order_id=self.without_a_plan(shops), now=MONDAY)
        mark = Deviation.objects.get(code="PLAN_MISSING")
        for person in (None, make_person(), make_person("city")):
            with pytest.raises(DomainError, match="NOT_FOUND"):
                resolve_deviation(deviation_pk=mark.pk, note="ja", person=person, now=MONDAY)
        operator = make_person("operator")
        with pytest.raises(DomainError, match="NOTE_MISSING"):
            resolve_deviation(deviation_pk=mark.pk, note=" ", person=operator, now=MONDAY)
        done = resolve_deviation(deviation_pk=mark.pk, note="Mit allen besprochen.", person=operator, now=MONDAY)
        assert (done.resolved_by, done.resolved_at) == (operator, MONDAY)


def test_numbers_start_anew_each_year_and_never_twice(shops):
    first, second = order_over(shops[:1]), order_over(shops[:1])
    assert (first.number, second.number) == ("26-000001", "26-000002")
