"""Sums over an order's transactions and promised refunds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.rules.order import remaining_grant
from marketplace.engine.schema.money import Money
from marketplace.graphql.batches import attach_children, batched
from marketplace.money import Money as Amount

_PROCESSED = ("charged", "authorized", "refunded", "charge_pending", "authorize_pending", "refund_pending")


def paid_by(orders: Sequence[models.Order]) -> Sequence[Sequence[models.TransactionItem]]:
    """The transactions of many orders, read once for all that ask."""
    return attach_children(orders, "paid_by", models.TransactionItem.objects.all, back="order")


def promised_back(orders: Sequence[models.Order]) -> Sequence[Sequence[models.OrderGrantedRefund]]:
    """The promised refunds of many orders, read once for all that ask."""
    return attach_children(orders, "promised_back", models.OrderGrantedRefund.objects.all, back="order")


def _sum(transactions: Sequence[models.TransactionItem], *steps: str) -> Decimal:
    return sum((getattr(each, f"{step}_amount") for each in transactions for step in steps), Decimal(0))


def _granted(refunds: Sequence[models.OrderGrantedRefund]) -> Decimal:
    return sum((each.amount for each in refunds), Decimal(0))


def _total(step: str, *permissions: str) -> graphene.Field:
    """The sum of a step of money over all transactions."""

    def load(orders: Sequence[models.Order], info: Any) -> list[Amount]:
        if permissions:
            info.context.requestor.require(*permissions)
        found = zip(orders, paid_by(orders), strict=True)
        return [Amount(_sum(transactions, step), order.currency) for order, transactions in found]

    return graphene.Field(Money, required=True, resolver=batched(load))


def _balances(orders: Sequence[models.Order], _info: Any) -> list[Amount]:
    """What was paid, or is on its way, beyond what is due after promised refunds."""
    found = zip(orders, paid_by(orders), promised_back(orders), strict=True)
    return [
        Amount(
            _sum(transactions, "charged", "charge_pending") - (order.total_gross_amount - _granted(refunds)),
            order.currency,
        )
        for order, transactions, refunds in found
    ]


def _grants(orders: Sequence[models.Order], info: Any) -> list[Amount]:
    info.context.requestor.require("MANAGE_ORDERS")
    found = zip(orders, promised_back(orders), strict=True)
    return [Amount(_granted(refunds), order.currency) for order, refunds in found]


def _remaining_grants(orders: Sequence[models.Order], info: Any) -> list[Amount]:
    info.context.requestor.require("MANAGE_ORDERS")
    found = zip(orders, paid_by(orders), promised_back(orders), strict=True)
    return [
        Amount(
            remaining_grant(
                order.total_gross_amount,
                _granted(refunds),
                processed=_sum(transactions, *_PROCESSED),
                refunded=_sum(transactions, "refunded", "refund_pending"),
            ),
            order.currency,
        )
        for order, transactions, refunds in found
    ]


class OrderTotals:
    """Fields of an order that its transactions decide. Mixed into `Order`."""

    total_authorized = graphene.Field(Money, required=True)
    total_captured = graphene.Field(Money, required=True)
    total_charged = graphene.Field(Money, required=True)
    total_balance = graphene.Field(Money, required=True, resolver=batched(_balances))
    total_canceled = _total("canceled")
    total_granted_refund = graphene.Field(Money, required=True, resolver=batched(_grants))
    total_refunded = _total("refunded")
    total_refund_pending = _total("refund_pending", "MANAGE_ORDERS")
    total_authorize_pending = _total("authorize_pending", "MANAGE_ORDERS")
    total_charge_pending = _total("charge_pending", "MANAGE_ORDERS")
    total_cancel_pending = _total("cancel_pending", "MANAGE_ORDERS")
    total_remaining_grant = graphene.Field(Money, required=True, resolver=batched(_remaining_grants))

    @staticmethod
    def resolve_total_authorized(root: models.Order, _info: Any) -> Amount:
        return Amount(root.total_authorized_amount, root.currency)

    @staticmethod
    def resolve_total_charged(root: models.Order, _info: Any) -> Amount:
        return Amount(root.total_charged_amount, root.currency)

    resolve_total_captured = resolve_total_charged
