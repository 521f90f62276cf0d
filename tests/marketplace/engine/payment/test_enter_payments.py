"""An App or staff state what a payment is that no session made."""

from typing import Any

import pytest

from marketplace.engine.models import Order, TransactionEvent, TransactionItem, User
from marketplace.engine.rules.event import APP_PERMISSIONS
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import Market, market
from tests.marketplace.engine.platform import APP, FakePlatform, ask, run
from tests.marketplace.engine.shopping import new_checkout, new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

OTHER = Requestor(kind="app", app_identifier="till", permissions=APP_PERMISSIONS)
CREATE = """mutation Enter($id: ID!, $transaction: TransactionCreateInput!, $event: TransactionEventInput) {
  transactionCreate(id: $id, transaction: $transaction, transactionEvent: $event) {
    transaction { id name pspReference actions externalUrl authorizedAmount { amount } chargedAmount { amount }
      refundedAmount { amount } canceledAmount { amount } events { type message amount { amount } } }
    errors { field message code } } }"""
UPDATE = """mutation State($id: ID, $token: UUID, $transaction: TransactionUpdateInput, $event: TransactionEventInput) {
  transactionUpdate(id: $id, token: $token, transaction: $transaction, transactionEvent: $event) {
    transaction { name chargedAmount { amount } refundedAmount { amount } authorizedAmount { amount }
      events { type amount { amount } } }
    errors { field message code } } }"""
REPORT = """mutation Report($id: ID!) {
  transactionEventReport(id: $id, type: CHARGE_SUCCESS, amount: "1", pspReference: "x") { errors { code } } }"""


def _money(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def _unpaid(town: Market, platform: FakePlatform) -> Order:
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "a", "result": "AUTHORIZATION_SUCCESS"}
    new_order(town, town.line("A-1"))
    return Order.objects.get()


