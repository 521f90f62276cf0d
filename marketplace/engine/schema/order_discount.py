"""What was taken off an order as a whole, and off its lines."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.voucher import DiscountValueTypeEnum
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import PositiveDecimal
from marketplace.money import Money as Amount

OrderDiscountType = enum_of("OrderDiscountType", "SALE VOUCHER MANUAL PROMOTION ORDER_PROMOTION")


@represents(models.OrderDiscount)
class OrderDiscount(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    type = graphene.Field(OrderDiscountType, required=True)
    name = graphene.String()
    value_type = graphene.Field(DiscountValueTypeEnum, required=True)
    value = graphene.Field(PositiveDecimal, required=True)
    reason = graphene.String()
    total = graphene.Field(Money, required=True)

    @staticmethod
    def resolve_id(root: models.OrderDiscount, _info: Any) -> str:
        return global_id("OrderDiscount", root.pk)

    @staticmethod
    def resolve_total(root: models.OrderDiscount, _info: Any) -> Amount:
        return Amount(root.amount, root.currency)


@represents(models.OrderLineDiscount)
class OrderLineDiscount(graphene.ObjectType):
    id = graphene.ID(required=True)
    type = graphene.Field(OrderDiscountType, required=True)
    name = graphene.String()
    value_type = graphene.Field(DiscountValueTypeEnum, required=True)
    value = graphene.Field(PositiveDecimal, required=True)
    reason = graphene.String()
    total = graphene.Field(Money, required=True)

    @staticmethod
    def resolve_id(root: models.OrderLineDiscount, _info: Any) -> str:
        return global_id("OrderLineDiscount", root.pk)

    @staticmethod
    def resolve_total(root: models.OrderLineDiscount, _info: Any) -> Amount:
        return Amount(root.amount, root.currency)


types = [OrderDiscount, OrderLineDiscount]
