"""Rows that every act on the pieces of an order shares: locked lines, fulfillments, and how a shortage is told."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from marketplace.engine.models import Fulfillment, Order, OrderLine
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.selectors.order import order_for
from marketplace.engine.services.allocation import InsufficientStock
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id


def locked_lines(order: Order, keys: Iterable[UUID], *, field: str) -> dict[UUID, OrderLine]:
    """These lines of the order, locked in order of their keys. Raises DomainError NOT_FOUND for another order's."""
    wanted = set(keys)
    rows = order.lines.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    lines = {line.pk: line for line in rows}
    if unknown := wanted - lines.keys():
        raise missing(global_id("OrderLine", min(unknown)), field=field)
    return lines


def locked_fulfillment(fulfillment_id: str | None) -> tuple[Fulfillment, Order]:
    """A fulfillment and its order, which is the lock for both. Raises DomainError NOT_FOUND."""
    found = Fulfillment.objects.filter(pk=int_pk_of("Fulfillment", fulfillment_id)).first()
    if found is None:
        raise missing(fulfillment_id)
    order = order_for(global_id("Order", found.order_id), lock=True)
    again = Fulfillment.objects.filter(pk=found.pk).first()
    if again is None:  # emptied by a return and gone while we waited for the lock
        raise missing(fulfillment_id)
    again.order = order
    return again, order


def new_fulfillment(
    order: Order, status: str, *, tracking_number: str = "", reason: str = "", now: datetime
) -> Fulfillment:
    """The order's next fulfillment; its row must be locked."""
    last = order.fulfillments.aggregate(last=Max("fulfillment_order"))["last"] or 0
    return Fulfillment.objects.create(
        order=order,
        fulfillment_order=last + 1,
        status=status,
        tracking_number=tracking_number,
        reason=reason,
        created_at=now,
    )


def shortage(error: InsufficientStock, warehouse_id: UUID) -> Refusals:
    """What a warehouse lacks, per order line."""
    return Refusals(
        [
            DomainError(
                "INSUFFICIENT_STOCK",
                "Insufficient product stock.",
                field="stocks",
                order_lines=[global_id("OrderLine", key)],
                warehouse=global_id("Warehouse", warehouse_id),
            )
            for key in error.shortages
        ]
    )
