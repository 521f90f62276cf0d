"""How orders are searched, sorted and acted upon."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.address import AddressTypeEnum
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.mutation import error_type
from marketplace.engine.schema.product_filter import (
    DateTimeRangeInput,
    GlobalIDFilterInput,
    IntRangeInput,
    StringFilterInput,
)
from marketplace.graphql.scalars import UUID

OrderStatus = enum_of(
    "OrderStatus",
    "DRAFT UNCONFIRMED UNFULFILLED PARTIALLY_FULFILLED PARTIALLY_RETURNED RETURNED FULFILLED CANCELED EXPIRED",
)
OrderAuthorizeStatusEnum = enum_of("OrderAuthorizeStatusEnum", "NONE PARTIAL FULL")
OrderChargeStatusEnum = enum_of("OrderChargeStatusEnum", "NONE PARTIAL FULL OVERCHARGED")
OrderSortField = enum_of("OrderSortField", "NUMBER CREATION_DATE CREATED_AT LAST_MODIFIED_AT CUSTOMER STATUS")

OrderError = error_type(
    "OrderError",
    "BILLING_ADDRESS_NOT_SET CANNOT_CANCEL_FULFILLMENT CANNOT_CANCEL_ORDER CANNOT_DELETE CANNOT_DISCOUNT CANNOT_REFUND "
    "CANNOT_FULFILL_UNPAID_ORDER CAPTURE_INACTIVE_PAYMENT GIFT_CARD_LINE NOT_EDITABLE FULFILL_ORDER_LINE GRAPHQL_ERROR "
    "INVALID PRODUCT_NOT_PUBLISHED PRODUCT_UNAVAILABLE_FOR_PURCHASE NOT_FOUND ORDER_NO_SHIPPING_ADDRESS PAYMENT_ERROR "
    "PAYMENT_MISSING TRANSACTION_ERROR REQUIRED SHIPPING_METHOD_NOT_APPLICABLE SHIPPING_METHOD_REQUIRED TAX_ERROR "
    "UNIQUE VOID_INACTIVE_PAYMENT ZERO_QUANTITY INVALID_QUANTITY INSUFFICIENT_STOCK DUPLICATED_INPUT_ITEM "
    "NOT_AVAILABLE_IN_CHANNEL CHANNEL_INACTIVE INVALID_VOUCHER INVALID_VOUCHER_CODE NON_EDITABLE_GIFT_LINE "
    "NON_REMOVABLE_GIFT_LINE MISSING_ADDRESS_DATA",
    warehouse=graphene.ID(),
    order_lines=graphene.List(graphene.NonNull(graphene.ID)),
    variants=graphene.List(graphene.NonNull(graphene.ID)),
    address_type=graphene.Field(AddressTypeEnum),
)


class IntFilterInput(graphene.InputObjectType):
    eq = graphene.Int()
    one_of = graphene.List(graphene.NonNull(graphene.Int))
    range = graphene.InputField(IntRangeInput)


class UUIDFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(UUID)
    one_of = graphene.List(graphene.NonNull(UUID))


class OrderStatusEnumFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(OrderStatus)
    one_of = graphene.List(graphene.NonNull(OrderStatus))


class OrderChargeStatusEnumFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(OrderChargeStatusEnum)
    one_of = graphene.List(graphene.NonNull(OrderChargeStatusEnum))


class OrderAuthorizeStatusEnumFilterInput(graphene.InputObjectType):
    eq = graphene.InputField(OrderAuthorizeStatusEnum)
    one_of = graphene.List(graphene.NonNull(OrderAuthorizeStatusEnum))


class CustomerOrderWhereInput(graphene.InputObjectType):
    ids = graphene.List(graphene.NonNull(graphene.ID))
    number = graphene.InputField(IntFilterInput)
    channel_id = graphene.InputField(GlobalIDFilterInput)
    created_at = graphene.InputField(DateTimeRangeInput)
    updated_at = graphene.InputField(DateTimeRangeInput)
    user_email = graphene.InputField(StringFilterInput)
    authorize_status = graphene.InputField(OrderAuthorizeStatusEnumFilterInput)
    charge_status = graphene.InputField(OrderChargeStatusEnumFilterInput)
    status = graphene.InputField(OrderStatusEnumFilterInput)
    checkout_token = graphene.InputField(UUIDFilterInput)
    checkout_id = graphene.InputField(GlobalIDFilterInput)


class OrderWhereInput(CustomerOrderWhereInput):
    user = graphene.InputField(GlobalIDFilterInput)


class OrderFilterInput(graphene.InputObjectType):
    ids = graphene.List(graphene.NonNull(graphene.ID))
    numbers = graphene.List(graphene.NonNull(graphene.String))
    charge_status = graphene.List(graphene.NonNull(OrderChargeStatusEnum))
    authorize_status = graphene.List(graphene.NonNull(OrderAuthorizeStatusEnum))
    checkout_ids = graphene.List(graphene.NonNull(graphene.ID))
    updated_at = graphene.InputField(DateTimeRangeInput)


class OrderSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(OrderSortField, required=True)


_COLUMNS = {
    "NUMBER": "number",
    "CREATION_DATE": "created_at",
    "CREATED_AT": "created_at",
    "LAST_MODIFIED_AT": "updated_at",
    "CUSTOMER": "user_email",
    "STATUS": "status",
}


def ordering(sort_by: Mapping[str, Any] | None) -> list[str]:
    """The column to sort by; the newest order first if nothing is asked for."""
    if sort_by is None:
        return ["-number"]
    sign = "-" if str(sort_by["direction"]) == "DESC" else ""
    return [sign + _COLUMNS[str(sort_by["field"])]]


def from_filter(given: Mapping[str, Any]) -> dict[str, Any]:
    """The older `filter` input as the `where` input that it means."""
    where = {name: given[name] for name in ("ids", "updated_at") if given.get(name) is not None}
    for name, meant in (
        ("numbers", "number"),
        ("charge_status", "charge_status"),
        ("authorize_status", "authorize_status"),
        ("checkout_ids", "checkout_id"),
    ):
        if given.get(name) is not None:
            where[meant] = {"one_of": given[name]}
    return where
