"""A fulfillment is undone: its pieces are promised to the order again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import Allocation, Fulfillment, FulfillmentLine, OrderLine, Stock, Warehouse
from marketplace.engine.refusals import missing
from marketplace.engine.services.allocation import InsufficientStock, promise_more, put_back
from marketplace.engine.services.fulfillment_rows import locked_fulfillment, shortage
from marketplace.engine.services.order import record_order_events, refresh_status
from marketplace.engine.services.outbox import Event, record_all
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id


def cancel_fulfillment(
    requestor: Requestor, *, fulfillment_id: str | None, warehouse_id: UUID | None, now: datetime
) -> Fulfillment:
    """Undo a fulfillment: its pieces go into a warehouse and are promised to the order again.

    One that waits for approval has left no warehouse: its pieces are promised still. Pieces that were taken off the
    order without having been handed out lie on the shelf already; they are promised anew, if nobody bought them since
    (Saleor would count them twice here). Raises DomainError NOT_FOUND, CANNOT_CANCEL_FULFILLMENT or REQUIRED, Refusals
    INSUFFICIENT_STOCK.
    """
    with transaction.atomic():
        fulfillment, order = locked_fulfillment(fulfillment_id)
        if fulfillment.status != "WAITING_FOR_APPROVAL" and warehouse_id is not None:
            _check_warehouse(warehouse_id)
        if fulfillment.status == "CANCELED":
            raise DomainError("CANNOT_CANCEL_FULFILLMENT", "This fulfillment can't be canceled", field="fulfillment")
        rows = list(fulfillment.lines.select_related("order_line__variant"))
        if fulfillment.status != "WAITING_FOR_APPROVAL":
            _promise_again(rows, _required(warehouse_id))
        _unfulfil(rows)
        fulfillment.status = "CANCELED"
        fulfillment.save(update_fields=["status"])
        refresh_status(order, now=now)
        record = Event(event_type="FULFILLMENT_CANCELED", subject_type="Fulfillment", subject_id=fulfillment.pk)
        record_all([record], now=now, issuer=requestor)
        record_order_events(requestor, order, ("ORDER_UPDATED",), now=now)
    return fulfillment


def _required(warehouse_id: UUID | None) -> UUID:
    if warehouse_id is None:
        raise DomainError(
            "REQUIRED",
            "This parameter is required for fulfillments which are not in WAITING_FOR_APPROVAL state.",
            field="warehouseId",
        )
    return warehouse_id


def _check_warehouse(warehouse_id: UUID) -> None:
    if not Warehouse.objects.filter(pk=warehouse_id).exists():
        raise missing(global_id("Warehouse", warehouse_id), field="warehouseId")


def _promise_again(rows: Sequence[FulfillmentLine], warehouse_id: UUID) -> None:
    tracked = [row for row in rows if row.order_line.variant and row.order_line.variant.track_inventory]
    stocks = _stocks(warehouse_id, {row.order_line.variant_id or 0 for row in tracked})
    back: Counter[int] = Counter()
    for row in tracked:
        if row.stock_id is not None:
            back[stocks[row.order_line.variant_id or 0]] += row.quantity
    put_back(back, allocated=True)
    kept: Counter[UUID] = Counter()
    for row in tracked:
        if row.stock_id is None:
            kept[row.order_line_id] += row.quantity
    by_line = {row.order_line_id: stocks[row.order_line.variant_id or 0] for row in tracked}
    try:
        promise_more({key: (by_line[key], quantity) for key, quantity in kept.items()})
    except InsufficientStock as error:
        raise shortage(error, warehouse_id) from error
    for row in tracked:
        allocation, _made = Allocation.objects.get_or_create(
            order_line=row.order_line, stock_id=by_line[row.order_line_id], defaults={"quantity": 0}
        )
        allocation.quantity += row.quantity
        allocation.save(update_fields=["quantity"])


def _stocks(warehouse_id: UUID, variants: Iterable[int]) -> dict[int, int]:
    """The warehouse's stocks of the variants, made where there is none yet."""
    wanted = sorted(variants)
    Stock.objects.bulk_create(
        [Stock(warehouse_id=warehouse_id, product_variant_id=variant_id) for variant_id in wanted],
        ignore_conflicts=True,
    )
    found = Stock.objects.filter(warehouse=warehouse_id, product_variant__in=wanted)
    return dict(found.values_list("product_variant", "pk"))


def _unfulfil(rows: Sequence[FulfillmentLine]) -> None:
    """Count the pieces as not handed out. A line may stand in a fulfillment twice: out of two stocks."""
    lines: dict[UUID, OrderLine] = {}
    for row in rows:
        line = lines.setdefault(row.order_line_id, row.order_line)
        line.quantity_fulfilled -= row.quantity
    OrderLine.objects.bulk_update(lines.values(), ["quantity_fulfilled"])
