"""Money is promised back for lines of an order, and then asked of the payment app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from marketplace.engine.models import Order, OrderGrantedRefund, OrderGrantedRefundLine, TransactionItem
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.selectors.accounts import app_identifier_of, user_of
from marketplace.engine.selectors.order import order_for
from marketplace.engine.selectors.payment import transaction_for
from marketplace.engine.services.granted_refund_lines import CheckedLines, RefundedLine, checked_lines
from marketplace.engine.services.payment_amounts import settle_order
from marketplace.engine.services.payment_request import asked_for, request_granted_refund
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id
from marketplace.money import cents

LINES_INVALID = "Provided input for lines is invalid."
MORE_THAN_CHARGED = "Amount cannot be greater than the charged amount of provided transaction."


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
    with transaction.atomic():
        order = order_for(order_id, lock=True)
        if wish.amount is None and not wish.lines and not wish.shipping:
            message = "You must provide at least one of `amount`, `lines`, `grantRefundForShipping`."
            fields = ("amount", "lines", "grantRefundForShipping")
            raise Refusals([DomainError("REQUIRED", message, field=field) for field in fields])
        checked = checked_lines(order, wish.lines)
        if checked.faults:
            raise DomainError("INVALID", LINES_INVALID, field="lines", lines=checked.faults)
        if wish.shipping and order.granted_refunds.filter(shipping_costs_included=True).exists():
            raise shipping_granted()
        item = _transaction(order, wish.transaction_id)
        refund = OrderGrantedRefund.objects.create(
            order=order,
            transaction=item,
            amount=_amount(order, item, checked, wish),
            currency=order.currency,
            reason=wish.reason,
            shipping_costs_included=wish.shipping,
            user=user_of(requestor),
            app_identifier=app_identifier_of(requestor),
            created_at=now,
            updated_at=now,
        )
        add_lines(refund, checked)
        settle_order(order, now=now)
    return order, refund


def add_lines(refund: OrderGrantedRefund, checked: CheckedLines) -> None:
    """Store the pieces of a promise; they must have been checked under the order's lock."""
    OrderGrantedRefundLine.objects.bulk_create(
        [
            OrderGrantedRefundLine(
                granted_refund=refund, order_line=checked.lines[key], quantity=wish.quantity, reason=wish.reason
            )
            for key, wish in checked.wanted.items()
        ]
    )


def shipping_granted() -> DomainError:
    return DomainError(
        "SHIPPING_COSTS_ALREADY_GRANTED", "Shipping costs have already been granted.", field="grantRefundForShipping"
    )


def stated(amount: Decimal) -> Decimal:
    """An amount that somebody states, in whole cents. Raises DomainError INVALID for one below zero."""
    if amount < 0:
        raise DomainError("INVALID", "Amount cannot be negative.", field="amount")
    return cents(amount)


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
        if not refund.amount:  # a payment app would take it for all there is
            raise DomainError("INVALID", "The granted refund is of nothing.", field="grantedRefundId")
        if refund.transaction is not None:
            _check_unpaid(refund, refund.transaction)
        item = refund.transaction or _chosen(refund, transaction_id, token)
        return request_granted_refund(requestor, granted_refund=refund, transaction_id=item.pk, now=now)


def _chosen(refund: OrderGrantedRefund, transaction_id: str | None, token: str | None) -> TransactionItem:
    item = transaction_for(transaction_id, token)
    if item.order_id != refund.order_id:
        about_refund = "The granted refund belongs to different order than transaction."
        about_transaction = "The transaction belongs to different order than granted refund."
        raise Refusals(
            [
                DomainError("INVALID", about_refund, field="grantedRefundId"),
                DomainError("INVALID", about_transaction, field="id"),
            ]
        )
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
    # What was asked for and not answered yet is not charged any more either: two promises must not be paid twice.
    available = item.charged_amount - asked_for(item, "REFUND")
    if available < refund.amount:
        raise DomainError(
            "AMOUNT_GREATER_THAN_AVAILABLE",
            f"The granted refund amount {refund.amount} is greater than available charged amount on transactionItem "
            f"({available}). Update the order granted refund amount to process the grant refund.",
            field="grantedRefundId",
        )


def _transaction(order: Order, transaction_id: str) -> TransactionItem:
    try:
        return transaction_for(transaction_id, rows=order.transactions.all())
    except DomainError as error:
        raise DomainError(error.code, error.message, field="transactionId") from None


def _amount(order: Order, item: TransactionItem, checked: CheckedLines, wish: RefundWish) -> Decimal:
    if wish.amount is not None:
        amount = stated(wish.amount)
        if amount > item.charged_amount:
            raise DomainError("AMOUNT_GREATER_THAN_AVAILABLE", MORE_THAN_CHARGED, field="amount")
        return amount
    amount = sum(
        (checked.lines[key].unit_gross_amount * each.quantity for key, each in checked.wanted.items()), Decimal(0)
    )
    if wish.shipping:
        amount += order.shipping_gross_amount
    return min(amount, item.charged_amount)
