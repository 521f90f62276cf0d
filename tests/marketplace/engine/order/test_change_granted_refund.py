"""A promise of money is changed until it is paid."""

from typing import Any

import pytest

from marketplace.engine.models import Order, OrderGrantedRefund
from tests.factories.engine_market import market
from tests.marketplace.engine.platform import APP, FakePlatform, ask
from tests.marketplace.engine.shopping import new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

GRANT = """mutation Grant($id: ID!, $input: OrderGrantRefundCreateInput!) {
  orderGrantRefundCreate(id: $id, input: $input) {
  grantedRefund { id amount { amount } status lines { id quantity } } errors { field code lines { code lineId } } } }"""
CHANGE = """mutation Change($id: ID!, $input: OrderGrantRefundUpdateInput!) {
  orderGrantRefundUpdate(id: $id, input: $input) {
  order { totalGrantedRefund { amount } totalRemainingGrant { amount } totalRefundPending { amount } chargeStatus }
  grantedRefund { id amount { amount } reason shippingCostsIncluded lines { quantity reason } }
  errors { field code message addLines { field code lineId } removeLines { code lineId } } } }"""
PAY_BACK = """mutation PayBack($id: ID!) { transactionRequestRefundForGrantedRefund(grantedRefundId: $id) {
  transaction { id } errors { field code } } }"""


@pytest.fixture
def order() -> dict[str, Any]:
    """3 x 10.00 and 1 x 20.00 and 4.90 for the way, charged."""
    town = market()
    return new_order(town, town.line("A-1", 3), town.line("B-1"))


def _grant(order: dict[str, Any], **wish: Any) -> dict[str, Any]:
    wish = {"transactionId": order["transactions"][0]["id"], **wish}
    made = ask(GRANT, {"id": order["id"], "input": wish}, by=APP)
    assert made["errors"] == []
    refund: dict[str, Any] = made["grantedRefund"]
    return refund


def _line(order: dict[str, Any], at: int, quantity: int, **more: Any) -> dict[str, Any]:
    return {"id": order["lines"][at]["id"], "quantity": quantity, **more}


def test_lines_come_and_go_and_the_amount_follows(order: dict[str, Any]) -> None:
    refund = _grant(order, lines=[_line(order, 0, 2)])
    wish = {
        "addLines": [_line(order, 1, 1, reason="zerbrochen")],
        "removeLines": [refund["lines"][0]["id"]],
        "grantRefundForShipping": True,
    }
    changed = ask(CHANGE, {"id": refund["id"], "input": wish}, by=APP)
    assert changed["errors"] == []
    assert changed["grantedRefund"]["amount"] == {"amount": 24.9}
    assert changed["grantedRefund"]["lines"] == [{"quantity": 1, "reason": "zerbrochen"}]
    assert changed["order"]["totalGrantedRefund"] == changed["order"]["totalRemainingGrant"] == {"amount": 24.9}
    assert changed["order"]["chargeStatus"] == "OVERCHARGED"


def test_what_is_taken_out_may_be_put_in_again(order: dict[str, Any]) -> None:
    refund = _grant(order, lines=[_line(order, 0, 3)])
    wish = {"addLines": [_line(order, 0, 3)], "removeLines": [refund["lines"][0]["id"]]}
    assert ask(CHANGE, {"id": refund["id"], "input": wish}, by=APP)["grantedRefund"]["amount"] == {"amount": 30}
    too_much = ask(CHANGE, {"id": refund["id"], "input": {"addLines": [_line(order, 0, 1)]}}, by=APP)["errors"]
    assert too_much[0]["addLines"][0]["code"] == "QUANTITY_GREATER_THAN_AVAILABLE"


def test_all_that_is_wrong_is_told_at_once(order: dict[str, Any]) -> None:
    first = _grant(order, grantRefundForShipping=True)
    refund = _grant(order, amount="5")
    wish = {
        "amount": "1000",
        "addLines": [{"id": "bm9uc2Vuc2U=", "quantity": 1}],
        "removeLines": ["T3JkZXJHcmFudGVkUmVmdW5kTGluZTo5OTk="],
        "grantRefundForShipping": True,
    }
    errors = ask(CHANGE, {"id": refund["id"], "input": wish}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in errors] == [
        ("removeLines", "INVALID"),
        ("addLines", "INVALID"),
        ("grantRefundForShipping", "SHIPPING_COSTS_ALREADY_GRANTED"),
        ("amount", "AMOUNT_GREATER_THAN_AVAILABLE"),
    ]
    assert errors[0]["removeLines"][0]["code"] == "NOT_FOUND"
    assert errors[1]["addLines"][0]["code"] == "GRAPHQL_ERROR"
    assert OrderGrantedRefund.objects.count() == 2
    assert first["amount"] == {"amount": 4.9}


def test_nothing_at_all_and_less_than_nothing_are_refused(order: dict[str, Any]) -> None:
    refund = _grant(order, amount="5")
    nothing = ask(CHANGE, {"id": refund["id"], "input": {}}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in nothing] == [("input", "REQUIRED")]
    below = ask(CHANGE, {"id": refund["id"], "input": {"amount": "-1"}}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in below] == [("amount", "INVALID")]
    wish = {"transactionId": order["transactions"][0]["id"], "amount": "-1"}
    assert ask(GRANT, {"id": order["id"], "input": wish}, by=APP)["errors"][0]["code"] == "INVALID"


def test_once_asked_for_only_the_reason_changes(order: dict[str, Any]) -> None:
    refund = _grant(order, amount="5")
    assert ask(PAY_BACK, {"id": refund["id"]}, by=APP)["errors"] == []
    refused = ask(CHANGE, {"id": refund["id"], "input": {"amount": "6", "reason": "x"}}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in refused] == [("amount", "INVALID")]
    changed = ask(CHANGE, {"id": refund["id"], "input": {"reason": "Kulanz"}}, by=APP)
    assert changed["grantedRefund"]["reason"] == "Kulanz"


def test_two_promises_over_all_the_money_are_not_both_asked_for(order: dict[str, Any], platform: FakePlatform) -> None:
    first, second = _grant(order, amount="54.90"), _grant(order, amount="54.90")
    assert ask(PAY_BACK, {"id": first["id"]}, by=APP)["errors"] == []
    refused = ask(PAY_BACK, {"id": second["id"]}, by=APP)["errors"]
    assert refused == [{"field": "grantedRefundId", "code": "AMOUNT_GREATER_THAN_AVAILABLE"}]
    assert str(Order.objects.get().total_charged_amount) == "54.90"
