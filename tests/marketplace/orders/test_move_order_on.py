"""Confirm, mark ready, hand over: by whom, from which state, and what follows."""

from decimal import Decimal

import pytest

from marketplace.orders.extensions import Captures
from marketplace.orders.models import Intent, OrderMail
from marketplace.orders.services import confirm_order, hand_over, mark_ready, record_payment
from tests.factories.orders import MONDAY, make_order
from tests.marketplace.orders.acts import ready, refused


def test_the_way_of_an_order(order, cast, engine, gateway, carry_out):
    confirmed = confirm_order(order=order, person=cast.baker, now=MONDAY)
    assert (confirmed.state, confirmed.confirmed_at) == ("confirmed", MONDAY)
    packed = mark_ready(order=order, person=cast.baker, now=MONDAY)
    assert (packed.state, packed.ready_at) == ("ready", MONDAY)
    given = hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    assert (given.state, given.handed_over_at) == ("handed_over", MONDAY)

    paid = carry_out(order)
    assert list(paid.history.values_list("kind", "role", "person")) == [
        ("confirmed", "vendor", cast.baker.pk),
        ("ready", "vendor", cast.baker.pk),
        ("handed_over", "vendor", cast.baker.pk),
        ("money_captured", "system", None),
    ]
    assert (paid.captured, paid.payment_state, paid.paid_at) == (Decimal(24), "paid", MONDAY)
    assert gateway.moved("capture") == engine.sum_of("CHARGE_SUCCESS") == Decimal(24)
    assert [engine.fulfilled[line.saleor_line_id] for line in order.lines.all()] == [2, 1]
    assert set(engine.warehouses.values()) == {cast.bakery.warehouse_id}
    kinds = order.mails.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["confirmed", "ready", "handed_over"]


@pytest.mark.parametrize("act", [confirm_order, mark_ready, record_payment])
@pytest.mark.parametrize("who", ["shopper", "florist", "stranger", "driver"])
def test_only_the_shop_and_the_operator_move_it(act, who, order, cast):
    refused(act, order, "NOT_YOURS_TO_DO", person=getattr(cast, who))


@pytest.mark.parametrize("who", ["florist", "stranger", "shopper", "driver"])
def test_nobody_else_hands_over_what_is_collected(who, order, cast, way):
    ready(order, cast)
    refused(hand_over, order, "NOT_YOURS_TO_DO", person=getattr(cast, who), code="1234")
    assert way.completed == []


def test_the_operator_may_act_for_the_shop(order, cast):
    confirm_order(order=order, person=cast.operator, now=MONDAY)
    assert order.history.get().role == "operator"


def test_no_step_is_skipped_or_repeated(order, cast):
    refused(mark_ready, order, "ORDER_STATE_CHANGED", person=cast.baker)
    refused(hand_over, order, "ORDER_STATE_CHANGED", person=cast.baker, code="1234")
    confirm_order(order=order, person=cast.baker, now=MONDAY)
    error = refused(confirm_order, order, "ORDER_STATE_CHANGED", person=cast.baker)
    assert error.details["state"] == "confirmed"


def test_a_wrong_code_hands_over_nothing(order, cast, way):
    ready(order, cast)
    refused(hand_over, order, "CODE_WRONG", person=cast.baker, code="0000")
    assert way.completed == []


def test_goods_are_handed_over_once(order, cast, way):
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    refused(hand_over, order, "ORDER_STATE_CHANGED", person=cast.baker, code="1234")
    assert way.completed == ["place-1"]


def test_a_driver_delivers_what_is_brought(cast, engine, gateway, way):
    order = make_order(cast.bakery, person=cast.shopper, brought=True, state="ready", fulfilment_method="fake_way")
    assert hand_over(order=order, code="1234", person=cast.driver, now=MONDAY).state == "delivered"


def test_money_is_taken_when_the_gateway_says(order, cast, gateway, carry_out):
    gateway.captures = Captures.AT_CONFIRMATION
    confirm_order(order=order, person=cast.baker, now=MONDAY)
    assert carry_out(order).captured == Decimal(24)
    mark_ready(order=order, person=cast.baker, now=MONDAY)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    assert carry_out(order).captured == Decimal(24)
    assert order.intents.filter(kind=Intent.Kind.CAPTURE).count() == 1


def test_a_shop_records_that_money_arrived(order, cast, gateway, carry_out):
    gateway.captures = Captures.ON_RECEIPT
    ready(order, cast)
    hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
    assert carry_out(order).payment_state == "open"
    record_payment(order=order, person=cast.baker, now=MONDAY)
    assert carry_out(order).payment_state == "paid"
    refused(record_payment, order, "NOTHING_DUE", person=cast.baker)


def test_recording_a_payment_is_for_gateways_that_wait_for_it(order, cast):
    refused(record_payment, order, "NOTHING_DUE", person=cast.baker)


def test_an_order_without_an_agreed_way_is_handed_over_by_word(cast, engine, gateway, way):
    order = make_order(cast.bakery, person=cast.shopper, state="ready")
    assert hand_over(order=order, code="", person=cast.baker, now=MONDAY).state == "handed_over"
    assert OrderMail.objects.filter(order=order, kind="handed_over").exists()
