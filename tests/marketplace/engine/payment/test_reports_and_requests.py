"""The payment app reports what happened, and is asked to charge, refund and cancel."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from marketplace.engine.models import Order, OrderGrantedRefund, OutboxEvent, TransactionEvent, TransactionItem
from marketplace.engine.services.event_delivery import deliver
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import market
from tests.marketplace.engine.platform import APP, FakePlatform, ask, run
from tests.marketplace.engine.shopping import completed, new_checkout, new_order, paid, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

REPORT = """mutation Report($id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal, $psp: String!) {
  transactionEventReport(id: $id, type: $type, amount: $amount, pspReference: $psp) { alreadyProcessed
    transaction { chargedAmount { amount } authorizedAmount { amount } refundedAmount { amount } }
    errors { field code } } }"""
REQUEST = """mutation Request($id: ID!, $action: TransactionActionEnum!, $amount: PositiveDecimal) {
  transactionRequestAction(id: $id, actionType: $action, amount: $amount) { transaction { id } errors { code } } }"""
GRANT = """mutation Grant($id: ID!, $input: OrderGrantRefundCreateInput!) {
  orderGrantRefundCreate(id: $id, input: $input) {
  grantedRefund { id amount { amount } status } errors { field code lines { field code lineId } } } }"""
PAY_BACK = """mutation PayBack($id: ID!) { transactionRequestRefundForGrantedRefund(grantedRefundId: $id) {
  transaction { id } errors { field code } } }"""


def _report(item: TransactionItem | str, kind: str, amount: str | None, psp: str, by: Any = APP) -> dict[str, Any]:
    variables = {"id": item if isinstance(item, str) else _id(item), "type": kind, "amount": amount, "psp": psp}
    answer: dict[str, Any] = ask(REPORT, variables, by=by)
    return answer


def _id(item: TransactionItem) -> str:
    return global_id("TransactionItem", item.pk)


def _work(times: int = 1) -> None:
    now = timezone.now()
    for at in range(times):
        deliver(None, now=now + timedelta(hours=at))


def test_a_charge_that_is_reported_later_pays_the_order(platform: FakePlatform) -> None:
    town = market()
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "a", "result": "AUTHORIZATION_SUCCESS"}
    new_order(town, town.line("A-1"))
    order = Order.objects.get()
    assert (order.charge_status, order.authorize_status) == ("NONE", "FULL")
    assert list(OutboxEvent.objects.values_list("event_type", flat=True)) == ["ORDER_CREATED"]
    assert _report(TransactionItem.objects.get(), "CHARGE_SUCCESS", "14.90", "b")["errors"] == []
    order.refresh_from_db()
    assert (order.charge_status, str(order.total_charged_amount)) == ("FULL", "14.90")
    assert str(order.total_authorized_amount) == "0.00"
    _work()
    assert [kind for kind, _payload, _key in platform.heard].count("ORDER_FULLY_PAID") == 1


def test_a_report_counts_once_and_must_not_change_its_story() -> None:
    town = market()
    new_order(town, town.line("A-1"))
    item = TransactionItem.objects.get()
    assert _report(item, "REFUND_SUCCESS", "5.00", "r")["alreadyProcessed"] is False
    assert _report(item, "REFUND_SUCCESS", "5.00", "r")["alreadyProcessed"] is True
    refused = _report(item, "REFUND_SUCCESS", "6.00", "r")["errors"][0]
    assert (refused["code"], refused["field"]) == ("INCORRECT_DETAILS", "pspReference")
    item.refresh_from_db()
    assert (str(item.refunded_amount), str(item.charged_amount)) == ("5.00", "9.90")
    assert TransactionEvent.objects.filter(type="REFUND_FAILURE", include_in_calculations=False).count() == 1


def test_an_authorization_is_adjusted_not_repeated(platform: FakePlatform) -> None:
    town = market()
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "a", "result": "AUTHORIZATION_SUCCESS"}
    paid(with_delivery(new_checkout(town, town.line("A-1"))))
    item = TransactionItem.objects.get()
    assert _report(item, "AUTHORIZATION_SUCCESS", "9.00", "b")["errors"][0]["code"] == "ALREADY_EXISTS"
    adjusted = _report(item, "AUTHORIZATION_ADJUSTMENT", "9.00", "b")["transaction"]
    assert adjusted["authorizedAmount"]["amount"] == 9.0


def test_an_amount_may_be_left_out_where_it_is_known() -> None:
    town = market()
    new_order(town, town.line("A-1"))
    item = TransactionItem.objects.get()
    assert _report(item, "REFUND_SUCCESS", None, "r")["errors"] == [{"field": "amount", "code": "REQUIRED"}]
    assert _report(item, "REFUND_FAILURE", None, "r")["errors"] == [{"field": "amount", "code": "REQUIRED"}]
    _report(item, "REFUND_REQUEST", "3.00", "r")
    assert _report(item, "REFUND_FAILURE", None, "r")["transaction"]["chargedAmount"]["amount"] == 14.9


def test_a_report_on_a_payment_that_moved_to_its_order_finds_it() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    transaction = paid(checkout)
    completed(checkout)
    assert _report(transaction["id"], "CHARGE_BACK", "14.90", "c")["transaction"]["chargedAmount"]["amount"] == 0.0
    assert Order.objects.get().charge_status == "NONE"


def test_strangers_neither_report_nor_request() -> None:
    town = market()
    new_order(town, town.line("A-1"))
    variables = {"id": _id(TransactionItem.objects.get()), "action": "REFUND"}
    answer = run(REQUEST, variables)
    assert answer["errors"][0]["message"].endswith("HANDLE_PAYMENTS")
    assert OutboxEvent.objects.filter(event_type__startswith="TRANSACTION").count() == 0


def test_a_refund_is_asked_by_the_worker_for_no_more_than_was_charged(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1"))
    item = TransactionItem.objects.get()
    ask(REQUEST, {"id": _id(item), "action": "REFUND", "amount": "99.00"}, by=APP)
    item.refresh_from_db()
    assert str(item.charged_amount) == "14.90"
    _work()
    item.refresh_from_db()
    assert (str(item.charged_amount), str(item.refunded_amount)) == ("0.00", "14.90")
    asked = [payload for kind, payload in platform.asked if kind == "TRANSACTION_REFUND_REQUESTED"]
    assert [each["action"]["amount"] for each in asked] == [14.9]
    assert Order.objects.get().charge_status == "NONE"


def test_an_app_that_fails_is_asked_again_and_finally_given_up(platform: FakePlatform) -> None:
    town = market()
    new_order(town, town.line("A-1"))
    _work()
    platform.answers["TRANSACTION_REFUND_REQUESTED"] = ConnectionError("down")
    ask(REQUEST, {"id": _id(TransactionItem.objects.get()), "action": "REFUND"}, by=APP)
    _work(4)
    assert OutboxEvent.objects.get().attempts == 4
    assert not TransactionEvent.objects.filter(type="REFUND_FAILURE").exists()
    _work(9)
    assert not OutboxEvent.objects.exists()
    failure = TransactionEvent.objects.get(type="REFUND_FAILURE")
    assert failure.message == "Failed to delivery request."
    assert str(TransactionItem.objects.get().charged_amount) == "14.90"


def test_an_action_that_nobody_answers_is_refused() -> None:
    town = market()
    new_order(town, town.line("A-1"))
    answer = ask(REQUEST, {"id": _id(TransactionItem.objects.get()), "action": "CANCEL"}, by=APP)
    assert answer["errors"] == [{"code": "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK"}]
    assert not TransactionEvent.objects.filter(type="CANCEL_REQUEST").exists()


def _granted(order: dict[str, Any], **values: Any) -> dict[str, Any]:
    values = {"transactionId": order["transactions"][0]["id"], **values}
    answer: dict[str, Any] = ask(GRANT, {"id": order["id"], "input": values}, by=APP)
    return answer


def test_a_granted_refund_is_paid_once_and_follows_its_request(platform: FakePlatform) -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2))
    lines = [{"id": order["lines"][0]["id"], "quantity": 1}]
    granted = _granted(order, lines=lines, grantRefundForShipping=True)["grantedRefund"]
    assert (granted["amount"]["amount"], granted["status"]) == (14.9, "NONE")
    assert ask(PAY_BACK, {"id": granted["id"]}, by=APP)["errors"] == []
    assert ask(PAY_BACK, {"id": granted["id"]}, by=APP)["errors"][0]["code"] == "REFUND_IS_PENDING"
    _work()
    assert OrderGrantedRefund.objects.get().status == "SUCCESS"
    assert ask(PAY_BACK, {"id": granted["id"]}, by=APP)["errors"][0]["code"] == "REFUND_ALREADY_PROCESSED"
    assert Order.objects.get().charge_status == "FULL"
    (payload,) = [payload for kind, payload in platform.asked if kind == "TRANSACTION_REFUND_REQUESTED"]
    assert payload["grantedRefund"]["lines"][0]["quantity"] == 1


def test_a_granted_refund_whose_payment_fails_can_be_asked_again(platform: FakePlatform) -> None:
    town = market()
    order = new_order(town, town.line("A-1"))
    granted = _granted(order, amount="3.00")["grantedRefund"]
    platform.answers["TRANSACTION_REFUND_REQUESTED"] = {"result": "REFUND_FAILURE", "message": "no money"}
    ask(PAY_BACK, {"id": granted["id"]}, by=APP)
    _work()
    assert OrderGrantedRefund.objects.get().status == "FAILURE"
    del platform.answers["TRANSACTION_REFUND_REQUESTED"]
    assert ask(PAY_BACK, {"id": granted["id"]}, by=APP)["errors"] == []
    _work()
    assert OrderGrantedRefund.objects.get().status == "SUCCESS"
    assert str(TransactionItem.objects.get().refunded_amount) == "3.00"


def test_no_more_is_granted_than_was_bought_or_paid() -> None:
    town = market()
    order, other = new_order(town, town.line("A-1", 2)), new_order(town, town.line("A-1"))
    line = order["lines"][0]["id"]
    assert _granted(order, lines=[{"id": line, "quantity": 2}])["errors"] == []
    refused = _granted(order, lines=[{"id": line, "quantity": 1}])["errors"][0]
    assert refused["lines"] == [{"field": "quantity", "code": "QUANTITY_GREATER_THAN_AVAILABLE", "lineId": line}]
    foreign = _granted(order, lines=[{"id": other["lines"][0]["id"], "quantity": 1}])["errors"][0]
    assert foreign["lines"][0]["code"] == "NOT_FOUND"
    assert _granted(order, amount="999.00")["errors"][0]["code"] == "AMOUNT_GREATER_THAN_AVAILABLE"
    assert len(_granted(order)["errors"]) == 3
    stranger = _granted(order, transactionId=other["transactions"][0]["id"], amount="1.00")["errors"][0]
    assert (stranger["field"], stranger["code"]) == ("transactionId", "NOT_FOUND")
    assert OrderGrantedRefund.objects.count() == 1
