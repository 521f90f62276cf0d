"""A promise of money is changed before it is paid; its reason at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import DecimalField, F, Sum

from marketplace.engine.models import Order, OrderGrantedRefund, TransactionItem
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.selectors.order import order_for
from marketplace.engine.selectors.payment import transaction_for
from marketplace.engine.services.granted_refund import (
    LINES_INVALID,
    MORE_THAN_CHARGED,
    add_lines,
    shipping_granted,
    stated,
)
from marketplace.engine.services.granted_refund_lines import CheckedLines, Fault, RefundedLine, checked_lines
from marketplace.engine.services.payment_amounts import settle_order
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id

_NOTHING = "At least one field needs to be provided to process update."
_ONLY_REASON = "Only reason can be updated when `OrderGrantedRefund.status` is PENDING or SUCCESS."
_TOO_LITTLE = "Provided transaction does not have enough charged amount to cover the granted refund."


@dataclass(frozen=True, kw_only=True)
class RefundChange:
    """What is to be different; None leaves a thing as it is. `named` are the input's fields, in its own spelling."""

    amount: Decimal | None = None
    reason: str | None = None
    add: Sequence[RefundedLine] = ()
    remove: Sequence[str] = ()
    shipping: bool | None = None
    transaction_id: str | None = None
    named: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Checked:
    """A change that may be made. `item` and `amount` are the ones from now on; None: none, or counted anew."""

    added: CheckedLines
    removed: frozenset[int]
    item: TransactionItem | None
    amount: Decimal | None


def change_granted_refund(
    _requestor: Requestor, *, granted_refund_id: str, change: RefundChange, now: datetime
) -> tuple[Order, OrderGrantedRefund]:
    """Change a promise; without an amount of its own it is counted anew from its lines and shipping.

    Raises DomainError NOT_FOUND, REQUIRED, and Refusals INVALID (paid or on its way, or lines that are wrong),
    SHIPPING_COSTS_ALREADY_GRANTED and AMOUNT_GREATER_THAN_AVAILABLE, all that apply.
    """
    pk = int_pk_of("OrderGrantedRefund", granted_refund_id)
    with transaction.atomic():
        order_id = OrderGrantedRefund.objects.filter(pk=pk).values_list("order_id", flat=True).first()
        if order_id is None:
            raise missing(granted_refund_id)
        order = order_for(global_id("Order", order_id), lock=True)
        refund = OrderGrantedRefund.objects.select_related("transaction").get(pk=pk)
        _check_open(refund, change)
        checked = _checked(order, refund, change)
        _apply(order, refund, change, checked, now=now)
        settle_order(order, now=now)
    return order, refund


def _check_open(refund: OrderGrantedRefund, change: RefundChange) -> None:
    wanted = (change.add, change.remove, change.shipping, change.transaction_id)
    if change.amount is None and change.reason is None and not any(wanted):
        raise DomainError("REQUIRED", _NOTHING, field="input")
    fields = [name for name in change.named if name != "reason"]
    if refund.status in ("PENDING", "SUCCESS") and fields:
        raise Refusals([DomainError("INVALID", _ONLY_REASON, field=name) for name in fields])


def _checked(order: Order, refund: OrderGrantedRefund, change: RefundChange) -> _Checked:
    removed, faults = _removed(refund, change.remove)
    added = checked_lines(order, change.add, but=removed)
    errors = []
    if faults:
        errors.append(DomainError("INVALID", LINES_INVALID, field="removeLines", remove_lines=faults))
    if added.faults:
        errors.append(DomainError("INVALID", LINES_INVALID, field="addLines", add_lines=added.faults))
    others = order.granted_refunds.exclude(pk=refund.pk)
    if change.shipping and others.filter(shipping_costs_included=True).exists():
        errors.append(shipping_granted())
    item = _transaction(order, refund, change.transaction_id)
    amount = None if change.amount is None else stated(change.amount)
    if error := _amount_fault(refund, change, item, amount):
        errors.append(error)
    if errors:
        raise Refusals(errors)
    return _Checked(added, frozenset(removed), item, amount)


def _amount_fault(
    refund: OrderGrantedRefund, change: RefundChange, item: TransactionItem | None, amount: Decimal | None
) -> DomainError | None:
    if item is None:
        return None
    if amount is not None:
        if amount > item.charged_amount:
            return DomainError("AMOUNT_GREATER_THAN_AVAILABLE", MORE_THAN_CHARGED, field="amount")
        return None
    same_sum = not change.add and not change.remove and not change.shipping
    if change.transaction_id and same_sum and refund.amount > item.charged_amount:
        return DomainError("AMOUNT_GREATER_THAN_AVAILABLE", _TOO_LITTLE, field="transactionId")
    return None


def _removed(refund: OrderGrantedRefund, line_ids: Sequence[str]) -> tuple[set[int], list[Fault]]:
    faults: list[Fault] = []
    keys: set[int] = set()
    for line_id in line_ids:
        try:
            keys.add(int_pk_of("OrderGrantedRefundLine", line_id))
        except DomainError as error:
            faults.append(_fault(line_id, "GRAPHQL_ERROR", str(error.message)))
    known = set(refund.lines.filter(pk__in=keys).values_list("pk", flat=True))
    for key in sorted(keys - known):
        faults.append(_fault(global_id("OrderGrantedRefundLine", key), "NOT_FOUND", "Could not resolve to a line."))
    return keys, faults


def _fault(line_id: str, code: str, message: str) -> Fault:
    return {"line_id": line_id, "field": None, "code": code, "message": message}


def _transaction(order: Order, refund: OrderGrantedRefund, transaction_id: str | None) -> TransactionItem | None:
    """The transaction from now on: one of the order's own, unlike with Saleor, which takes any."""
    if transaction_id is None:
        return refund.transaction
    try:
        return transaction_for(transaction_id, rows=order.transactions.all())
    except DomainError as error:
        raise DomainError(error.code, error.message, field="transactionId") from None


def _apply(order: Order, refund: OrderGrantedRefund, change: RefundChange, checked: _Checked, *, now: datetime) -> None:
    refund.lines.filter(pk__in=checked.removed).delete()
    add_lines(refund, checked.added)
    if change.shipping is not None:
        refund.shipping_costs_included = change.shipping
    if change.reason is not None:
        refund.reason = change.reason
    refund.transaction = checked.item
    if checked.amount is not None:
        refund.amount = checked.amount
    elif change.add or change.remove or change.shipping is not None:
        refund.amount = _sum(order, refund)
    refund.updated_at = now
    refund.save()


def _sum(order: Order, refund: OrderGrantedRefund) -> Decimal:
    price = F("order_line__unit_gross_amount") * F("quantity")
    total = refund.lines.aggregate(total=Sum(price, output_field=DecimalField()))["total"] or Decimal(0)
    if refund.shipping_costs_included:
        total += order.shipping_gross_amount
    return min(total, refund.transaction.charged_amount) if refund.transaction else total
