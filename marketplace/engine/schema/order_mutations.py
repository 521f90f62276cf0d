"""Mutations of orders."""

from collections.abc import Mapping
from decimal import Decimal as Number
from typing import Any

import graphene

from marketplace.engine.schema.checkout_inputs import uuid_of
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.granted_refund import OrderGrantedRefund
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.order import Order
from marketplace.engine.schema.order_inputs import OrderError
from marketplace.engine.schema.order_line import Fulfillment
from marketplace.engine.services.fulfillment import Parcel, cancel_fulfillment, fulfill_order, return_products
from marketplace.engine.services.granted_refund import RefundedLine, RefundWish, grant_refund
from marketplace.engine.services.order import cancel_order
from marketplace.errors import DomainError
from marketplace.graphql.scalars import Decimal

OrderGrantRefundCreateLineErrorCode = enum_of(
    "OrderGrantRefundCreateLineErrorCode",
    "GRAPHQL_ERROR NOT_FOUND QUANTITY_GREATER_THAN_AVAILABLE INVALID NOT_CONFIGURED",
)


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


class OrderFulfillStockInput(graphene.InputObjectType):
    quantity = graphene.Int(required=True)
    warehouse = graphene.ID(required=True)


class OrderFulfillLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID()
    stocks = graphene.List(graphene.NonNull(OrderFulfillStockInput), required=True)


class OrderFulfillInput(graphene.InputObjectType):
    lines = graphene.List(graphene.NonNull(OrderFulfillLineInput), required=True)
    notify_customer = graphene.Boolean()
    tracking_number = graphene.String()


class FulfillmentCancelInput(graphene.InputObjectType):
    warehouse_id = graphene.ID()


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


class OrderReturnLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    reason = graphene.String()


class OrderReturnProductsInput(graphene.InputObjectType):
    order_lines = graphene.List(graphene.NonNull(OrderReturnLineInput))
    refund = graphene.Boolean(default_value=False)
    reason = graphene.String()


class OrderFulfill(EngineMutation):
    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        order = graphene.ID()
        input = OrderFulfillInput(required=True)

    fulfillments = graphene.List(graphene.NonNull(Fulfillment))
    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], order: str | None = None) -> "OrderFulfill":
        parcels = [
            Parcel(
                uuid_of("OrderLine", line.get("order_line_id"), field="lines"),
                uuid_of("Warehouse", stock["warehouse"], field="warehouse"),
                stock["quantity"],
            )
            for line in input["lines"]
            for stock in line["stocks"]
        ]
        found, made = fulfill_order(
            info.context.requestor,
            order_id=order,
            parcels=parcels,
            tracking_number=input.get("tracking_number") or "",
            notify_customer=input.get("notify_customer", True),
            now=info.context.now,
        )
        return cls(order=found, fulfillments=made)


class OrderCancel(EngineMutation):
    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)

    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "OrderCancel":
        return cls(order=cancel_order(info.context.requestor, order_id=id, now=info.context.now))


class FulfillmentCancel(EngineMutation):
    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = FulfillmentCancelInput()

    fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any] | None = None) -> "FulfillmentCancel":
        warehouse = (input or {}).get("warehouse_id")
        done = cancel_fulfillment(
            info.context.requestor,
            fulfillment_id=id,
            warehouse_id=uuid_of("Warehouse", warehouse, field="warehouseId") if warehouse else None,
            now=info.context.now,
        )
        return cls(fulfillment=done, order=done.order)


class FulfillmentReturnProducts(EngineMutation):
    """Takes lines off an order. Their money goes back by granted refunds: `refund: true` means older payments."""

    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        order = graphene.ID(required=True)
        input = OrderReturnProductsInput(required=True)

    return_fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, order: str, input: Mapping[str, Any]) -> "FulfillmentReturnProducts":
        if input.get("refund"):
            raise DomainError("CANNOT_REFUND", "Order cannot be refunded.", field="order")
        quantities = {
            uuid_of("OrderLine", line["order_line_id"], field="orderLines"): line["quantity"]
            for line in input.get("order_lines") or ()
        }
        found, returned = return_products(
            info.context.requestor, order_id=order, quantities=quantities, now=info.context.now
        )
        return cls(order=found, return_fulfillment=returned)


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
        lines = [
            RefundedLine(uuid_of("OrderLine", line["id"], field="lines"), line["quantity"], line.get("reason") or "")
            for line in input.get("lines") or ()
        ]
        amount: Number | None = input.get("amount")
        wish = RefundWish(
            transaction_id=input["transaction_id"],
            lines=lines,
            amount=amount,
            shipping=bool(input.get("grant_refund_for_shipping")),
            reason=input.get("reason") or "",
        )
        order, refund = grant_refund(info.context.requestor, order_id=id, wish=wish, now=info.context.now)
        return cls(order=order, granted_refund=refund)


class Mutation:
    order_fulfill = OrderFulfill.Field()
    order_cancel = OrderCancel.Field()
    order_fulfillment_cancel = FulfillmentCancel.Field()
    order_fulfillment_return_products = FulfillmentReturnProducts.Field()
    order_grant_refund_create = OrderGrantRefundCreate.Field()
