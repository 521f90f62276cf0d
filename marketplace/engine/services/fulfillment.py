"""Pieces of orders leave warehouses, come back, or never leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from marketplace.engine.models import Allocation, Fulfillment, FulfillmentLine, Order, OrderLine, Stock, Warehouse
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.selectors.order import order_for
from marketplace.engine.services.allocation import InsufficientStock, put_back, release, take_out
from marketplace.engine.services.order import record_order_events, refresh_status, unfulfilled
from marketplace.engine.services.outbox import Event, record_all
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id


@dataclass(frozen=True, slots=True)
class Parcel:
    """So many pieces of an order line out of a warehouse."""

    line_id: UUID
    warehouse_id: UUID
    quantity: int


def fulfill_order(
    requestor: Requestor,
    *,
    order_id: str | None,
    parcels: Sequence[Parcel],
    tracking_number: str,
    notify_customer: bool,
    now: datetime,
) -> tuple[Order, list[Fulfillment]]:
    """Hand out pieces: one fulfillment per warehouse, in the order in which the warehouses are named; all or none.

    Raises DomainError NOT_FOUND, DUPLICATED_INPUT_ITEM, ZERO_QUANTITY, FULFILL_ORDER_LINE (more than is left), and
    Refusals INSUFFICIENT_STOCK for what a warehouse does not have.
    """
    with transaction.atomic():
        order = order_for(order_id, field="order", lock=True)
        lines = _lines(order, parcels)
        _check(lines, parcels)
        by_warehouse: dict[UUID, list[Parcel]] = defaultdict(list)
        for parcel in parcels:
            if parcel.quantity > 0:
                by_warehouse[parcel.warehouse_id].append(parcel)
        made = [
            _fulfillment(order, lines, warehouse_id, group, tracking_number, now=now)
            for warehouse_id, group in by_warehouse.items()
        ]
        OrderLine.objects.bulk_update(lines.values(), ["quantity_fulfilled"])
        refresh_status(order, now=now)
        _record(requestor, order, made, notify_customer=notify_customer, now=now)
    return order, made


def cancel_fulfillment(
    requestor: Requestor, *, fulfillment_id: str | None, warehouse_id: UUID | None, now: datetime
) -> Fulfillment:
    """Undo a fulfillment: its pieces go into a warehouse and are promised to the order again.

    Raises DomainError NOT_FOUND, CANNOT_CANCEL_FULFILLMENT or REQUIRED.
    """
    with transaction.atomic():
        fulfillment, order = _locked_fulfillment(fulfillment_id)
        if fulfillment.status != "FULFILLED":
            raise DomainError("CANNOT_CANCEL_FULFILLMENT", "This fulfillment can't be canceled", field="fulfillment")
        if warehouse_id is None:
            raise DomainError(
                "REQUIRED",
                "This parameter is required for fulfillments which are not in WAITING_FOR_APPROVAL state.",
                field="warehouseId",
            )
        _restock(fulfillment, warehouse_id)
        fulfillment.status = "CANCELED"
        fulfillment.save(update_fields=["status"])
        refresh_status(order, now=now)
        record = Event(event_type="FULFILLMENT_CANCELED", subject_type="Fulfillment", subject_id=fulfillment.pk)
        record_all([record], now=now, issuer=requestor)
        record_order_events(requestor, order, ("ORDER_UPDATED",), now=now)
    return fulfillment


def return_products(
    requestor: Requestor, *, order_id: str | None, quantities: Mapping[UUID, int], now: datetime
) -> tuple[Order, Fulfillment]:
    """Take pieces that were not handed out off an order: they count as returned and their stock is free again.

    With Saleor this is how a line is given up for good while the rest of the order goes on: `orderCancel` takes the
    whole order, a granted refund moves money alone. Raises DomainError NOT_FOUND or INVALID_QUANTITY.
    """
    with transaction.atomic():
        order = order_for(order_id, field="order", lock=True)
        lines = _locked_lines(order, quantities, field="orderLines")
        for key, quantity in quantities.items():
            if quantity < 1 or quantity > unfulfilled(lines[key]):
                raise DomainError(
                    "INVALID_QUANTITY",
                    "Provided quantity is bigger than unfulfilled quantity.",
                    field="orderLineId",
                    order_lines=[global_id("OrderLine", key)],
                )
        release(quantities)
        returned = _new_fulfillment(order, "RETURNED", "", now=now)
        FulfillmentLine.objects.bulk_create(
            [
                FulfillmentLine(fulfillment=returned, order_line=lines[key], quantity=quantity)
                for key, quantity in quantities.items()
            ]
        )
        for key, quantity in quantities.items():
            lines[key].quantity_fulfilled += quantity
        OrderLine.objects.bulk_update(lines.values(), ["quantity_fulfilled"])
        refresh_status(order, now=now)
        record_order_events(requestor, order, ("ORDER_UPDATED",), now=now)
    return order, returned


def _lines(order: Order, parcels: Sequence[Parcel]) -> dict[UUID, OrderLine]:
    seen: set[tuple[UUID, UUID]] = set()
    for parcel in parcels:
        if (parcel.line_id, parcel.warehouse_id) in seen:
            raise DomainError(
                "DUPLICATED_INPUT_ITEM",
                "Duplicated warehouse ID.",
                field="warehouse",
                warehouse=global_id("Warehouse", parcel.warehouse_id),
            )
        seen.add((parcel.line_id, parcel.warehouse_id))
    return _locked_lines(order, {parcel.line_id for parcel in parcels}, field="lines")


def _locked_lines(order: Order, keys: Iterable[UUID], *, field: str) -> dict[UUID, OrderLine]:
    wanted = set(keys)
    rows = order.lines.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    lines = {line.pk: line for line in rows}
    if unknown := wanted - lines.keys():
        raise missing(global_id("OrderLine", min(unknown)), field=field)
    return lines


def _check(lines: Mapping[UUID, OrderLine], parcels: Sequence[Parcel]) -> None:
    totals: Counter[UUID] = Counter()
    for parcel in parcels:
        totals[parcel.line_id] += parcel.quantity
    for key, quantity in totals.items():
        left = unfulfilled(lines[key])
        if quantity > left:
            raise DomainError(
                "FULFILL_ORDER_LINE",
                f"Only {left} item{'' if left == 1 else 's'} remaining to fulfill.",
                field="orderLineId",
                order_lines=[global_id("OrderLine", key)],
            )
    if totals.total() <= 0:
        raise DomainError("ZERO_QUANTITY", "Total quantity must be larger than 0.", field="lines")


def _fulfillment(
    order: Order,
    lines: Mapping[UUID, OrderLine],
    warehouse_id: UUID,
    parcels: Sequence[Parcel],
    tracking_number: str,
    *,
    now: datetime,
) -> Fulfillment:
    quantities = {parcel.line_id: parcel.quantity for parcel in parcels}
    try:
        stocks = take_out(quantities, warehouse_id=warehouse_id)
    except InsufficientStock as error:
        raise _shortage(error, warehouse_id) from error
    made = _new_fulfillment(order, "FULFILLED", tracking_number, now=now)
    FulfillmentLine.objects.bulk_create(
        [
            FulfillmentLine(fulfillment=made, order_line=lines[key], quantity=quantity, stock_id=stocks[key])
            for key, quantity in quantities.items()
        ]
    )
    for key, quantity in quantities.items():
        lines[key].quantity_fulfilled += quantity
    return made


def _new_fulfillment(order: Order, status: str, tracking_number: str, *, now: datetime) -> Fulfillment:
    last = order.fulfillments.aggregate(last=Max("fulfillment_order"))["last"] or 0
    return Fulfillment.objects.create(
        order=order, fulfillment_order=last + 1, status=status, tracking_number=tracking_number, created_at=now
    )


def _shortage(error: InsufficientStock, warehouse_id: UUID) -> Refusals:
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


def _record(
    requestor: Requestor, order: Order, made: Sequence[Fulfillment], *, notify_customer: bool, now: datetime
) -> None:
    events = [
        Event(
            event_type="FULFILLMENT_CREATED",
            subject_type="Fulfillment",
            subject_id=each.pk,
            details={"notify_customer": notify_customer},
        )
        for each in made
    ]
    kinds = ["ORDER_UPDATED"] + (["ORDER_FULFILLED"] if order.status == "FULFILLED" else [])
    events += [Event(event_type=kind, subject_type="Order", subject_id=order.pk) for kind in kinds]
    record_all(events, now=now, issuer=requestor)


def _locked_fulfillment(fulfillment_id: str | None) -> tuple[Fulfillment, Order]:
    found = Fulfillment.objects.filter(pk=int_pk_of("Fulfillment", fulfillment_id)).first()
    if found is None:
        raise missing(fulfillment_id)
    order = order_for(global_id("Order", found.order_id), lock=True)
    found.refresh_from_db()
    found.order = order
    return found, order


def _restock(fulfillment: Fulfillment, warehouse_id: UUID) -> None:
    """Put the pieces into the warehouse and promise them to their lines again."""
    if not Warehouse.objects.filter(pk=warehouse_id).exists():
        raise missing(global_id("Warehouse", warehouse_id), field="warehouseId")
    rows = list(fulfillment.lines.select_related("order_line__variant"))
    tracked = [row for row in rows if row.order_line.variant and row.order_line.variant.track_inventory]
    variants = {row.order_line.variant_id for row in tracked}
    Stock.objects.bulk_create(
        [Stock(warehouse_id=warehouse_id, product_variant_id=variant_id) for variant_id in variants if variant_id],
        ignore_conflicts=True,
    )
    stocks = dict(
        Stock.objects.filter(warehouse=warehouse_id, product_variant__in=variants).values_list("product_variant", "pk")
    )
    back: Counter[int] = Counter()
    for row in tracked:
        back[stocks[row.order_line.variant_id or 0]] += row.quantity
    put_back(back, allocated=True)
    for row in tracked:
        stock_id = stocks[row.order_line.variant_id or 0]
        allocation, _made = Allocation.objects.get_or_create(
            order_line=row.order_line, stock_id=stock_id, defaults={"quantity": 0}
        )
        allocation.quantity += row.quantity
        allocation.save(update_fields=["quantity"])
    for row in rows:
        row.order_line.quantity_fulfilled -= row.quantity
    OrderLine.objects.bulk_update([row.order_line for row in rows], ["quantity_fulfilled"])
