"""Mutations of what was handed out: approve, undo, take back, name the parcel."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.checkout_inputs import uuid_of
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.schema.order import Order
from marketplace.engine.schema.order_inputs import OrderError
from marketplace.engine.schema.order_line import Fulfillment
from marketplace.engine.services.fulfillment import approve_fulfillment, update_tracking
from marketplace.engine.services.fulfillment_cancellation import cancel_fulfillment
from marketplace.engine.services.fulfillment_return import Returned, ReturnWish, return_products
from marketplace.errors import DomainError


class FulfillmentCancelInput(graphene.InputObjectType):
    warehouse_id = graphene.ID()


class FulfillmentUpdateTrackingInput(graphene.InputObjectType):
    tracking_number = graphene.String()
    notify_customer = graphene.Boolean(default_value=False)


class OrderReturnLineInput(graphene.InputObjectType):
    order_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    reason = graphene.String()


class OrderReturnFulfillmentLineInput(graphene.InputObjectType):
    fulfillment_line_id = graphene.ID(required=True)
    quantity = graphene.Int(required=True)
    reason = graphene.String()


class OrderReturnProductsInput(graphene.InputObjectType):
    order_lines = graphene.List(graphene.NonNull(OrderReturnLineInput))
    fulfillment_lines = graphene.List(graphene.NonNull(OrderReturnFulfillmentLineInput))
    refund = graphene.Boolean(default_value=False)
    reason = graphene.String()


class FulfillmentApprove(EngineMutation):
    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)
        notify_customer = graphene.Boolean(required=True)

    fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, id: str, notify_customer: bool) -> "FulfillmentApprove":
        done = approve_fulfillment(
            info.context.requestor, fulfillment_id=id, notify_customer=notify_customer, now=info.context.now
        )
        return cls(fulfillment=done, order=done.order)


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


class FulfillmentUpdateTracking(EngineMutation):
    class Meta:
        error_type = OrderError
        permissions = ("MANAGE_ORDERS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = FulfillmentUpdateTrackingInput(required=True)

    fulfillment = graphene.Field(Fulfillment)
    order = graphene.Field(Order)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "FulfillmentUpdateTracking":
        done = update_tracking(
            info.context.requestor,
            fulfillment_id=id,
            tracking_number=input.get("tracking_number") or "",
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
        wish = ReturnWish(
            order_lines={
                uuid_of("OrderLine", line["order_line_id"], field="orderLines"): _returned(line)
                for line in input.get("order_lines") or ()
            },
            fulfillment_lines={
                int_pk_of("FulfillmentLine", line["fulfillment_line_id"], field="fulfillmentLines"): _returned(line)
                for line in input.get("fulfillment_lines") or ()
            },
            reason=input.get("reason") or "",
        )
        found, returned = return_products(info.context.requestor, order_id=order, wish=wish, now=info.context.now)
        return cls(order=found, return_fulfillment=returned)


def _returned(line: Mapping[str, Any]) -> Returned:
    return Returned(line["quantity"], line.get("reason") or "")


class Mutation:
    order_fulfillment_approve = FulfillmentApprove.Field()
    order_fulfillment_cancel = FulfillmentCancel.Field()
    order_fulfillment_update_tracking = FulfillmentUpdateTracking.Field()
    order_fulfillment_return_products = FulfillmentReturnProducts.Field()
