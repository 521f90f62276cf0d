"""Mutations of promised refunds."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.granted_refund import OrderGrantedRefund
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.order import Order
from marketplace.engine.services.granted_refund import RefundWish, grant_refund
from marketplace.engine.services.granted_refund_change import RefundChange, change_granted_refund
from marketplace.engine.services.granted_refund_lines import RefundedLine
from marketplace.graphql.scalars import Decimal

_LINE_CODES = "GRAPHQL_ERROR NOT_FOUND QUANTITY_GREATER_THAN_AVAILABLE INVALID NOT_CONFIGURED"
OrderGrantRefundCreateLineErrorCode = enum_of("OrderGrantRefundCreateLineErrorCode", _LINE_CODES)
OrderGrantRefundUpdateLineErrorCode = enum_of("OrderGrantRefundUpdateLineErrorCode", _LINE_CODES)


class OrderGrantRefundCreateLineError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = OrderGrantRefundCreateLineErrorCode(required=True)
    line_id = graphene.ID(required=True)


OrderGrantRefundCreateError = error_type(
    "OrderGrantRefundCreateError",
    "GRAPHQL_ERROR NOT_FOUND NOT_CONFIGURED SHIPPING_COSTS_ALREADY_GRANTED AMOUNT_GREATER_THAN_AVAILABLE REQUIRED "
    "INVALID",
    lines=graphene.List(graphene.NonNull(OrderGrantRefundCreateLineError)),
)


class OrderGrantRefundUpdateLineError(graphene.ObjectType):
    field = graphene.String()
    message = graphene.String()
    code = OrderGrantRefundUpdateLineErrorCode(required=True)
    line_id = graphene.ID(required=True)


OrderGrantRefundUpdateError = error_type(
    "OrderGrantRefundUpdateError",
    "GRAPHQL_ERROR NOT_FOUND NOT_CONFIGURED REQUIRED INVALID AMOUNT_GREATER_THAN_AVAILABLE "
    "SHIPPING_COSTS_ALREADY_GRANTED",
    add_lines=graphene.List(graphene.NonNull(OrderGrantRefundUpdateLineError)),
    remove_lines=graphene.List(graphene.NonNull(OrderGrantRefundUpdateLineError)),
)


class OrderGrantRefundCreateLineInput(graphene.InputObjectType):
    id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    reason = graphene.String()


class OrderGrantRefundCreateInput(graphene.InputObjectType):
    amount = graphene.InputField(Decimal)
    reason = graphene.String()
    lines = graphene.List(graphene.NonNull(OrderGrantRefundCreateLineInput))
    grant_refund_for_shipping = graphene.Boolean()
    transaction_id = graphene.ID(required=True)


class OrderGrantRefundUpdateLineAddInput(graphene.InputObjectType):
    id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    reason = graphene.String()


class OrderGrantRefundUpdateInput(graphene.InputObjectType):
    amount = graphene.InputField(Decimal)
    reason = graphene.String()
    add_lines = graphene.List(graphene.NonNull(OrderGrantRefundUpdateLineAddInput))
    remove_lines = graphene.List(graphene.NonNull(graphene.ID))
    grant_refund_for_shipping = graphene.Boolean()
    transaction_id = graphene.ID()


_SPELLED = {
    "amount": "amount",
    "reason": "reason",
    "add_lines": "addLines",
    "remove_lines": "removeLines",
    "grant_refund_for_shipping": "grantRefundForShipping",
    "transaction_id": "transactionId",
}


class OrderGrantRefundCreate(EngineMutation):
    class Meta:
        error_type = OrderGrantRefundCreateError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = OrderGrantRefundCreateInput(required=True)

    order = graphene.Field(Order)
    granted_refund = graphene.Field(OrderGrantedRefund)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "OrderGrantRefundCreate":
        wish = RefundWish(
            transaction_id=input["transaction_id"],
            lines=_lines(input, "lines"),
            amount=input.get("amount"),
            shipping=bool(input.get("grant_refund_for_shipping")),
            reason=input.get("reason") or "",
        )
        order, refund = grant_refund(info.context.requestor, order_id=id, wish=wish, now=info.context.now)
        return cls(order=order, granted_refund=refund)


class OrderGrantRefundUpdate(EngineMutation):
    class Meta:
        error_type = OrderGrantRefundUpdateError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = OrderGrantRefundUpdateInput(required=True)

    order = graphene.Field(Order)
    granted_refund = graphene.Field(OrderGrantedRefund)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "OrderGrantRefundUpdate":
        change = RefundChange(
            amount=input.get("amount"),
            reason=input.get("reason"),
            add=_lines(input, "add_lines"),
            remove=input.get("remove_lines") or (),
            shipping=input.get("grant_refund_for_shipping"),
            transaction_id=input.get("transaction_id"),
            named=[_SPELLED[name] for name in input],
        )
        order, refund = change_granted_refund(
            info.context.requestor, granted_refund_id=id, change=change, now=info.context.now
        )
        return cls(order=order, granted_refund=refund)


def _lines(input: Mapping[str, Any], name: str) -> list[RefundedLine]:
    return [RefundedLine(line["id"], line["quantity"], line.get("reason") or "") for line in input.get(name) or ()]


class Mutation:
    order_grant_refund_create = OrderGrantRefundCreate.Field()
    order_grant_refund_update = OrderGrantRefundUpdate.Field()
