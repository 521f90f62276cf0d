"""What the payment app says becomes an event, once, and the amounts follow."""

from datetime import datetime
from typing import Any

from marketplace.engine.models import OrderGrantedRefund, TransactionEvent, TransactionItem
from marketplace.engine.rules.payment import REPEATABLE, SUCCESS_OR_REQUEST, failure_of
from marketplace.engine.rules.payment_answer import REQUEST_RESULTS, SESSION_RESULTS, Answer, BadAnswer, answer_in
from marketplace.engine.services.payment_amounts import locked_transaction, recount, retried, settle_granted_refund

DIFFERENT_AMOUNT = "The transaction with provided `pspReference` and `type` already exists with different amount."


@retried
def store_session_answer(request: TransactionEvent, raw: Any, *, now: datetime) -> TransactionEvent:
    """Store what the app answered to a session's step; returns the event that it amounts to.

    An answer that cannot be used is a failure event that does not count, with the reason as its message.
    """
    item = locked_transaction(request.transaction_id)
    request.transaction = item
    try:
        answer = answer_in(raw, results=SESSION_RESULTS, amount=request.amount)
        event = _session_event(request, answer, now=now)
    except BadAnswer as error:
        return failed_event(request, str(error), now=now)
    changes: dict[str, Any] = {}
    if answer.reference:
        changes["psp_reference"] = answer.reference
    if event.type in SUCCESS_OR_REQUEST:
        if answer.actions is not None:
            changes["available_actions"] = list(answer.actions)
        recount(item, now=now, requestor=None, **changes)
    elif changes:
        item.psp_reference, item.modified_at = answer.reference, now
        item.save(update_fields=["psp_reference", "modified_at"])
    return event


@retried
def store_request_answer(request: TransactionEvent, raw: Any, *, now: datetime) -> None:
    """Store what the app answered to a requested charge, refund or cancelation.

    A reference alone means that it goes on and will be reported; the amount is pending until then.
    """
    item = locked_transaction(request.transaction_id)
    request.transaction = item
    try:
        answer = answer_in(raw, results=REQUEST_RESULTS[request.type], amount=request.amount, may_wait=True)
        if answer.reference:
            request.psp_reference, request.include_in_calculations = answer.reference, True
            request.save(update_fields=["psp_reference", "include_in_calculations"])
        if answer.result is not None:
            _new_event(request, answer, now=now)
    except BadAnswer as error:
        failed_event(request, str(error), now=now)
        settle_granted_refund(request.granted_refund)
        return
    changes = {} if answer.actions is None else {"available_actions": list(answer.actions)}
    recount(item, now=now, requestor=None, **changes)
    settle_granted_refund(request.granted_refund)


def failed_event(event: TransactionEvent, cause: str, *, now: datetime) -> TransactionEvent:
    """A failure on record that does not change any amount."""
    return TransactionEvent.objects.create(
        transaction=event.transaction,
        type=failure_of(event.type),
        amount=event.amount,
        currency=event.currency,
        psp_reference=event.psp_reference,
        message=cause[:512],
        include_in_calculations=False,
        granted_refund=event.granted_refund,
        created_at=now,
    )


def known_event(item: TransactionItem, event_type: str, reference: str) -> TransactionEvent | None:
    """The event of this type and reference, if it was stored before; some types may come again and again."""
    if event_type in REPEATABLE:
        return None
    known = item.events.filter(type=event_type, psp_reference=reference, include_in_calculations=True)
    return known.order_by("pk").first()


def granted_refund_of(item: TransactionItem, reference: str) -> OrderGrantedRefund | None:
    """The promised refund whose request has this reference."""
    requests = item.events.filter(type="REFUND_REQUEST", psp_reference=reference).select_related("granted_refund")
    request = requests.order_by("pk").last()
    return request.granted_refund if request else None


def _session_event(request: TransactionEvent, answer: Answer, *, now: datetime) -> TransactionEvent:
    if answer.result in ("AUTHORIZATION_REQUEST", "CHARGE_REQUEST"):
        request.type, request.amount = answer.result, answer.amount
        request.psp_reference, request.message = answer.reference, answer.message
        request.external_url = answer.external_url or request.external_url
        request.created_at = answer.time or request.created_at
        request.include_in_calculations = True
        request.save()
        return request
    event = _new_event(request, answer, now=now)
    request.psp_reference = event.psp_reference
    request.save(update_fields=["psp_reference"])
    return event


def _new_event(request: TransactionEvent, answer: Answer, *, now: datetime) -> TransactionEvent:
    """The event of an answer, or the one that said the same before. Raises BadAnswer if that had another amount."""
    item, kind = request.transaction, answer.result or ""
    known = known_event(item, kind, answer.reference) if answer.reference else None
    if known is not None:
        known.transaction = item
        if known.amount != answer.amount:
            raise BadAnswer(DIFFERENT_AMOUNT)
        return known
    return TransactionEvent.objects.create(
        transaction=item,
        type=kind,
        amount=answer.amount,
        currency=item.currency,
        psp_reference=answer.reference,
        message=answer.message,
        external_url=answer.external_url,
        app_identifier=item.app_identifier,
        granted_refund=request.granted_refund,
        created_at=answer.time or now,
    )
