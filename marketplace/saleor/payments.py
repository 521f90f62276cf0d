"""Transactions: what a payment gateway did with a checkout's or an order's money, in Saleor's words.

The gateway's id is the App's id; which of our payment methods is meant travels in `data`.
https://docs.saleor.io/developer/payments/transactions
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.conf import settings

from marketplace.money import Money
from marketplace.saleor.client import APP, Caller, mutate
from marketplace.saleor.wire import given, money

Flow = Literal["AUTHORIZATION", "CHARGE"]
Action = Literal["CHARGE", "REFUND", "CANCEL"]


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """A payment and where its money stands. `actions`: what can be asked of the gateway now."""

    id: str
    name: str
    psp_reference: str
    actions: tuple[str, ...]
    authorized: Money
    charged: Money
    refunded: Money
    canceled: Money


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A step of a payment session: the transaction, Saleor's event type (`CHARGE_SUCCESS`,
    `AUTHORIZATION_SUCCESS`, `CHARGE_ACTION_REQUIRED`, `CHARGE_FAILURE` …) and the gateway's data for the page."""

    transaction: Transaction
    event_type: str
    message: str
    data: Any

    @property
    def succeeded(self) -> bool:
        return self.event_type in {"CHARGE_SUCCESS", "AUTHORIZATION_SUCCESS"}

    @property
    def action_required(self) -> bool:
        return self.event_type.endswith("_ACTION_REQUIRED")


@dataclass(frozen=True, kw_only=True)
class GrantedRefund:
    id: str
    amount: Money


def initialize_gateway(*, id: str, data: dict[str, Any], caller: Caller = APP) -> Any:
    """What a page needs to start paying for the checkout or order `id` (e.g. a publishable key).

    Raises SaleorRefused if the gateway refuses.
    """
    gateway = {"id": settings.SALEOR_APP_ID, "data": data}
    payload = mutate("payment_gateway_initialize", {"id": id, "paymentGateways": [gateway]}, caller=caller)
    return payload["gatewayConfigs"][0]["data"]


def initialize_transaction(
    *, id: str, data: dict[str, Any], idempotency_key: str, action: Flow | None = None, amount: Decimal | None = None
) -> Outcome:
    """Start a payment for the checkout or order `id`, for its whole open amount unless `amount` is given.

    The same idempotency key answers with the same transaction. A gateway that is down gives a `CHARGE_FAILURE`, no
    exception. Raises SaleorRefused (INVALID, NOT_FOUND, CHECKOUT_COMPLETION_IN_PROGRESS …).
    """
    variables = given(
        id=id,
        paymentGateway={"id": settings.SALEOR_APP_ID, "data": data},
        action=action,
        amount=None if amount is None else str(amount),
        idempotencyKey=idempotency_key,
    )
    return _outcome(mutate("transaction_initialize", variables))


def process_transaction(*, id: str, data: dict[str, Any]) -> Outcome:
    """Continue a payment after the shopper acted (3-D Secure …)."""
    return _outcome(mutate("transaction_process", {"id": id, "data": data}))


def report_event(
    *,
    transaction_id: str,
    type: str,
    amount: Decimal,
    psp_reference: str,
    message: str = "",
    available_actions: Sequence[Action] | None = None,
) -> bool:
    """Tell Saleor what happened at the gateway (`CHARGE_SUCCESS`, `REFUND_SUCCESS` …).

    False if Saleor knew it already: an event is its transaction, type and PSP reference, so reporting twice is safe.
    """
    variables = given(
        id=transaction_id,
        type=type,
        amount=str(amount),
        pspReference=psp_reference,
        message=message,
        availableActions=None if available_actions is None else list(available_actions),
    )
    return not mutate("transaction_event_report", variables)["alreadyProcessed"]


def request_action(*, transaction_id: str, action: Action, amount: Decimal | None = None) -> Transaction:
    """Ask the gateway to charge, refund or cancel; the money moves when its answer or report arrives."""
    variables = given(id=transaction_id, actionType=action, amount=None if amount is None else str(amount))
    return parse_transaction(mutate("transaction_request_action", variables)["transaction"])


def grant_refund(
    *, order_id: str, transaction_id: str, quantities: dict[str, int], reason: str, amount: Decimal | None = None
) -> GrantedRefund:
    """Write down that lines (quantities by order line id) shall be paid back; `request_granted_refund` does it.

    Raises SaleorRefused (AMOUNT_GREATER_THAN_AVAILABLE, QUANTITY_GREATER_THAN_AVAILABLE, NOT_FOUND …).
    """
    lines = [{"id": line_id, "quantity": quantity, "reason": reason} for line_id, quantity in quantities.items()]
    values = given(
        lines=lines or None,
        reason=reason,
        transactionId=transaction_id,
        amount=None if amount is None else str(amount),
    )
    refund = mutate("order_grant_refund_create", {"id": order_id, "input": values})["grantedRefund"]
    return GrantedRefund(id=refund["id"], amount=money(refund["amount"]))


def request_granted_refund(*, transaction_id: str, granted_refund_id: str) -> Transaction:
    """Have the gateway pay a granted refund back."""
    variables = {"id": transaction_id, "grantedRefundId": granted_refund_id}
    return parse_transaction(mutate("transaction_request_refund_for_granted_refund", variables)["transaction"])


def parse_transaction(value: dict[str, Any]) -> Transaction:
    """A transaction out of an answer or payload that was asked for with `TransactionFields`."""
    return Transaction(
        id=value["id"],
        name=value["name"],
        psp_reference=value["pspReference"],
        actions=tuple(value["actions"]),
        authorized=money(value["authorizedAmount"]),
        charged=money(value["chargedAmount"]),
        refunded=money(value["refundedAmount"]),
        canceled=money(value["canceledAmount"]),
    )


def _outcome(payload: dict[str, Any]) -> Outcome:
    event = payload["transactionEvent"]
    return Outcome(
        transaction=parse_transaction(payload["transaction"]),
        event_type=event["type"],
        message=event["message"],
        data=payload["data"],
    )
