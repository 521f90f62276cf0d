"""Mutations of orders as a whole, and the handing out of their pieces."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.checkout_inputs import uuid_of
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.schema.order import Order
from marketplace.engine.schema.order_inputs import OrderError
from marketplace.engine.schema.order_line import Fulfillment
from marketplace.engine.services.fulfillment import Parcel, fulfill_order
from marketplace.engine.services.order import cancel_order


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


class Mutation:
    order_fulfill = OrderFulfill.Field()
    order_cancel = OrderCancel.Field()
