"""Pieces come back from the shopper, or are taken off an order before they left."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import Fulfillment, FulfillmentLine, Order, OrderLine
from marketplace.engine.refusals import missing
from marketplace.engine.selectors.order import order_for
from marketplace.engine.services.allocation import release
from marketplace.engine.services.fulfillment_rows import locked_lines, new_fulfillment
from marketplace.engine.services.order import record_order_events, refresh_status, unfulfilled
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id

RETURNABLE = ("FULFILLED", "REFUNDED", "WAITING_FOR_APPROVAL")


@dataclass(frozen=True, slots=True)
class Returned:
    """So many pieces of a line, and why."""

    quantity: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnWish:
    """What is returned: pieces not handed out by order line, handed out ones by fulfillment line."""

    order_lines: Mapping[UUID, Returned] = field(default_factory=dict)
    fulfillment_lines: Mapping[int, Returned] = field(default_factory=dict)
    reason: str = ""


def return_products(
    requestor: Requestor, *, order_id: str | None, wish: ReturnWish, now: datetime
) -> tuple[Order, Fulfillment]:
    """Take pieces off an order; they count as returned in a fulfillment of their own.

    Pieces that were not handed out free their stock: with Saleor this is how a line is given up for good while the rest
    of the order goes on. Handed out ones leave their fulfillment (an empty one goes) and do not come into stock: what
    came back may be broken, so the shop counts it. Raises DomainError NOT_FOUND, INVALID_QUANTITY, INVALID.
    """
    with transaction.atomic():
        order = order_for(order_id, field="order", lock=True)
        lines = locked_lines(order, wish.order_lines, field="orderLines")
        _check_lines(lines, wish.order_lines)
        rows = _fulfillment_lines(order, wish.fulfillment_lines)
        returned = new_fulfillment(order, "RETURNED", reason=wish.reason, now=now)
        _take_off(returned, lines, wish.order_lines)
        _move(returned, rows, wish.fulfillment_lines)
        order.fulfillments.filter(lines=None, status__in=("FULFILLED", "WAITING_FOR_APPROVAL")).delete()
        refresh_status(order, now=now)
        record_order_events(requestor, order, ("ORDER_UPDATED",), now=now)
    return order, returned


def _check_lines(lines: Mapping[UUID, OrderLine], wanted: Mapping[UUID, Returned]) -> None:
    for key, piece in wanted.items():
        line = lines[key]
        if piece.quantity > line.quantity:
            message = "Provided quantity is bigger than quantity from order line."
        elif piece.quantity < 1 or piece.quantity > unfulfilled(line):
            message = "Provided quantity is bigger than unfulfilled quantity."
        else:
            continue
        raise DomainError("INVALID_QUANTITY", message, field="orderLineId", order_lines=[global_id("OrderLine", key)])


def _fulfillment_lines(order: Order, wanted: Mapping[int, Returned]) -> Sequence[FulfillmentLine]:
    rows = FulfillmentLine.objects.filter(fulfillment__order=order, pk__in=wanted).select_related("fulfillment")
    by_key = {row.pk: row for row in rows.order_by("pk")}
    for key, piece in wanted.items():
        row = by_key.get(key)
        if row is None:
            raise missing(global_id("FulfillmentLine", key), field="fulfillmentLines")
        if piece.quantity < 1 or piece.quantity > row.quantity:
            message = "Provided quantity is bigger than quantity from fulfillment line"
            raise DomainError("INVALID_QUANTITY", message, field="fulfillmentLineId")
        if row.fulfillment.status not in RETURNABLE:
            allowed = ", ".join(status.lower() for status in RETURNABLE)
            message = f"Unable to process action for fulfillmentLine with different status than {allowed}."
            raise DomainError("INVALID", message, field="fulfillmentLineId")
    return list(by_key.values())


def _take_off(returned: Fulfillment, lines: Mapping[UUID, OrderLine], wanted: Mapping[UUID, Returned]) -> None:
    release({key: piece.quantity for key, piece in wanted.items()})
    FulfillmentLine.objects.bulk_create(
        [
            FulfillmentLine(fulfillment=returned, order_line=lines[key], quantity=piece.quantity, reason=piece.reason)
            for key, piece in wanted.items()
        ]
    )
    for key, piece in wanted.items():
        lines[key].quantity_fulfilled += piece.quantity
    OrderLine.objects.bulk_update(lines.values(), ["quantity_fulfilled"])


def _move(returned: Fulfillment, rows: Sequence[FulfillmentLine], wanted: Mapping[int, Returned]) -> None:
    """From the lines' fulfillments to the returned one. What only waited for approval was never taken out of stock."""
    waited: Counter[UUID] = Counter()
    moved = []
    for row in rows:
        piece = wanted[row.pk]
        waiting = row.fulfillment.status == "WAITING_FOR_APPROVAL"
        if waiting:
            waited[row.order_line_id] += piece.quantity
        moved.append(
            FulfillmentLine(
                fulfillment=returned,
                order_line_id=row.order_line_id,
                quantity=piece.quantity,
                reason=piece.reason,
                stock_id=None if waiting else row.stock_id,
            )
        )
        row.quantity -= piece.quantity
    release(waited)
    FulfillmentLine.objects.bulk_create(moved)
    FulfillmentLine.objects.bulk_update([row for row in rows if row.quantity], ["quantity"])
    FulfillmentLine.objects.filter(pk__in=[row.pk for row in rows if not row.quantity]).delete()
