"""The shopper pays through the payment app."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import TransactionEvent, TransactionItem
from tests.factories.engine_market import market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import APP, FakePlatform, ask, run
from tests.marketplace.engine.shopping import GATEWAY, new_checkout, paid, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

INITIALIZE = """mutation Initialize($id: ID!, $gw: PaymentGatewayToInitialize!, $key: String, $amount: PositiveDecimal,
  $action: TransactionFlowStrategyEnum) {
  transactionInitialize(id: $id, paymentGateway: $gw, idempotencyKey: $key, amount: $amount, action: $action) {
    transaction { id authorizedAmount { amount } chargedAmount { amount } chargePendingAmount { amount } pspReference }
    transactionEvent { type message amount { amount } } data errors { field code message } } }"""
PROCESS = """mutation Process($id: ID!) { transactionProcess(id: $id) {
  transaction { chargedAmount { amount } } transactionEvent { type } errors { field code } } }"""
STATUS = "query Status($id: ID!) { checkout(id: $id) { id authorizeStatus chargeStatus totalBalance { amount } } }"


def _pay(checkout: dict[str, Any], by: Any = APP, **variables: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(INITIALIZE, {"id": checkout["id"], "gw": GATEWAY, **variables}, by=by)
    return answer


def test_what_remains_is_paid_by_default(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    assert _pay(checkout, amount="4.90")["transaction"]["chargedAmount"]["amount"] == 4.9
    partly = ask(STATUS, {"id": checkout["id"]})
    assert (partly["chargeStatus"], partly["totalBalance"]["amount"]) == ("PARTIAL", -10.0)
    assert _pay(checkout)["transaction"]["chargedAmount"]["amount"] == 10.0
    assert ask(STATUS, {"id": checkout["id"]})["chargeStatus"] == "FULL"
    assert platform.asked[-1][1]["action"] == {"amount": 10.0, "currency": "EUR", "actionType": "CHARGE"}


def test_the_same_key_is_the_same_payment() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    first, again = paid(checkout, key="once"), paid(checkout, key="once")
    assert first["id"] == again["id"]
    assert TransactionItem.objects.count() == 1


def test_a_repeated_answer_of_the_app_counts_once(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "p", "result": "CHARGE_SUCCESS"}
    paid(checkout, key="once")
    assert paid(checkout, key="once")["chargedAmount"]["amount"] == 14.9
    assert TransactionEvent.objects.filter(type="CHARGE_SUCCESS").count() == 1


def test_a_key_that_another_checkout_used_is_refused() -> None:
    town = market()
    one, other = (with_delivery(new_checkout(town, town.line("A-1"))) for _ in range(2))
    paid(one, key="once")
    refused = _pay(other, key="once")["errors"][0]
    assert (refused["code"], refused["field"]) == ("UNIQUE", "idempotencyKey")
    assert _pay(one, key="")["errors"][0]["code"] == "INVALID"


def test_only_the_app_chooses_between_charging_and_authorizing(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    refused = run(INITIALIZE, {"id": checkout["id"], "gw": GATEWAY, "action": "AUTHORIZATION"})
    assert refused["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "p", "result": "AUTHORIZATION_SUCCESS"}
    held = _pay(checkout, action="AUTHORIZATION")["transaction"]
    assert (held["authorizedAmount"]["amount"], held["chargedAmount"]["amount"]) == (14.9, 0.0)
    status = ask(STATUS, {"id": checkout["id"]})
    assert (status["authorizeStatus"], status["chargeStatus"]) == ("FULL", "NONE")


def test_money_on_its_way_covers_the_checkout(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "p", "result": "CHARGE_REQUEST"}
    assert _pay(checkout)["transaction"]["chargePendingAmount"]["amount"] == 14.9
    assert ask(STATUS, {"id": checkout["id"]})["authorizeStatus"] == "FULL"


def test_a_session_goes_on_until_it_ends(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    begun = ask(documents.INITIALIZE, {"id": checkout["id"], "gw": {**GATEWAY, "data": {"payment_method": "card"}}})
    assert begun["transactionEvent"]["type"] == "CHARGE_ACTION_REQUIRED"
    variables = {"id": begun["transaction"]["id"]}
    assert ask(PROCESS, variables)["transactionEvent"]["type"] == "CHARGE_SUCCESS"
    asked = len(platform.asked)
    assert ask(PROCESS, variables)["transaction"]["chargedAmount"]["amount"] == 14.9
    assert len(platform.asked) == asked


@pytest.mark.parametrize(
    "answer",
    [
        {"result": "CHARGE_SUCCESS"},
        {"pspReference": "p", "result": "PAID"},
        {"pspReference": "p", "result": "REFUND_SUCCESS"},
        {"pspReference": "p", "result": "CHARGE_SUCCESS", "amount": "much"},
        {"pspReference": "p", "result": "CHARGE_SUCCESS", "amount": -1},
        {"pspReference": "p", "result": "CHARGE_SUCCESS", "time": "noon"},
        ["CHARGE_SUCCESS"],
        {},
    ],
)
def test_an_answer_that_cannot_be_used_is_a_failure_on_record(platform: FakePlatform, answer: Any) -> None:
    town = market()
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = answer
    step = _pay(with_delivery(new_checkout(town, town.line("A-1"))))
    assert step["errors"] == []
    assert step["transactionEvent"]["type"] == "CHARGE_FAILURE"
    assert step["transactionEvent"]["message"]
    assert TransactionItem.objects.get().charged_amount == 0


def test_unknown_gateways_and_sources_are_refused() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    assert _pay(checkout, gw={"id": "someone.else"})["errors"][0]["field"] == "paymentGateway"
    assert _pay({"id": town.variant_id("A-1")})["errors"][0]["code"] == "INVALID"
    unknown = "Q2hlY2tvdXQ6NDdhZGY5OTItN2ZkMC00N2JjLWE5ZTUtZDMxMjVkYTBkYTI1"
    assert _pay({"id": unknown})["errors"][0]["code"] == "NOT_FOUND"


def test_paying_takes_few_statements() -> None:
    town = market({f"G-{at}": ("3.00", {"vendor-a": 9}) for at in range(6)})
    counts = []
    for skus in (["G-0", "G-1", "G-2"], [f"G-{at}" for at in range(6)]):
        checkout = with_delivery(new_checkout(town, *[town.line(sku) for sku in skus]))
        with CaptureQueriesContext(connection) as statements:
            paid(checkout)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 26
