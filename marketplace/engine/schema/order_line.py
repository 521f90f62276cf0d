"""Lines of orders, the stock that is promised to them, and what was handed out of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.rules.prices import TaxedAmount
from marketplace.engine.rules.totals import TaxedSum
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money, TaxedMoney
from marketplace.engine.schema.order_discount import OrderLineDiscount
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.voucher import DiscountValueTypeEnum
from marketplace.engine.schema.warehouse import Warehouse
from marketplace.engine.services.order import unfulfilled
from marketplace.graphql.batches import attach_children, batched, children, related
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, PositiveDecimal
from marketplace.money import Money as Amount

FulfillmentStatus = enum_of(
    "FulfillmentStatus",
    "FULFILLED REFUNDED RETURNED REPLACED REFUNDED_AND_RETURNED CANCELED WAITING_FOR_APPROVAL",
)


def _allocations() -> Any:
    return models.Allocation.objects.select_related("stock__warehouse")


def _fulfillment_lines() -> Any:
    return models.FulfillmentLine.objects.select_related("stock__warehouse")


@represents(models.Allocation)
class Allocation(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    quantity = graphene.Int(required=True)
    warehouse = graphene.Field(Warehouse, required=True)

    @staticmethod
    def resolve_id(root: models.Allocation, _info: Any) -> str:
        return global_id("Allocation", root.pk)

    @staticmethod
    def resolve_warehouse(root: models.Allocation, _info: Any) -> models.Warehouse:
        return root.stock.warehouse


def _allocations_of(lines: Sequence[models.OrderLine], info: Any) -> Sequence[Any]:
    info.context.requestor.require("MANAGE_PRODUCTS", "MANAGE_ORDERS")
    return attach_children(lines, "promised", _allocations, back="order_line")


@represents(models.OrderLine)
class OrderLine(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    product_name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    translated_product_name = graphene.String(required=True)
    translated_variant_name = graphene.String(required=True)
    product_sku = graphene.String()
    product_variant_id = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    quantity_fulfilled = graphene.Int(required=True)
    quantity_to_fulfill = graphene.Int(required=True)
    tax_rate = graphene.Float(required=True)
    tax_class_name = graphene.String()
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(TaxedMoney, required=True)
    unit_discount = graphene.Field(Money, required=True)
    unit_discount_reason = graphene.String()
    unit_discount_value = graphene.Field(PositiveDecimal, required=True)
    unit_discount_type = graphene.Field(DiscountValueTypeEnum)
    voucher_code = graphene.String()
    discounts = graphene.List(graphene.NonNull(OrderLineDiscount))
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(TaxedMoney, required=True)
    variant = graphene.Field("marketplace.engine.schema.variant.ProductVariant")
    allocations = graphene.List(graphene.NonNull(Allocation))
    is_gift = graphene.Boolean()

    resolve_variant = related("variant")
    resolve_discounts = children("taken_off", models.OrderLineDiscount.objects.all, back="line")
    resolve_allocations = batched(_allocations_of)

    @staticmethod
    def resolve_id(root: models.OrderLine, _info: Any) -> str:
        return global_id("OrderLine", root.pk)

    @staticmethod
    def resolve_translated_product_name(_root: models.OrderLine, _info: Any) -> str:
        return ""

    @staticmethod
    def resolve_translated_variant_name(_root: models.OrderLine, _info: Any) -> str:
        return ""

    @staticmethod
    def resolve_quantity_to_fulfill(root: models.OrderLine, _info: Any) -> int:
        return unfulfilled(root)

    @staticmethod
    def resolve_tax_class_name(root: models.OrderLine, _info: Any) -> str | None:
        return root.tax_class_name or None

    @staticmethod
    def resolve_unit_price(root: models.OrderLine, _info: Any) -> TaxedSum:
        return TaxedSum(Amount(root.unit_gross_amount, root.currency), Amount(root.unit_net_amount, root.currency))

    @staticmethod
    def resolve_undiscounted_unit_price(root: models.OrderLine, _info: Any) -> TaxedAmount:
        return TaxedAmount(root.undiscounted_unit_amount, root.tax_rate * 100, root.currency)

    @staticmethod
    def resolve_unit_discount(root: models.OrderLine, _info: Any) -> Amount:
        return Amount(root.unit_discount_amount, root.currency)

    @staticmethod
    def resolve_unit_discount_value(root: models.OrderLine, _info: Any) -> Decimal:
        return root.unit_discount_amount

    @staticmethod
    def resolve_unit_discount_type(_root: models.OrderLine, _info: Any) -> str:
        return "FIXED"

    @staticmethod
    def resolve_total_price(root: models.OrderLine, _info: Any) -> TaxedSum:
        return TaxedSum(Amount(root.total_gross_amount, root.currency), Amount(root.total_net_amount, root.currency))

    @staticmethod
    def resolve_undiscounted_total_price(root: models.OrderLine, _info: Any) -> TaxedAmount:
        return TaxedAmount(root.undiscounted_unit_amount * root.quantity, root.tax_rate * 100, root.currency)

    @staticmethod
    def resolve_is_gift(_root: models.OrderLine, _info: Any) -> bool:
        return False


@represents(models.FulfillmentLine)
class FulfillmentLine(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    quantity = graphene.Int(required=True)
    order_line = graphene.Field(OrderLine)
    reason = graphene.String()

    resolve_order_line = related("order_line")

    @staticmethod
    def resolve_id(root: models.FulfillmentLine, _info: Any) -> str:
        return global_id("FulfillmentLine", root.pk)


def _warehouses_of(fulfillments: Sequence[models.Fulfillment], _info: Any) -> Sequence[models.Warehouse | None]:
    """Where the first line's goods came from; all lines of a fulfillment come from one warehouse."""
    lines = attach_children(fulfillments, "handed_out", _fulfillment_lines, back="fulfillment")
    first = [next((line.stock for line in found if line.stock), None) for found in lines]
    return [stock.warehouse if stock else None for stock in first]


@represents(models.Fulfillment)
class Fulfillment(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    fulfillment_order = graphene.Int(required=True)
    status = graphene.Field(FulfillmentStatus, required=True)
    tracking_number = graphene.String(required=True)
    reason = graphene.String()
    created = graphene.Field(DateTime, required=True)
    lines = graphene.List(graphene.NonNull(FulfillmentLine))
    warehouse = graphene.Field(Warehouse)

    resolve_lines = children("handed_out", _fulfillment_lines, back="fulfillment")
    resolve_warehouse = batched(_warehouses_of)

    @staticmethod
    def resolve_id(root: models.Fulfillment, _info: Any) -> str:
        return global_id("Fulfillment", root.pk)

    @staticmethod
    def resolve_created(root: models.Fulfillment, _info: Any) -> Any:
        return root.created_at


types = [OrderLine, Allocation, Fulfillment, FulfillmentLine]
