"""The payment app reports what happened to the money, when it happened, as often as it likes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketplace.engine.models import TransactionEvent, TransactionItem
from marketplace.engine.rules.payment import AMOUNT_MAY_BE_LEFT_OUT, SUCCESS_OR_REQUEST
from marketplace.engine.selectors.accounts import app_identifier_of, user_of
from marketplace.engine.selectors.payment import check_owner, transaction_for
from marketplace.engine.services.payment_amounts import locked_transaction, recount, retried, settle_granted_refund
from marketplace.engine.services.payment_outcome import DIFFERENT_AMOUNT, failed_event, granted_refund_of, known_event
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.money import cents


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is reported. `actions` None leaves the available ones as they are."""

    type: str
    reference: str
    amount: Decimal | None = None
    message: str = ""
    external_url: str = ""
    time: datetime | None = None
    actions: Sequence[str] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    private_metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reported:
    """The transaction and the event after a report; `already_processed` if it was known before."""

    transaction: TransactionItem
    event: TransactionEvent
    already_processed: bool


def report_event(
    requestor: Requestor, *, transaction_id: str | None, token: str | None, report: Report, now: datetime
) -> Reported:
    """Store a reported event once and count the money anew.

    Raises PermissionRefused without HANDLE_PAYMENTS or for a transaction of somebody else, DomainError NOT_FOUND,
    REQUIRED (an amount that cannot be left out), INCORRECT_DETAILS (known with another amount) and ALREADY_EXISTS (a
    second authorization).
    """
    requestor.require("HANDLE_PAYMENTS")
    known = transaction_for(transaction_id, token)
    check_owner(requestor, known)
    done = _store(requestor, known, report, now=now)
    if isinstance(done, DomainError):
        raise done
    return done


@retried
def _store(requestor: Requestor, known: TransactionItem, report: Report, *, now: datetime) -> Reported | DomainError:
    """Store the event, or that it was refused; what is refused stays on record."""
    item = locked_transaction(known.pk)
    event = _event(requestor, item, report, now=now)
    existing = known_event(item, event.type, event.psp_reference)
    fault = _fault(item, event, existing)
    if fault is None:
        return _stored(requestor, item, event, existing, report, now=now)
    failed_event(event, str(fault.message), now=now)
    settle_granted_refund(event.granted_refund)
    return fault


def _event(requestor: Requestor, item: TransactionItem, report: Report, *, now: datetime) -> TransactionEvent:
    about_refund = report.type.startswith("REFUND_")
    return TransactionEvent(
        transaction=item,
        type=report.type,
        amount=_amount(item, report),
        currency=item.currency,
        psp_reference=report.reference,
        message=report.message[:512],
        external_url=report.external_url,
        app_identifier=app_identifier_of(requestor),
        user=user_of(requestor),
        granted_refund=granted_refund_of(item, report.reference) if about_refund else None,
        created_at=report.time or now,
    )


def _amount(item: TransactionItem, report: Report) -> Decimal:
    if report.amount is not None:
        return cents(report.amount)
    if report.type not in AMOUNT_MAY_BE_LEFT_OUT:
        message = f"The `amount` field is required for {report.type} event."
        raise DomainError("REQUIRED", message, field="amount")
    action = report.type.partition("_")[0]
    same = item.events.filter(psp_reference=report.reference, type__startswith=action)
    amount: Decimal | None = same.order_by("-pk").values_list("amount", flat=True).first()
    if amount is None and report.type != "INFO":
        raise DomainError("REQUIRED", "Unable to deduce `amount` from the previous events.", field="amount")
    return amount or Decimal(0)


def _fault(item: TransactionItem, event: TransactionEvent, existing: TransactionEvent | None) -> DomainError | None:
    if existing is not None:
        if existing.amount != event.amount:
            return DomainError("INCORRECT_DETAILS", DIFFERENT_AMOUNT, field="pspReference")
        return None
    if event.type == "AUTHORIZATION_SUCCESS" and item.events.filter(type="AUTHORIZATION_SUCCESS").exists():
        return DomainError(
            "ALREADY_EXISTS",
            "Event with `AUTHORIZATION_SUCCESS` already reported for the transaction. Use "
            "`AUTHORIZATION_ADJUSTMENT` to change the authorization amount.",
            field="type",
        )
    return None


def _stored(
    requestor: Requestor,
    item: TransactionItem,
    event: TransactionEvent,
    existing: TransactionEvent | None,
    report: Report,
    *,
    now: datetime,
) -> Reported:
    changes: dict[str, Any] = {}
    if report.actions is not None:
        changes["available_actions"] = sorted(set(report.actions))
    if report.metadata:
        changes["metadata"] = {**item.metadata, **report.metadata}
    if report.private_metadata:
        changes["private_metadata"] = {**item.private_metadata, **report.private_metadata}
    if existing is None:
        event.save()
        if event.type in SUCCESS_OR_REQUEST and not item.psp_reference:
            changes["psp_reference"] = event.psp_reference
        recount(item, now=now, requestor=requestor, **changes)
        settle_granted_refund(event.granted_refund)
    elif changes:
        for name, value in changes.items():
            setattr(item, name, value)
        item.save(update_fields=list(changes))
    return Reported(item, existing or event, existing is not None)
