"""Charges, refunds and cancelations that are asked of the payment app.

The request is an event that does not count yet, and an entry of the outbox: a worker asks the app after the commit and
stores its answer. The app may be asked twice if a worker dies in between, as Saleor asks again after a failure; the
answer with the same reference is stored once.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from marketplace.engine.models import OrderGrantedRefund, OutboxEvent, TransactionEvent, TransactionItem
from marketplace.engine.selectors.accounts import app_identifier_of, user_of
from marketplace.engine.selectors.payment import transaction_for
from marketplace.engine.services.outbox import record
from marketplace.engine.services.payment_amounts import locked_transaction, retried, settle_granted_refund
from marketplace.engine.services.payment_outcome import store_request_answer
from marketplace.engine.services.sync_event import is_asked, question
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.money import cents

EVENTS = {
    "CHARGE": "TRANSACTION_CHARGE_REQUESTED",
    "REFUND": "TRANSACTION_REFUND_REQUESTED",
    "CANCEL": "TRANSACTION_CANCELATION_REQUESTED",
}
ATTEMPTS = 5
"""How often an app that fails is asked before the request counts as failed."""


@retried
def request_action(
    requestor: Requestor,
    *,
    transaction_id: str | None,
    token: str | None,
    action: str,
    amount: Decimal | None,
    reason: str | None,
    now: datetime,
) -> TransactionItem:
    """Ask for CHARGE, REFUND or CANCEL of an amount; None, 0, or more than there is, means all there is.

    What was asked for and not answered yet is there no more (with Saleor it is, until the answer comes). Raises
    DomainError NOT_FOUND, INVALID or MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK, and PermissionRefused.
    """
    requestor.require("HANDLE_PAYMENTS")
    if reason and action != "REFUND":
        raise DomainError("INVALID", "Reason can be set only for REFUND action.", field="refundReason")
    item = locked_transaction(transaction_for(transaction_id, token).pk)
    if action == "REFUND":
        available = item.charged_amount - asked_for(item, "REFUND")
    else:
        available = item.authorized_amount - asked_for(item, "CHARGE", "CANCEL")
    available = max(available, Decimal(0))
    wanted = min(cents(amount), available) if amount else available
    _request(requestor, item, action, wanted, refund=None, reason=reason or "", now=now)
    return item


def request_granted_refund(
    requestor: Requestor, *, granted_refund: OrderGrantedRefund, transaction_id: UUID, now: datetime
) -> TransactionItem:
    """Ask for the money of a promised refund; its status follows what becomes of the request.

    Call it inside a transaction that has locked the order.
    """
    item = locked_transaction(transaction_id)
    amount = min(granted_refund.amount, item.charged_amount)
    _request(requestor, item, "REFUND", amount, refund=granted_refund, reason="", now=now)
    settle_granted_refund(granted_refund)
    return item


def asked_for(item: TransactionItem, *actions: str) -> Decimal:
    """What the app was asked for and has not answered yet; the transaction's order must be locked."""
    waiting = OutboxEvent.objects.filter(
        event_type__in=[EVENTS[action] for action in actions], subject_id=str(item.pk)
    ).values_list("details__request_id", flat=True)
    requests = item.events.filter(pk__in=list(waiting), include_in_calculations=False)
    return requests.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def ask_for_request(event: OutboxEvent, *, now: datetime) -> None:
    """Ask the app for what an outbox entry requests and store its answer. Raises what the app raised, to be repeated.

    After enough failures the request is stored as failed.
    """
    request = TransactionEvent.objects.select_related("transaction", "granted_refund").get(
        pk=event.details["request_id"]
    )
    action = {"action_type": event.details["action"], "amount": request.amount, "currency": request.currency}
    try:
        raw = question(
            event.event_type,
            now=event.issued_at,
            transaction=request.transaction,
            action=action,
            granted_refund=request.granted_refund,
        )
    except Exception:
        if event.attempts + 1 < ATTEMPTS:
            raise
        raw = None
    store_request_answer(request, raw, now=now)


def _request(
    requestor: Requestor,
    item: TransactionItem,
    action: str,
    amount: Decimal,
    *,
    refund: OrderGrantedRefund | None,
    reason: str,
    now: datetime,
) -> None:
    event_type = EVENTS[action]
    if not is_asked(event_type) or item.app_identifier != settings.SALEOR_APP_ID:
        message = "No app or plugin is configured to handle requested action."
        raise DomainError("MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK", message)
    request = TransactionEvent.objects.create(
        transaction=item,
        type=f"{action}_REQUEST",
        amount=amount,
        currency=item.currency,
        message=reason[:512],
        include_in_calculations=False,
        granted_refund=refund,
        user=user_of(requestor),
        app_identifier=app_identifier_of(requestor),
        created_at=now,
    )
    record(event_type, "TransactionItem", item.pk, now=now, issuer=None, request_id=request.pk, action=action)
