"""Money that was promised back."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.order_line import OrderLine
from marketplace.engine.schema.payment import TransactionEvent, TransactionItem
from marketplace.graphql.batches import children, related
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime
from marketplace.money import Money as Amount

OrderGrantedRefundStatusEnum = enum_of("OrderGrantedRefundStatusEnum", "NONE PENDING SUCCESS FAILURE")


class OrderGrantedRefundLine(graphene.ObjectType):
    id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    order_line = graphene.Field(OrderLine, required=True)
    reason = graphene.String()

    resolve_order_line = related("order_line")

    @staticmethod
    def resolve_id(root: models.OrderGrantedRefundLine, _info: Any) -> str:
        return global_id("OrderGrantedRefundLine", root.pk)


class OrderGrantedRefund(graphene.ObjectType):
    id = graphene.ID(required=True)
    created_at = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    amount = graphene.Field(Money, required=True)
    reason = graphene.String()
    shipping_costs_included = graphene.Boolean(required=True)
    lines = graphene.List(graphene.NonNull(OrderGrantedRefundLine))
    status = graphene.Field(OrderGrantedRefundStatusEnum, required=True)
    transaction = graphene.Field(TransactionItem)
    transaction_events = graphene.List(graphene.NonNull(TransactionEvent))

    resolve_transaction = related("transaction")
    resolve_lines = children("pieces", models.OrderGrantedRefundLine.objects.all, back="granted_refund")
    resolve_transaction_events = children("reported", models.TransactionEvent.objects.all, back="granted_refund")

    @staticmethod
    def resolve_id(root: models.OrderGrantedRefund, _info: Any) -> str:
        return global_id("OrderGrantedRefund", root.pk)

    @staticmethod
    def resolve_amount(root: models.OrderGrantedRefund, _info: Any) -> Amount:
        return Amount(root.amount, root.currency)
