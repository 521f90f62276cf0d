"""The engine asks what a payment gateway says: answers in Saleor's form, from the gateway that is meant."""

from decimal import Decimal

import pytest

from marketplace.orders.extensions import Captures, PaymentResult
from marketplace.orders.models import Deviation, PaymentAttempt, Placement, Purchase
from marketplace.orders.services.sessions import (
    answer_action,
    answer_gateway_initialize,
    answer_initialize,
    answer_process,
)
from tests.factories.accounts import make_person
from tests.factories.orders import MONDAY, make_purchase

pytestmark = pytest.mark.django_db


def question(*, amount=24.0, data=None, transaction="T1", kind="AUTHORIZATION"):
    return {
        "data": {"method": "fake"} if data is None else data,
        "action": {"amount": amount, "currency": "EUR", "actionType": kind},
        "transaction": {"id": transaction},
        "sourceObject": {
            "__typename": "Checkout",
            "id": "C1",
            "email": "erika@example.org",
            "totalPrice": {"gross": {"amount": amount, "currency": "EUR"}},
        },
    }


def test_ways_to_pay_with_reasons(gateway):
    few = answer_gateway_initialize({**question(), "amount": 24.0})
    assert few == {"data": {"methods": [{"code": "fake", "label": "Probe", "note": "", "refusal": None}]}}
    much = answer_gateway_initialize({**question(), "amount": 2000.0})
    assert much["data"]["methods"][0]["refusal"] == {"code": "TOO_MUCH", "message": "zu viel"}


def test_a_promise(gateway):
    answer = answer_initialize(question(), now=MONDAY)
    assert answer == {
        "pspReference": "psp-T1",
        "result": "AUTHORIZATION_SUCCESS",
        "amount": "24.0",
        "message": "",
        "actions": ["CHARGE", "CANCEL"],
        "data": {},
    }
    attempt = PaymentAttempt.objects.get()
    assert (attempt.transaction_id, attempt.method, attempt.result) == ("T1", "fake", "AUTHORIZED")
    assert attempt.amount == Decimal(24)


@pytest.mark.parametrize(
    ("captures", "result", "expected"),
    [
        (Captures.AT_ORDER, PaymentResult.CHARGED, "CHARGE_SUCCESS"),
        (Captures.AT_ORDER, PaymentResult.PENDING, "CHARGE_REQUEST"),
        (Captures.AT_ORDER, PaymentResult.ACTION_REQUIRED, "CHARGE_ACTION_REQUIRED"),
        (Captures.AT_HAND_OVER, PaymentResult.ACTION_REQUIRED, "AUTHORIZATION_ACTION_REQUIRED"),
        (Captures.AT_HAND_OVER, PaymentResult.FAILED, "AUTHORIZATION_FAILURE"),
    ],
)
def test_results_in_saleors_words(captures, result, expected, gateway):
    gateway.captures, gateway.answers = captures, [result]
    assert answer_initialize(question(), now=MONDAY)["result"] == expected


@pytest.mark.parametrize("data", [{}, {"method": "gold"}, {"method": None}])
def test_an_unknown_gateway_fails_in_the_asked_flow(data, gateway):
    answer = answer_initialize(question(data=data, kind="CHARGE"), now=MONDAY)
    assert answer["result"] == "CHARGE_FAILURE"
    assert not PaymentAttempt.objects.exists()


def test_a_gateway_refuses_here_too(gateway):
    answer = answer_initialize(question(amount=2000.0), now=MONDAY)
    assert (answer["result"], answer["message"]) == ("AUTHORIZATION_FAILURE", "zu viel")


def test_the_payer_is_who_pressed_the_button_else_the_account(gateway, monkeypatch):
    seen = []
    monkeypatch.setattr(gateway, "offered", lambda request: seen.append(request.person))
    person, clicker = make_person(), make_person()
    asked = question()
    asked["sourceObject"]["user"] = {"id": person.saleor_user_id}
    answer_initialize(question(), now=MONDAY)
    answer_initialize(asked, now=MONDAY)
    Placement.objects.create(
        checkout_id="C1", payment_method="fake", person=clicker, language="de", lease_until=MONDAY, created_at=MONDAY
    )
    answer_initialize(question(), now=MONDAY)
    assert seen == [None, person, clicker]


def test_the_second_step(gateway):
    gateway.answers = [PaymentResult.ACTION_REQUIRED]
    answer_initialize(question(), now=MONDAY)
    assert answer_process(question(data={"code": 1}), now=MONDAY)["result"] == "AUTHORIZATION_SUCCESS"
    assert PaymentAttempt.objects.get().result == "AUTHORIZED"
    assert answer_process(question(transaction="T9"), now=MONDAY)["result"] == "AUTHORIZATION_FAILURE"


@pytest.mark.parametrize(("kind", "moved"), [("REFUND", "refund"), ("CHARGE", "capture"), ("CANCEL", "cancel")])
def test_somebody_acts_past_the_market(kind, moved, gateway):
    purchase = make_purchase(total=Decimal(24))
    payload = {
        "action": {"actionType": kind, "amount": 5.0, "currency": "EUR"},
        "transaction": {"id": purchase.transaction_id},
    }
    for _ in range(2):
        answer = answer_action(payload, now=MONDAY)
        assert (answer["result"], answer["amount"]) == (f"{kind}_SUCCESS", "5.0")
    assert gateway.moved(moved) == Decimal(5)
    assert Deviation.objects.get().code == f"{kind}_OUTSIDE"


def test_money_of_an_unknown_transaction_does_not_move(gateway):
    payload = {"action": {"actionType": "REFUND", "amount": 5.0, "currency": "EUR"}, "transaction": {"id": "T1"}}
    assert answer_action(payload, now=MONDAY)["result"] == "REFUND_FAILURE"
    assert gateway.done == {}
    assert not Purchase.objects.exists()
