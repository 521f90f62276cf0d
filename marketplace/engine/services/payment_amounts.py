"""Money is counted anew whenever an event about it arrives, for the transaction and for the order it belongs to.

Rows are locked from the outside in: checkout, order, transaction; stock comes after all of them.
"""

from collections.abc import Callable
from dataclasses import astuple, fields
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from marketplace.engine.models import (
    Checkout,
    Order,
    OrderGrantedRefund,
    TransactionEvent,
    TransactionItem,
)
from marketplace.engine.rules.order import granted_refund_status, order_authorize_status, order_charge_status
from marketplace.engine.rules.payment import Amounts, Reported, amounts_of
from marketplace.engine.services.metadata import MetadataDoor, doors, needs
from marketplace.engine.services.outbox import Event, record_all
from marketplace.graphql.context import Requestor
from marketplace.graphql.ready_query import ReadyQuery

T = TypeVar("T")
AMOUNTS = tuple(f"{each.name}_amount" for each in fields(Amounts))
REFUND_EVENTS = ("REFUND_REQUEST", "REFUND_SUCCESS", "REFUND_REVERSE", "REFUND_FAILURE")


doors.register(
    "TransactionItem",
    MetadataDoor(
        rows=TransactionItem.objects.all,
        public=needs("HANDLE_PAYMENTS"),
        private=needs("HANDLE_PAYMENTS"),
        stamp="modified_at",
    ),
)


def locked_transaction(transaction_id: UUID) -> TransactionItem:
    """The transaction with its checkout's or order's row, all locked, in that order. Call it inside a transaction.

    Raises MovedToOrder if the checkout became an order while we waited; `retried` begins again then.
    """
    (seen,) = _TRANSACTION.rows(transaction_id)
    if seen.checkout_id is not None:
        _LOCKED_CHECKOUT.rows(seen.checkout_id)
    if seen.order_id is not None:
        _LOCKED_ORDER.rows(seen.order_id)
    (row,) = _LOCKED_TRANSACTION.rows(transaction_id)
    if (row.checkout_id, row.order_id) != (seen.checkout_id, seen.order_id):
        raise MovedToOrder
    return row


_ONE = UUID(int=1)
_TRANSACTION = ReadyQuery(lambda pk: TransactionItem.objects.filter(pk=pk).order_by(), _ONE)
_LOCKED_TRANSACTION = ReadyQuery(
    lambda pk: TransactionItem.objects.select_for_update(no_key=True).filter(pk=pk).order_by(), _ONE
)
_LOCKED_CHECKOUT = ReadyQuery(
    lambda pk: Checkout.objects.select_for_update(no_key=True).filter(pk=pk).only("pk").order_by(), _ONE
)
_LOCKED_ORDER = ReadyQuery(
    lambda pk: Order.objects.select_for_update(no_key=True).filter(pk=pk).only("pk").order_by(), _ONE
)


class MovedToOrder(Exception):
    """A transaction's checkout became an order between two looks at it."""


def retried(act: Callable[..., T]) -> Callable[..., T]:
    """Run the function in a transaction, anew if a payment moved from a checkout to its order meanwhile."""

    @wraps(act)
    def run(*arguments: Any, **named: Any) -> T:
        try:
            with transaction.atomic():
                return act(*arguments, **named)
        except MovedToOrder:
            with transaction.atomic():
                return act(*arguments, **named)

    return run


def recount(item: TransactionItem, *, now: datetime, requestor: Requestor | None, **changes: object) -> None:
    """Set the transaction's amounts from its events, and its order's from its transactions; store `changes` too.

    The row must be locked by `locked_transaction`.
    """
    before = amounts(item)
    events = item.events.filter(include_in_calculations=True).order_by("created_at", "pk")
    after = amounts_of(Reported(event.type, event.amount, event.psp_reference) for event in events)
    for name, value in zip(AMOUNTS, astuple(after), strict=True):
        setattr(item, name, value)
    for name, changed in changes.items():
        setattr(item, name, changed)
    item.modified_at = now
    item.save(update_fields=[*AMOUNTS, *changes, "modified_at"])
    if item.order_id is not None:
        _recount_order(item.order_id, before, after, now=now, requestor=requestor)


def amounts(item: TransactionItem) -> Amounts:
    """The amounts that are stored on a transaction."""
    return Amounts(*(getattr(item, name) for name in AMOUNTS))


def settle_order(order: Order, *, now: datetime) -> None:
    """Set the order's sums and statuses from its transactions and promised refunds; its row must be locked."""
    sums = order.transactions.aggregate(charged=Sum("charged_amount"), authorized=Sum("authorized_amount"))
    granted = order.granted_refunds.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    order.total_charged_amount = sums["charged"] or Decimal(0)
    order.total_authorized_amount = sums["authorized"] or Decimal(0)
    covered = order.total_charged_amount + order.total_authorized_amount
    order.charge_status = order_charge_status(order.total_gross_amount, order.total_charged_amount, granted)
    order.authorize_status = order_authorize_status(order.total_gross_amount, covered, granted)
    order.updated_at = now
    order.save(
        update_fields=[
            "total_charged_amount",
            "total_authorized_amount",
            "charge_status",
            "authorize_status",
            "updated_at",
        ]
    )


def settle_granted_refund(refund: OrderGrantedRefund | None) -> None:
    """Set the status of a promised refund from the latest event about it."""
    if refund is None:
        return
    about = TransactionEvent.objects.filter(granted_refund=refund, type__in=REFUND_EVENTS)
    last = about.order_by("created_at", "pk").values_list("type", flat=True).last()
    status = granted_refund_status(last, refund.status)
    if status != refund.status:
        refund.status = status
        refund.save(update_fields=["status"])


def _recount_order(
    order_id: UUID, before: Amounts, after: Amounts, *, now: datetime, requestor: Requestor | None
) -> None:
    order = Order.objects.get(pk=order_id)
    charged_before = order.total_charged_amount
    settle_order(order, now=now)
    total, charged = order.total_gross_amount, order.total_charged_amount
    kinds = ["ORDER_UPDATED"]
    if after.charged > before.charged:
        kinds.append("ORDER_PAID")
        if charged_before < total <= charged:
            kinds.append("ORDER_FULLY_PAID")
    if after.refunded > before.refunded:
        kinds.append("ORDER_REFUNDED")
        refunded = order.transactions.aggregate(total=Sum("refunded_amount"))["total"] or Decimal(0)
        if refunded >= total:
            kinds.append("ORDER_FULLY_REFUNDED")
    events = [Event(event_type=kind, subject_type="Order", subject_id=order.pk) for kind in kinds]
    record_all(events, now=now, issuer=requestor)