def _enter(order: Order, by: Requestor = OTHER, **transaction: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(CREATE, {"id": global_id("Order", order.pk), "transaction": transaction}, by=by)
    return answer


def test_a_payment_that_an_app_enters_pays_the_order(platform: FakePlatform) -> None:
    order = _unpaid(market(), platform)
    made = _enter(
        order,
        name="Kasse",
        pspReference="K-1",
        availableActions=["REFUND"],
        amountCharged=_money("14.90"),
        externalUrl="https://till.example/1",
        metadata=[{"key": "till", "value": "1"}],
    )
    assert made["errors"] == []
    item = made["transaction"]
    assert (item["name"], item["pspReference"], item["actions"]) == ("Kasse", "K-1", ["REFUND"])
    assert item["chargedAmount"] == {"amount": 14.9}
    manual = {"type": "CHARGE_SUCCESS", "message": "Manual adjustment of the transaction.", "amount": {"amount": 14.9}}
    assert item["events"] == [manual]
    order.refresh_from_db()
    assert order.charge_status == "FULL"
    stored = TransactionItem.objects.get(psp_reference="K-1")
    assert (stored.app_identifier, stored.metadata) == ("till", {"till": "1"})


def test_lower_sums_leave_an_event_with_the_difference(platform: FakePlatform) -> None:
    order = _unpaid(market(), platform)
    made = _enter(order, amountAuthorized=_money("20"), amountCharged=_money("14.90"))["transaction"]
    update = {"amountAuthorized": _money("5"), "amountCharged": _money("4.90"), "amountRefunded": _money("10")}
    note = {"message": "Nachgezählt", "pspReference": "n-1"}
    changed = ask(UPDATE, {"id": made["id"], "transaction": update, "event": note}, by=OTHER)["transaction"]
    assert [changed[f"{name}Amount"]["amount"] for name in ("authorized", "charged", "refunded")] == [5, 4.9, 10]
    assert [(each["type"], each["amount"]["amount"]) for each in changed["events"]] == [
        ("INFO", 0),
        ("REFUND_SUCCESS", 10),
        ("CHARGE_SUCCESS", -10),
        ("AUTHORIZATION_ADJUSTMENT", 5),
        ("CHARGE_SUCCESS", 14.9),
        ("AUTHORIZATION_SUCCESS", 20),
    ]
    order.refresh_from_db()
    assert (order.charge_status, str(order.total_charged_amount)) == ("PARTIAL", "4.90")


@pytest.mark.parametrize(
    ("transaction", "field", "code"),
    [
        ({"amountCharged": _money("1", "USD")}, "amountCharged", "INCORRECT_CURRENCY"),
        ({"metadata": [{"key": " ", "value": "1"}]}, "transaction", "METADATA_KEY_REQUIRED"),
        ({"externalUrl": "nowhere"}, "transaction", "INVALID"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    platform: FakePlatform, transaction: dict[str, Any], field: str, code: str
) -> None:
    order = _unpaid(market(), platform)
    answer = _enter(order, **transaction)
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [(field, code)]
    assert TransactionItem.objects.count() == 1


def test_only_orders_and_checkouts_are_paid(platform: FakePlatform) -> None:
    town = market()
    entered = ask(CREATE, {"id": new_checkout(town, town.line("A-1"))["id"], "transaction": {}}, by=OTHER)
    assert entered["errors"] == []
    foreign = ask(CREATE, {"id": town.variant_id("A-1"), "transaction": {}}, by=OTHER)["errors"]
    assert [(each["field"], each["code"]) for each in foreign] == [("id", "NOT_FOUND")]


def test_a_transaction_belongs_to_whoever_made_it(platform: FakePlatform) -> None:
    order = _unpaid(market(), platform)
    mine = _enter(order, pspReference="K-1")["transaction"]["id"]
    for document in (UPDATE, REPORT):
        answer = run(
            document, {"id": mine, "transaction": {"name": "x"}} if document == UPDATE else {"id": mine}, by=APP
        )
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    theirs = global_id("TransactionItem", TransactionItem.objects.exclude(psp_reference="K-1").get().pk)
    assert "errors" in run(REPORT, {"id": theirs}, by=OTHER)
    clerk = User.objects.create(email="clerk@example.com", is_staff=True)
    staff = Requestor(kind="user", user_id=global_id("User", clerk.pk), is_staff=True, permissions=APP_PERMISSIONS)
    assert "errors" in run(UPDATE, {"id": mine, "transaction": {"name": "x"}}, by=staff)
    own = _enter(order, by=staff, name="Bar")["transaction"]["id"]
    assert ask(UPDATE, {"id": own, "transaction": {"name": "Bar bezahlt"}}, by=staff)["errors"] == []
    assert TransactionItem.objects.get(user=clerk).name == "Bar bezahlt"
    assert not TransactionEvent.objects.filter(psp_reference="x").exists()


def test_a_reference_names_one_transaction(platform: FakePlatform) -> None:
    order = _unpaid(market(), platform)
    _enter(order, pspReference="K-1")
    second = _enter(order, pspReference="K-2")["transaction"]["id"]
    answer = ask(UPDATE, {"id": second, "transaction": {"pspReference": "K-1"}}, by=OTHER)
    assert [(each["field"], each["code"]) for each in answer["errors"]] == [("transaction", "UNIQUE")]


def test_the_app_of_another_transaction_is_not_asked_for_its_money(platform: FakePlatform) -> None:
    order = _unpaid(market(), platform)
    mine = _enter(order, amountCharged=_money("14.90"))["transaction"]["id"]
    document = """mutation R($id: ID!) { transactionRequestAction(id: $id, actionType: REFUND) { errors { code } } }"""
    answer = ask(document, {"id": mine}, by=OTHER)
    assert answer["errors"] == [{"code": "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK"}]
    assert platform.asked[-1][0] == "TRANSACTION_INITIALIZE_SESSION"
