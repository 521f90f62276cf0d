"""Which pieces of an order money can be promised back for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Sum

from marketplace.engine.models import Order, OrderGrantedRefundLine, OrderLine
from marketplace.engine.refusals import uuid_of
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id

Fault = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """So many pieces of an order line (by global id) are paid back."""

    line_id: str
    quantity: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckedLines:
    """The wishes by order line (the last one of each counts), and what is wrong with any of them, in Saleor's words."""

    wanted: Mapping[UUID, RefundedLine]
    lines: Mapping[UUID, OrderLine] = field(default_factory=dict)
    faults: Sequence[Fault] = ()


def checked_lines(order: Order, wishes: Iterable[RefundedLine], *, but: Collection[int] = ()) -> CheckedLines:
    """Hold wishes against what is left of the order's lines; `but` are granted lines that no longer count.

    Faults come in Saleor's order: ids that are none, lines of other orders, more pieces than are left.
    """
    wanted: dict[UUID, RefundedLine] = {}
    faults: list[Fault] = []
    for wish in wishes:
        try:
            wanted[uuid_of("OrderLine", wish.line_id)] = wish
        except DomainError as error:
            faults.append(_fault(wish.line_id, "id", "GRAPHQL_ERROR", str(error.message)))
    lines = {line.pk: line for line in order.lines.filter(pk__in=wanted)}
    for key in wanted.keys() - lines.keys():
        faults.append(_fault(global_id("OrderLine", key), "id", "NOT_FOUND", "Could not resolve to a line."))
    granted = _granted(order, but)
    for key, line in lines.items():
        left = line.quantity - granted.get(key, 0)
        if not 0 < wanted[key].quantity <= left:
            message = f"Cannot grant refund for more than the available quantity of the line ({left})."
            code = "QUANTITY_GREATER_THAN_AVAILABLE"
            faults.append(_fault(global_id("OrderLine", key), "quantity", code, message))
    return CheckedLines(wanted, lines, faults)


def _granted(order: Order, but: Collection[int]) -> Mapping[Any, int]:
    rows = OrderGrantedRefundLine.objects.filter(granted_refund__order=order).exclude(pk__in=but)
    return dict(rows.values_list("order_line").annotate(total=Sum("quantity")).order_by())


def _fault(line_id: str, field: str | None, code: str, message: str) -> Fault:
    return {"line_id": line_id, "field": field, "code": code, "message": message}
