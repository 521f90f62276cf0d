"""Somebody states what a transaction is: an App or staff enter a payment that was not made by a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from marketplace.engine.models import Checkout, Order, TransactionEvent, TransactionItem
from marketplace.engine.refusals import Refusals, missing
from marketplace.engine.selectors.accounts import app_identifier_of, user_of
from marketplace.engine.selectors.payment import check_owner, stated_source, transaction_for
from marketplace.engine.services.payment_amounts import locked_transaction, recount, retried
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.money import Money

_MANUAL = "Manual adjustment of the transaction."
_STEPS = {"charged": "CHARGE_SUCCESS", "refunded": "REFUND_SUCCESS", "canceled": "CANCEL_SUCCESS"}
_TEXTS = {"name": 512, "message": 512, "psp_reference": 512, "external_url": 2000}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is stated; None leaves a thing as it is. `amounts` are the whole sums of "authorized", "charged",
    "refunded" and "canceled" from now on; keys and currency may be wrong as they came."""

    name: str | None = None
    message: str | None = None
    psp_reference: str | None = None
    external_url: str | None = None
    actions: Sequence[str] | None = None
    amounts: Mapping[str, Money] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    private_metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something to remember about a transaction that moves no money."""

    psp_reference: str = ""
    message: str = ""


def create_transaction(
    requestor: Requestor, *, source_id: str, entry: Entry, note: Note | None, now: datetime
) -> TransactionItem:
    """Enter a payment of a checkout or order; it belongs to the App or member of staff who enters it.

    Raises PermissionRefused, DomainError NOT_FOUND, METADATA_KEY_REQUIRED, INVALID, Refusals INCORRECT_CURRENCY.
    """
    requestor.require("HANDLE_PAYMENTS")
    with transaction.atomic():
        source = _locked(stated_source(source_id))
        _check(entry, source.currency)
        item = TransactionItem.objects.create(
            checkout=source if isinstance(source, Checkout) else None,
            order=source if isinstance(source, Order) else None,
            user=user_of(requestor),
            app_identifier=app_identifier_of(requestor),
            currency=source.currency,
            created_at=now,
            modified_at=now,
        )
        _state(requestor, item, entry, note, now=now)
    return item


@retried
def update_transaction(
    requestor: Requestor,
    *,
    transaction_id: str | None,
    token: str | None,
    entry: Entry,
    note: Note | None,
    now: datetime,
) -> TransactionItem:
    """State anew what a transaction of one's own is; different sums leave an event with the difference.

    Raises PermissionRefused, DomainError NOT_FOUND, METADATA_KEY_REQUIRED, INVALID, UNIQUE (another transaction has
    this reference), Refusals INCORRECT_CURRENCY.
    """
    requestor.require("HANDLE_PAYMENTS")
    known = transaction_for(transaction_id, token)
    check_owner(requestor, known)
    item = locked_transaction(known.pk)
    _check(entry, item.currency)
    others = TransactionItem.objects.exclude(pk=item.pk)
    if entry.psp_reference and others.filter(psp_reference=entry.psp_reference).exists():
        message = "Transaction with provided `pspReference` already exists."
        raise DomainError("UNIQUE", message, field="transaction")
    _state(requestor, item, entry, note, now=now)
    return item


def _locked(source: Checkout | Order) -> Checkout | Order:
    rows: Any = type(source)._default_manager.select_for_update(no_key=True)
    found: Checkout | Order | None = rows.filter(pk=source.pk).first()
    if found is None:  # a checkout that became an order while we waited
        raise missing(str(source.pk))
    return found


def _check(entry: Entry, currency: str) -> None:
    message = f"Currency needs to be the same as for order: {currency}"
    wrong = [name for name, amount in entry.amounts.items() if amount.currency != currency]
    if wrong:
        raise Refusals([DomainError("INCORRECT_CURRENCY", message, field=f"amount{name.title()}") for name in wrong])
    for name, values in (("metadata", entry.metadata), ("privateMetadata", entry.private_metadata)):
        if any(not key.strip() for key in values):
            raise DomainError("METADATA_KEY_REQUIRED", f"{name} key cannot be empty.", field="transaction")
    if entry.external_url is not None:
        try:
            URLValidator()(entry.external_url)
        except ValidationError:
            raise DomainError("INVALID", "Invalid format of `externalUrl`.", field="transaction") from None


def _state(requestor: Requestor, item: TransactionItem, entry: Entry, note: Note | None, *, now: datetime) -> None:
    """Write the words, the differences of the sums and the note; count the money anew. The row must be locked."""
    changes: dict[str, Any] = {
        name: getattr(entry, name)[:longest] for name, longest in _TEXTS.items() if getattr(entry, name) is not None
    }
    if entry.actions is not None:
        changes["available_actions"] = sorted(set(entry.actions))
    if entry.metadata:
        changes["metadata"] = {**item.metadata, **entry.metadata}
    if entry.private_metadata:
        changes["private_metadata"] = {**item.private_metadata, **entry.private_metadata}
    for event_type, amount in _differences(item, entry.amounts):
        _event(requestor, item, event_type, amount, now=now, message=_MANUAL)
    if note is not None:
        zero = Decimal(0)
        _event(requestor, item, "INFO", zero, now=now, message=note.message, psp_reference=note.psp_reference)
    recount(item, now=now, requestor=requestor, **changes)


def _differences(item: TransactionItem, amounts: Mapping[str, Money]) -> list[tuple[str, Decimal]]:
    """The events that lead from the sums as they are to the ones that are stated; a lower sum is a negative one."""
    found = []
    authorized = amounts.get("authorized")
    if authorized is not None and authorized.amount != item.authorized_amount:
        again = item.events.filter(type="AUTHORIZATION_SUCCESS").exists()
        if again:  # an adjustment states the whole sum, not a difference
            found.append(("AUTHORIZATION_ADJUSTMENT", authorized.amount))
        else:
            found.append(("AUTHORIZATION_SUCCESS", authorized.amount - item.authorized_amount))
    for name, event_type in _STEPS.items():
        stated = amounts.get(name)
        if stated is not None and stated.amount != getattr(item, f"{name}_amount"):
            found.append((event_type, stated.amount - getattr(item, f"{name}_amount")))
    return found


def _event(
    requestor: Requestor,
    item: TransactionItem,
    event_type: str,
    amount: Decimal,
    *,
    now: datetime,
    message: str,
    psp_reference: str = "",
) -> None:
    TransactionEvent.objects.create(
        transaction=item,
        type=event_type,
        amount=amount,
        currency=item.currency,
        psp_reference=psp_reference[:512],
        message=message[:512],
        user=user_of(requestor),
        app_identifier=app_identifier_of(requestor),
        created_at=now,
    )
