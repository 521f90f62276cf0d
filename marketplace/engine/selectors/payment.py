"""Transactions and what they pay for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from graphql import GraphQLError

from marketplace.engine.models import Checkout, Order, TransactionItem
from marketplace.engine.refusals import missing, pk_of
from marketplace.engine.selectors.accounts import app_identifier_of
from marketplace.engine.selectors.checkout import checkout_for
from marketplace.engine.selectors.checkout import transactions_of as checkout_transactions
from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import type_of


def payable_for(source_id: str) -> Checkout | Order:
    """The checkout or order behind a global id: whoever knows it may pay for it, as with Saleor.

    Raises GraphQLError on nonsense, DomainError INVALID for another type and NOT_FOUND.
    """
    kind = type_of(source_id)
    if kind is None:
        raise GraphQLError(f"Invalid ID: {source_id}. Expected one of: Checkout, Order.")
    if kind not in ("Checkout", "Order"):
        message = f"Invalid ID: {source_id}. Expected one of: Checkout, Order, received: {kind}."
        raise DomainError("INVALID", message, field="id")
    source: Checkout | Order | None
    try:
        if kind == "Checkout":
            source = checkout_for(source_id, to_price=True)
        else:
            source = Order.objects.select_related("channel").filter(pk=pk_of(kind, source_id)).first()
    except (ValidationError, DomainError):
        source = None
    if source is None:
        raise DomainError("NOT_FOUND", "`Order` or `Checkout` not found.", field="id")
    return source


def stated_source(source_id: str) -> Checkout | Order:
    """The checkout or order that a payment is entered for, in Saleor's words for whoever enters one.

    Raises DomainError GRAPHQL_ERROR on nonsense, NOT_FOUND for another type or a missing one.
    """
    kind = type_of(source_id)
    if kind is None:
        raise DomainError("GRAPHQL_ERROR", f"Invalid ID: {source_id}.", field="id")
    if kind not in ("Checkout", "Order"):
        raise DomainError("NOT_FOUND", f"Couldn't resolve to Checkout or Order: {source_id}", field="id")
    rows: QuerySet[Any] = Checkout.objects.all() if kind == "Checkout" else Order.objects.all()
    try:
        found: Checkout | Order | None = rows.filter(pk=pk_of(kind, source_id)).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise missing(source_id)
    return found


def transactions_of(source: Checkout | Order) -> list[TransactionItem]:
    """What has been paid, or tried, for a checkout or an order."""
    return checkout_transactions(source) if isinstance(source, Checkout) else list(source.transactions.all())


def transaction_for(
    transaction_id: str | None, token: str | None = None, *, rows: QuerySet[TransactionItem] | None = None
) -> TransactionItem:
    """The transaction behind a global id or a token. Raises DomainError NOT_FOUND or GRAPHQL_ERROR."""
    if (transaction_id is None) == (token is None):
        raise DomainError("GRAPHQL_ERROR", "At least one argument is required: 'id', 'token'.")
    field = "id" if token is None else "token"
    known = TransactionItem.objects.all() if rows is None else rows
    try:
        pk = token if token is not None else pk_of("TransactionItem", transaction_id)
        item = known.select_related("checkout", "order").filter(pk=pk).first()
    except (ValidationError, ValueError):
        item = None
    if item is None:
        raise missing(transaction_id or token, field=field)
    return item


def check_owner(requestor: Requestor, item: TransactionItem) -> None:
    """Only the App that made a transaction, or staff for one that staff made, may say what became of it.

    Raises PermissionRefused.
    """
    if not item.app_identifier and item.user_id is None:
        return
    if requestor.is_app:
        mine = item.app_identifier == app_identifier_of(requestor)
    else:
        mine = item.user_id is not None
    if not mine:
        message = "To access this path, you need one of the following permissions: OWNER, HANDLE_PAYMENTS"
        raise PermissionRefused(message, ("OWNER", "HANDLE_PAYMENTS"))
