"""Orders are canceled, and their state follows their pieces."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum

from marketplace.engine.models import Fulfillment, FulfillmentLine, Order, OrderLine
from marketplace.engine.rules.order import FULFILLMENTS_THAT_RETURN, fulfillment_status, may_cancel
from marketplace.engine.selectors.order import order_for
from marketplace.engine.services.allocation import release
from marketplace.engine.services.metadata import MetadataDoor, doors, needs
from marketplace.engine.services.outbox import Event, record_all
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor

# Measured on Saleor 3.24: even the public metadata of an order is not for its buyer to write.
_WRITERS = needs("MANAGE_ORDERS", "HANDLE_TAXES")
for _model in (Order, OrderLine, Fulfillment):
    _stamp = "updated_at" if _model is Order else None
    _door = MetadataDoor(rows=_model._default_manager.all, public=_WRITERS, private=_WRITERS, stamp=_stamp)
    doors.register(_model.__name__, _door)


def cancel_order(requestor: Requestor, *, order_id: str | None, now: datetime) -> Order:
    """Cancel an order of which nothing is on its way; its stock is free again. Money is a matter of its own.

    Raises DomainError NOT_FOUND or CANNOT_CANCEL_ORDER.
    """
    with transaction.atomic():
        order = order_for(order_id, lock=True)
        statuses = order.fulfillments.values_list("status", flat=True)
        if not may_cancel(order.status, list(statuses)):
            raise DomainError("CANNOT_CANCEL_ORDER", "This order can't be canceled.", field="order")
        release({line.pk: line.quantity for line in order.lines.all()})
        order.status, order.updated_at = "CANCELED", now
        order.save(update_fields=["status", "updated_at"])
        record_order_events(requestor, order, ("ORDER_CANCELLED", "ORDER_UPDATED"), now=now)
    return order


def refresh_status(order: Order, *, now: datetime) -> None:
    """Set the status from the pieces that were fulfilled and returned; the row must be locked."""
    sums = order.lines.aggregate(ordered=Sum("quantity"), fulfilled=Sum("quantity_fulfilled"))
    pieces = FulfillmentLine.objects.filter(fulfillment__order=order).aggregate(
        returned=Sum("quantity", filter=Q(fulfillment__status__in=FULFILLMENTS_THAT_RETURN)),
        waiting=Sum("quantity", filter=Q(fulfillment__status="WAITING_FOR_APPROVAL")),
    )
    order.status = fulfillment_status(
        ordered=sums["ordered"] or 0,
        fulfilled=sums["fulfilled"] or 0,
        returned=pieces["returned"] or 0,
        waiting=pieces["waiting"] or 0,
    )
    order.updated_at = now
    order.save(update_fields=["status", "updated_at"])


def record_order_events(requestor: Requestor | None, order: Order, kinds: Sequence[str], *, now: datetime) -> None:
    """Write events about an order."""
    events = [Event(event_type=kind, subject_type="Order", subject_id=order.pk) for kind in kinds]
    record_all(events, now=now, issuer=requestor)


def unfulfilled(line: OrderLine) -> int:
    """Pieces that are still to be handed over."""
    return line.quantity - line.quantity_fulfilled
