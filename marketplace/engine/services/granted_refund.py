"""Money is promised back for lines of an order, and then asked of the payment app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from marketplace.engine.models import Order, OrderGrantedRefund, OrderGrantedRefundLine, OrderLine, TransactionItem
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.selectors.accounts import user_of
from marketplace.engine.selectors.order import order_for
from marketplace.engine.selectors.payment import transaction_for
from marketplace.engine.services.payment_amounts import settle_order
from marketplace.engine.services.payment_request import request_granted_refund
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id
from marketplace.money import cents


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """So many pieces of an order line are paid back."""

    line_id: UUID
    quantity: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundWish:
    """What to pay back from which transaction: an amount, or the prices of lines and shipping."""

    transaction_id: str
    lines: Sequence[RefundedLine] = ()
    amount: Decimal | None = None
    shipping: bool = False
    reason: str = ""


def grant_refund(
    requestor: Requestor, *, order_id: str | None, wish: RefundWish, now: datetime
) -> tuple[Order, OrderGrantedRefund]:
    """Promise money back. Without an amount it is the lines' prices, at most what the transaction holds.

    Raises DomainError NOT_FOUND, REQUIRED, SHIPPING_COSTS_ALREADY_GRANTED, AMOUNT_GREATER_THAN_AVAILABLE and INVALID
    with what is wrong per line (more pieces than were not paid back before).
    """
    if wish.amount is None and not wish.lines and not wish.shipping:
        message = "You must provide at least one of `amount`, `lines`, `grantRefundForShipping`."
        fields = ("amount", "lines", "grantRefundForShipping")
        raise Refusals([DomainError("REQUIRED", message, field=field) for field in fields])
    with transaction.atomic():
        order = order_for(order_id, lock=True)
        lines = _lines(order, wish.lines)
        if wish.shipping and order.granted_refunds.filter(shipping_costs_included=True).exists():
            raise DomainError(
                "SHIPPING_COSTS_ALREADY_GRANTED",
                "Shipping costs have already been granted.",
                field="grantRefundForShipping",
            )
        item = _transaction(order, wish.transaction_id)
        refund = OrderGrantedRefund.objects.create(
            order=order,
            transaction=item,
            amount=_amount(order, item, lines, wish),
            currency=order.currency,
            reason=wish.reason,
            shipping_costs_included=wish.shipping,
            user=user_of(requestor),
            app_identifier=settings.SALEOR_APP_ID if requestor.is_app else "",
            created_at=now,
            updated_at=now,
        )
        OrderGrantedRefundLine.objects.bulk_create(
            [
                OrderGrantedRefundLine(
                    granted_refund=refund, order_line=lines[each.line_id], quantity=each.quantity, reason=each.reason
                )
                for each in wish.lines
            ]
        )
        settle_order(order, now=now)
    return order, refund


def pay_granted_refund(
    requestor: Requestor, *, granted_refund_id: str, transaction_id: str | None, token: str | None, now: datetime
) -> TransactionItem:
    """Ask the payment app for a promised refund, once.

    Raises DomainError NOT_FOUND, REFUND_IS_PENDING, REFUND_ALREADY_PROCESSED, AMOUNT_GREATER_THAN_AVAILABLE, INVALID.
    """
    requestor.require("HANDLE_PAYMENTS")
    pk = int_pk_of("OrderGrantedRefund", granted_refund_id, field="grantedRefundId")
    with transaction.atomic():
        found = OrderGrantedRefund.objects.filter(pk=pk).values_list("order_id", flat=True).first()
        if found is None:
            raise missing(granted_refund_id, field="grantedRefundId")
        order_for(global_id("Order", found), lock=True)
        refund = OrderGrantedRefund.objects.select_related("transaction").get(pk=pk)
        item = refund.transaction or _chosen(refund, transaction_id, token)
        _check_unpaid(refund, item)
        return request_granted_refund(requestor, granted_refund=refund, transaction_id=item.pk, now=now)


def _chosen(refund: OrderGrantedRefund, transaction_id: str | None, token: str | None) -> TransactionItem:
    item = transaction_for(transaction_id, token)
    if item.order_id != refund.order_id:
        raise DomainError("INVALID", "The transaction belongs to different order than granted refund.", field="id")
    refund.transaction = item
    refund.save(update_fields=["transaction"])
    return item


def _check_unpaid(refund: OrderGrantedRefund, item: TransactionItem) -> None:
    if refund.status == "PENDING":
        raise DomainError("REFUND_IS_PENDING", "The refund request is already in progress.", field="grantedRefundId")
    if refund.status == "SUCCESS":
        raise DomainError(
            "REFUND_ALREADY_PROCESSED", "The granted refund is already processed.", field="grantedRefundId"
        )
    if item.charged_amount < refund.amount:
        raise DomainError(
            "AMOUNT_GREATER_THAN_AVAILABLE",
            f"The granted refund amount {refund.amount} is greater than available charged amount on transactionItem "
            f"({item.charged_amount}).",
            field="grantedRefundId",
        )


def _transaction(order: Order, transaction_id: str) -> TransactionItem:
    try:
        return transaction_for(transaction_id, rows=order.transactions.all())
    except DomainError as error:
        raise DomainError(error.code, error.message, field="transactionId") from None


def _amount(order: Order, item: TransactionItem, lines: dict[UUID, OrderLine], wish: RefundWish) -> Decimal:
    if wish.amount is not None:
        if wish.amount > item.charged_amount:
            raise DomainError(
                "AMOUNT_GREATER_THAN_AVAILABLE",
                "Amount cannot be greater than the charged amount of provided transaction.",
                field="amount",
            )
        return cents(wish.amount)
    amount = sum((lines[each.line_id].unit_gross_amount * each.quantity for each in wish.lines), Decimal(0))
    if wish.shipping:
        amount += order.shipping_gross_amount
    return min(amount, item.charged_amount)


def _lines(order: Order, wanted: Sequence[RefundedLine]) -> dict[UUID, OrderLine]:
    lines = {line.pk: line for line in order.lines.filter(pk__in=[each.line_id for each in wanted])}
    refunded = dict(
        OrderGrantedRefundLine.objects.filter(granted_refund__order=order)
        .values_list("order_line")
        .annotate(total=Sum("quantity"))
        .order_by()
    )
    faults = [fault for each in wanted if (fault := _line_fault(each, lines, refunded))]
    if faults:
        raise DomainError("INVALID", "Provided input for lines is invalid.", field="lines", lines=faults)
    return lines


def _line_fault(wish: RefundedLine, lines: dict[UUID, OrderLine], refunded: dict[Any, int]) -> dict[str, str] | None:
    line = lines.get(wish.line_id)
    line_id = global_id("OrderLine", wish.line_id)
    if line is None:
        return {"line_id": line_id, "field": "id", "code": "NOT_FOUND", "message": "Could not resolve to a line."}
    left = line.quantity - refunded.get(line.pk, 0)
    if 0 < wish.quantity <= left:
        return None
    message = f"Cannot grant refund for more than the available quantity of the line ({left})."
    return {
        "line_id": line_id,
        "field": "quantity",
        "code": "QUANTITY_GREATER_THAN_AVAILABLE",
        "message": message,
    }
