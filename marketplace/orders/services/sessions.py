"""Answers the engine's questions about money: it asks the platform's App, the App asks the gateway.

The payloads are those of `saleor/documents/events/`, the answers Saleor's
(https://docs.saleor.io/developer/extending/webhooks/synchronous-events/transaction). Which of our gateways is meant
travels in `data.method` of a session, later in the attempt that the session left here.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from marketplace.money import Money
from marketplace.orders.extensions import (
    Captures,
    PaymentAction,
    PaymentAnswer,
    PaymentGateway,
    PaymentRequest,
    PaymentResult,
    PaymentSession,
    payment_gateways,
)
from marketplace.orders.models import PaymentAttempt, Purchase
from marketplace.orders.selectors.payments import payer_of, refusal_of
from marketplace.orders.services.deviations import flag

# Saleor's word for what may be asked of a session of this result next.
_ACTIONS = {PaymentResult.AUTHORIZED: ["CHARGE", "CANCEL"], PaymentResult.CHARGED: ["REFUND"]}


def answer_gateway_initialize(payload: dict[str, Any]) -> dict[str, Any]:
    """PAYMENT_GATEWAY_INITIALIZE_SESSION: the ways to pay this checkout, with the reason where one is not possible."""
    source = payload["sourceObject"]
    total = source.get("totalPrice") or source["total"]
    request = _request(source, Money(_amount(payload["amount"]), total["gross"]["currency"]))
    return {"data": {"methods": [_offer(gateway, request) for gateway in payment_gateways]}}


def answer_initialize(payload: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """TRANSACTION_INITIALIZE_SESSION: ask the gateway named in `data.method`, if this payer may use it."""
    gateway = payment_gateways.get(str((payload["data"] or {}).get("method", "")))
    session = _session(payload, now=now)
    if gateway is None:
        return _failure(payload, _("Diese Zahlungsart gibt es nicht."))
    refusal = refusal_of(gateway, session.request)
    if refusal is not None:
        return _failure(payload, refusal.message)
    return _settle(gateway, session, gateway.initialize(session))


def answer_process(payload: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """TRANSACTION_PROCESS_SESSION: the shopper did what the gateway asked for."""
    attempt = PaymentAttempt.objects.filter(transaction_id=payload["transaction"]["id"]).first()
    gateway = payment_gateways.get(attempt.method) if attempt else None
    if attempt is None or gateway is None:
        return _failure(payload, _("Diese Zahlung ist nicht bekannt."))
    session = _session(payload, now=now, psp_reference=attempt.psp_reference)
    return _settle(gateway, session, gateway.process(session))


def answer_action(payload: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """TRANSACTION_CHARGE_REQUESTED, _REFUND_REQUESTED, _CANCELATION_REQUESTED: somebody acts past the market (Saleor's
    Dashboard).

    The market itself never asks this way, so money that moves here belongs to no vendor order: the gateway does it,
    and the operator is told to say whose it is.
    """
    kind = payload["action"]["actionType"]
    transaction_id = payload["transaction"]["id"]
    purchase = Purchase.objects.filter(transaction_id=transaction_id).first()
    gateway = payment_gateways.get(purchase.payment_method) if purchase else None
    if purchase is None or gateway is None:
        return {"result": f"{kind}_FAILURE", "message": _("Diese Zahlung ist nicht bekannt.")}
    # Saleor names no event here: without a granted refund two equal wishes cannot be told from one asked twice.
    granted = (payload.get("grantedRefund") or {}).get("id", "")
    reference = f"{transaction_id}:{kind}:{payload['action']['amount']}:{granted}"
    action = PaymentAction(
        reference=reference,
        psp_reference=purchase.psp_reference,
        amount=Money(_amount(payload["action"]["amount"]), purchase.currency),
        order_number=purchase.number,
        now=now,
    )
    ask = {"CHARGE": gateway.capture, "REFUND": gateway.refund, "CANCEL": gateway.cancel}
    answer = ask[kind](action)
    flag(purchase, f"{kind}_OUTSIDE", now=now, amount=str(action.amount.amount))
    return _action_answer(kind, answer, action)


def _offer(gateway: PaymentGateway, request: PaymentRequest) -> dict[str, Any]:
    refusal = refusal_of(gateway, request)
    return {
        "code": gateway.code,
        "label": str(gateway.label),
        "note": str(gateway.note),
        "refusal": None if refusal is None else {"code": refusal.code, "message": refusal.message},
    }


def _session(payload: Mapping[str, Any], *, now: datetime, psp_reference: str = "") -> PaymentSession:
    action, source = payload["action"], payload["sourceObject"]
    amount = Money(_amount(action["amount"]), action["currency"])
    return PaymentSession(
        reference=payload["transaction"]["id"],
        checkout_id=source["id"],
        amount=amount,
        request=_request(source, amount),
        now=now,
        data=payload["data"] or {},
        psp_reference=psp_reference,
    )


def _request(source: Mapping[str, Any], amount: Money) -> PaymentRequest:
    payer = payer_of(source["id"], user_id=(source.get("user") or {}).get("id"))
    return PaymentRequest(total=amount, person=payer.person, email=source.get("email") or "", vendors=payer.vendors)


def _settle(gateway: PaymentGateway, session: PaymentSession, answer: PaymentAnswer) -> dict[str, Any]:
    amount = answer.amount or session.amount
    psp_reference = answer.psp_reference or session.psp_reference or session.reference
    attempt = PaymentAttempt(
        transaction_id=session.reference,
        checkout_id=session.checkout_id,
        method=gateway.code,
        amount=amount.amount,
        currency=amount.currency,
        result=answer.result,
        psp_reference=psp_reference,
        message=answer.message[:500],
        created_at=session.now,
        changed_at=session.now,
    )
    changing = ["method", "amount", "currency", "result", "psp_reference", "message", "changed_at"]
    PaymentAttempt.objects.bulk_create(
        [attempt], update_conflicts=True, unique_fields=["transaction_id"], update_fields=changing
    )
    return {
        "pspReference": psp_reference,
        "result": _saleor_result(gateway, answer.result),
        "amount": str(amount.amount),
        "message": answer.message,
        "actions": _ACTIONS.get(answer.result, []),
        "data": dict(answer.data),
    }


def _saleor_result(gateway: PaymentGateway, result: PaymentResult) -> str:
    if result == PaymentResult.AUTHORIZED:
        return "AUTHORIZATION_SUCCESS"
    if result == PaymentResult.CHARGED:
        return "CHARGE_SUCCESS"
    flow = "CHARGE" if gateway.captures == Captures.AT_ORDER else "AUTHORIZATION"
    endings = {PaymentResult.ACTION_REQUIRED: "ACTION_REQUIRED", PaymentResult.PENDING: "REQUEST"}
    return f"{flow}_{endings.get(result, 'FAILURE')}"


def _action_answer(kind: str, answer: PaymentAnswer, action: PaymentAction) -> dict[str, Any]:
    said: dict[str, Any] = {"pspReference": answer.psp_reference or action.reference, "message": answer.message}
    if answer.result != PaymentResult.PENDING:
        ending = "FAILURE" if answer.result == PaymentResult.FAILED else "SUCCESS"
        said |= {"result": f"{kind}_{ending}", "amount": str(action.amount.amount)}
    return said


def _failure(payload: Mapping[str, Any], message: str) -> dict[str, Any]:
    action = payload["action"]
    return {"result": f"{action['actionType']}_FAILURE", "amount": str(action["amount"]), "message": message}


def _amount(value: object) -> Decimal:
    return Decimal(str(value))
