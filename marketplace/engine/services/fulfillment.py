"""Pieces of orders leave warehouses: at once, or after somebody has approved it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import Fulfillment, FulfillmentLine, Order, OrderLine, Stock
from marketplace.engine.selectors.channels import shop_settings
from marketplace.engine.selectors.order import order_for
from marketplace.engine.services.allocation import InsufficientStock, take_out
from marketplace.engine.services.fulfillment_rows import locked_fulfillment, locked_lines, new_fulfillment, shortage
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

    Where the shop wants hand-outs approved, they wait for it and the stock stays. Raises DomainError NOT_FOUND,
    DUPLICATED_INPUT_ITEM, CANNOT_FULFILL_UNPAID_ORDER, ZERO_QUANTITY, FULFILL_ORDER_LINE (more than is left), and
    Refusals INSUFFICIENT_STOCK for what a warehouse does not have.
    """
    shop = shop_settings()
    with transaction.atomic():
        order = order_for(order_id, field="order", lock=True)
        if shop.fulfillment_auto_approve and not shop.fulfillment_allow_unpaid:
            _check_paid(order, field="order")
        lines = _lines(order, parcels)
        _check(lines, parcels)
        by_warehouse: dict[UUID, list[Parcel]] = defaultdict(list)
        for parcel in parcels:
            if parcel.quantity > 0:
                by_warehouse[parcel.warehouse_id].append(parcel)
        status = "FULFILLED" if shop.fulfillment_auto_approve else "WAITING_FOR_APPROVAL"
        made = [
            _fulfillment(order, lines, warehouse_id, group, status, tracking_number, now=now)
            for warehouse_id, group in by_warehouse.items()
        ]
        OrderLine.objects.bulk_update(lines.values(), ["quantity_fulfilled"])
        refresh_status(order, now=now)
        _record(requestor, order, made, notify_customer=notify_customer, now=now)
    return order, made


def approve_fulfillment(
    requestor: Requestor, *, fulfillment_id: str | None, notify_customer: bool, now: datetime
) -> Fulfillment:
    """What waited for approval leaves its warehouse.

    Raises DomainError NOT_FOUND, INVALID (it does not wait), CANNOT_FULFILL_UNPAID_ORDER, Refusals INSUFFICIENT_STOCK.
    """
    with transaction.atomic():
        fulfillment, order = locked_fulfillment(fulfillment_id)
        if fulfillment.status != "WAITING_FOR_APPROVAL":
            message = "Invalid fulfillment status, only WAITING_FOR_APPROVAL fulfillments can be accepted."
            raise DomainError("INVALID", message)
        if not shop_settings().fulfillment_allow_unpaid:
            _check_paid(order, field=None)
        for warehouse_id, quantities in _waiting(fulfillment).items():
            try:
                take_out(quantities, warehouse_id=warehouse_id)
            except InsufficientStock as error:
                raise shortage(error, warehouse_id) from error
        fulfillment.status = "FULFILLED"
        fulfillment.save(update_fields=["status"])
        refresh_status(order, now=now)
        approved = Event(
            event_type="FULFILLMENT_APPROVED",
            subject_type="Fulfillment",
            subject_id=fulfillment.pk,
            details={"notify_customer": notify_customer},
        )
        record_all([approved], now=now, issuer=requestor)
        kinds = ("ORDER_UPDATED", "ORDER_FULFILLED") if order.status == "FULFILLED" else ("ORDER_UPDATED",)
        record_order_events(requestor, order, kinds, now=now)
    return fulfillment


def update_tracking(
    requestor: Requestor, *, fulfillment_id: str | None, tracking_number: str, now: datetime
) -> Fulfillment:
    """Name the number under which a fulfillment travels. Raises DomainError NOT_FOUND."""
    with transaction.atomic():
        fulfillment, order = locked_fulfillment(fulfillment_id)
        fulfillment.tracking_number = tracking_number
        fulfillment.save(update_fields=["tracking_number"])
        event_type = "FULFILLMENT_TRACKING_NUMBER_UPDATED"
        event = Event(event_type=event_type, subject_type="Fulfillment", subject_id=fulfillment.pk)
        record_all([event], now=now, issuer=requestor)
        record_order_events(requestor, order, ("ORDER_UPDATED",), now=now)
    return fulfillment


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
    return locked_lines(order, {parcel.line_id for parcel in parcels}, field="lines")


def _check_paid(order: Order, *, field: str | None) -> None:
    if order.total_charged_amount < order.total_gross_amount:
        raise DomainError("CANNOT_FULFILL_UNPAID_ORDER", "Cannot fulfill unpaid order.", field=field)


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
    status: str,
    tracking_number: str,
    *,
    now: datetime,
) -> Fulfillment:
    quantities = {parcel.line_id: parcel.quantity for parcel in parcels}
    try:
        if status == "FULFILLED":
            stocks = take_out(quantities, warehouse_id=warehouse_id)
        else:
            stocks = _stocks_of(lines, quantities, warehouse_id)
    except InsufficientStock as error:
        raise shortage(error, warehouse_id) from error
    made = new_fulfillment(order, status, tracking_number=tracking_number, now=now)
    FulfillmentLine.objects.bulk_create(
        [
            FulfillmentLine(fulfillment=made, order_line=lines[key], quantity=quantity, stock_id=stocks[key])
            for key, quantity in quantities.items()
        ]
    )
    for key, quantity in quantities.items():
        lines[key].quantity_fulfilled += quantity
    return made


def _stocks_of(lines: Mapping[UUID, OrderLine], quantities: Mapping[UUID, int], warehouse_id: UUID) -> dict[UUID, int]:
    """The stocks that the pieces will be taken from; whether enough lies there is asked when they leave."""
    variants = {lines[key].variant_id for key in quantities}
    there = Stock.objects.filter(warehouse=warehouse_id, product_variant__in=variants)
    by_variant = dict(there.values_list("product_variant", "pk"))
    short: dict[Any, int] = {key: 0 for key in quantities if lines[key].variant_id not in by_variant}
    if short:
        raise InsufficientStock(short)
    return {key: by_variant[lines[key].variant_id or 0] for key in quantities}


def _waiting(fulfillment: Fulfillment) -> dict[UUID, dict[UUID, int]]:
    """Pieces by warehouse and order line."""
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for line in fulfillment.lines.select_related("stock"):
        if line.stock is not None:
            found[line.stock.warehouse_id][line.order_line_id] = line.quantity
    return found


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
