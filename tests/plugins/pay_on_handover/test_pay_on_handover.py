"""Pay when the goods change hands: through the protocol, and once through the whole market."""

from decimal import Decimal

import pytest

from marketplace.money import Money
from marketplace.orders.extensions import (
    Captures,
    PaymentAction,
    PaymentRequest,
    PaymentResult,
    PaymentSession,
    payment_gateways,
)
from plugins.pay_on_handover.rules import GUEST_LIMIT, refusal_code
from tests.factories.orders import MONDAY

GATEWAY = payment_gateways["pay_on_handover"]


@pytest.mark.parametrize(
    ("total", "signed_in", "expected"),
    [
        (GUEST_LIMIT, False, None),
        (GUEST_LIMIT + Decimal("0.01"), False, "TOO_MUCH_FOR_A_GUEST"),
        (GUEST_LIMIT * 10, True, None),
    ],
)
def test_guests_order_up_to_a_limit(total, signed_in, expected):
    assert refusal_code(total, signed_in=signed_in) == expected


def test_a_refusal_says_the_limit():
    refusal = GATEWAY.offered(PaymentRequest(total=Money(Decimal(500))))
    assert refusal.code == "TOO_MUCH_FOR_A_GUEST"
    assert "300" in refusal.message


def test_a_promise_now_and_the_money_at_the_hand_over():
    amount = Money(Decimal("24.00"))
    session = PaymentSession(
        reference="T1", checkout_id="C1", amount=amount, request=PaymentRequest(total=amount), now=MONDAY
    )
    answer = GATEWAY.initialize(session)
    assert (answer.result, answer.psp_reference) == (PaymentResult.AUTHORIZED, "pay_on_handover-T1")
    assert GATEWAY.process(session) == answer
    assert GATEWAY.captures == Captures.AT_HAND_OVER
    assert "24,00 €" in GATEWAY.instruction(amount)


@pytest.mark.parametrize("act", ["capture", "cancel", "refund"])
def test_whoever_stands_at_the_counter_is_believed_once(act):
    action = PaymentAction(
        reference="abc", psp_reference="p", amount=Money(Decimal(1)), order_number="26-000001-A", now=MONDAY
    )
    answers = [getattr(GATEWAY, act)(action) for _ in range(2)]
    assert {(answer.result, answer.psp_reference) for answer in answers} == {(PaymentResult.DONE, "abc")}
