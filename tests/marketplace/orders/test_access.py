"""Who sees which order, and what of it."""

from dataclasses import asdict

import pytest

from marketplace.errors import NotFound
from marketplace.graphql.ids import global_id
from marketplace.orders.models import VendorOrder
from marketplace.orders.selectors.access import order_by_token, order_for, orders_open_to, purchase_by_token
from marketplace.orders.selectors.history import broken_entry
from marketplace.orders.selectors.orders import orders_of, purchases_of, vendor_orders, work_of, workload_of
from marketplace.orders.selectors.sheets import sheet, sheets
from marketplace.orders.services import confirm_order
from tests.factories.orders import HOME, MONDAY, make_order
from tests.marketplace.orders.acts import ready

CAST = ("shopper", "baker", "florist", "stranger", "driver", "operator")


@pytest.mark.parametrize(
    ("changes", "who_sees"),
    [
        ({}, {"shopper", "baker", "operator"}),
        ({"state": "ready"}, {"shopper", "baker", "operator"}),
        ({"brought": True}, {"shopper", "baker", "operator"}),
        ({"brought": True, "state": "ready"}, {"shopper", "baker", "operator", "driver"}),
    ],
)
def test_the_door(changes, who_sees, order, cast):
    VendorOrder.objects.filter(pk=order.pk).update(**changes)
    for name in CAST:
        person = getattr(cast, name)
        assert orders_open_to(person).filter(pk=order.pk).exists() == (name in who_sees)
        if name in who_sees:
            assert order_for(person, order.pk) == order_for(person, global_id("VendorOrder", order.pk)) == order
        else:
            with pytest.raises(NotFound):
                order_for(person, order.pk)


@pytest.mark.parametrize("nonsense", ["", "x", global_id("Order", 1), global_id("VendorOrder", 10**9), 0])
def test_missing_and_foreign_answer_alike(nonsense, cast, order):
    for person in (None, cast.stranger, cast.operator):
        with pytest.raises(NotFound):
            order_for(person, nonsense)


def test_tokens_open_without_signing_in(order):
    assert order_by_token(order.token) == order
    assert purchase_by_token(order.purchase.token) == order.purchase
    for token in ("", "x", order.number):
        with pytest.raises(NotFound):
            order_by_token(token)
        with pytest.raises(NotFound):
            purchase_by_token(token)
    assert order.token != order.purchase.token
    assert len(order.token) == 32


def test_a_shop_sees_a_name_and_never_the_code(order, cast):
    seen = sheet(order, cast.baker, now=MONDAY)
    assert (seen.recipient.name, seen.recipient.street, seen.recipient.phone) == ("Erika Muster", "", "")
    assert seen.way.code == ""
    assert "1234" not in str(asdict(seen.way))
    assert seen.acts == ("confirm", "reject", "cancel", "record_payment")


def test_an_address_is_shown_where_goods_are_brought(cast, engine, gateway, way):
    order = make_order(cast.bakery, person=cast.shopper, brought=True, state="ready")
    for person in (cast.baker, cast.driver, cast.operator):
        assert sheet(order, person, now=MONDAY).recipient == HOME


def test_the_shopper_sees_code_and_what_to_pay(order, cast):
    for person in (cast.shopper, None):
        seen = sheet(order, person, now=MONDAY)
        assert (seen.way.code, seen.payment_note) == ("1234", "Bitte 24.00 zahlen.")
        assert seen.acts == ("cancel",)


def test_lists_hold_what_is_ones_own(order, cast, engine, gateway, way):
    other = make_order(cast.flowers, person=cast.shopper)
    foreign = make_order(cast.flowers, person=cast.stranger)
    assert list(vendor_orders(cast.bakery)) == [order]
    assert set(vendor_orders(cast.flowers)) == {other, foreign}
    assert set(orders_of(cast.shopper)) == {order, other}
    assert list(orders_of(None)) == list(purchases_of(None)) == []
    assert set(purchases_of(cast.shopper)) == {order.purchase, other.purchase}
    assert list(vendor_orders(cast.bakery, text="muster")) == [order]
    assert list(vendor_orders(cast.bakery, text=order.number[:8], states=["placed"])) == [order]
    assert list(vendor_orders(cast.bakery, states=["ready"])) == []


def test_a_shops_work(order, cast, engine, gateway, way):
    second = make_order(cast.bakery, person=cast.shopper, ready_by=MONDAY)
    confirm_order(order=second, person=cast.baker, now=MONDAY)
    make_order(cast.bakery, person=cast.shopper, state="cancelled")
    assert set(work_of(cast.bakery)) == {order, second}
    work = workload_of(cast.bakery)
    assert (work.new, work.to_pack, work.to_hand_over, work.unclear) == (1, 1, 0, 0)


def test_queries_do_not_grow_with_orders(cast, engine, gateway, way, django_assert_num_queries):
    def read() -> None:
        for each in sheets(list(vendor_orders(cast.bakery)), cast.baker, now=MONDAY):
            assert len(each.lines) == 2
            assert (each.way.when, each.recipient.name) == ("heute, 15:00", "Erika Muster")

    def order(*numbers: int) -> None:
        for number in numbers:
            reference = f"place-{number}"
            made = make_order(
                cast.bakery, person=cast.shopper, fulfilment_method="fake_way", fulfilment_reference=reference
            )
            confirm_order(order=made, person=cast.baker, now=MONDAY)

    order(1, 2)
    few = _count(read)
    order(3, 4, 5, 6)
    with django_assert_num_queries(few):
        read()


def _count(read) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def test_a_history_that_was_tampered_with_shows(order, cast):
    ready(order, cast)
    assert broken_entry(order) is None
    first = order.history.first()
    order.history.filter(pk=first.pk).update(data={"amount": "1.00"})
    assert broken_entry(order) == first
