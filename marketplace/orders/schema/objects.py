"""The vendor order as GraphQL shows it. Its root is an OrderSheet: one order as one reader sees it."""

from datetime import datetime
from typing import Any

import graphene

from marketplace.graphql.connections import Edge, Page, connection
from marketplace.graphql.extending import saleor_field
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime
from marketplace.money import Money
from marketplace.orders.rules.states import Role
from marketplace.orders.schema.enums import VendorOrderActEnum, VendorOrderPaymentStateEnum, VendorOrderStateEnum
from marketplace.orders.schema.refunds import RefundFields
from marketplace.orders.schema.values import (
    VendorOrderDeviationType,
    VendorOrderDocumentType,
    VendorOrderFulfilmentType,
    VendorOrderHistoryEntryType,
    VendorOrderLineType,
    VendorOrderMoneyType,
    VendorOrderRecipientType,
    VendorOrderTaxType,
)
from marketplace.orders.selectors.access import TYPE_NAME
from marketplace.orders.selectors.sheets import OrderSheet
from marketplace.vendors.models import Vendor
from marketplace.vendors.schema.objects import VendorType


class VendorOrderPaymentType(graphene.ObjectType):
    """How a vendor order is paid. `note` tells the shopper what to do while something is owed."""

    class Meta:
        name = "VendorOrderPayment"

    method = graphene.String(required=True, description="Stable code of the way to pay; empty while it is unclear.")
    label = graphene.String(required=True)
    note = graphene.String(required=True)
    state = graphene.Field(VendorOrderPaymentStateEnum, required=True)
    captured = graphene.Field(VendorOrderMoneyType, required=True)
    refunded = graphene.Field(VendorOrderMoneyType, required=True)

    @staticmethod
    def resolve_method(root: OrderSheet, _info: Any) -> str:
        return root.order.payment_method

    @staticmethod
    def resolve_label(root: OrderSheet, _info: Any) -> str:
        return root.payment_label

    @staticmethod
    def resolve_note(root: OrderSheet, _info: Any) -> str:
        return root.payment_note

    @staticmethod
    def resolve_state(root: OrderSheet, _info: Any) -> str:
        return root.order.payment_state

    @staticmethod
    def resolve_captured(root: OrderSheet, _info: Any) -> Money:
        return Money(root.order.captured, root.order.currency)

    @staticmethod
    def resolve_refunded(root: OrderSheet, _info: Any) -> Money:
        return Money(root.order.refunded, root.order.currency)


def _amount(column: str, description: str) -> graphene.Field:
    def resolve(root: OrderSheet, _info: Any) -> Money:
        return Money(getattr(root.order, column), root.order.currency)

    return graphene.Field(VendorOrderMoneyType, required=True, description=description, resolver=resolve)


def _whole(root: OrderSheet) -> str | None:
    """Saleor's order, for those who may see all parts of it."""
    sees_all = {Role.SHOPPER, Role.OPERATOR} & set(root.roles)
    return root.saleor_order_id if sees_all else None


class VendorOrderType(RefundFields, graphene.ObjectType):
    """One vendor's part of an order: a contract of its own between the shopper and that vendor. Amounts are gross."""

    class Meta:
        name = TYPE_NAME

    id = graphene.ID(required=True)
    number = graphene.String(required=True, description='"26-000123-A"')
    purchase_number = graphene.String(required=True, description="Shared by all parts of one order.")
    order_id = graphene.ID(
        description="Global id of the Order that it is a part of. It shows all parts: for shopper and operator."
    )
    order = saleor_field("Order", _whole, "Saleor's order; null unless it is the caller's own.")
    state = graphene.Field(VendorOrderStateEnum, required=True)
    acts = graphene.List(
        graphene.NonNull(VendorOrderActEnum), required=True, description="What the caller may do with it now."
    )
    vendor = graphene.Field(VendorType, required=True)
    lines = graphene.List(graphene.NonNull(VendorOrderLineType), required=True)
    subtotal = _amount("subtotal", "Goods as ordered.")
    delivery_price = _amount("delivery_price", "The way as ordered.")
    total = _amount("total", "As ordered.")
    given_back = _amount("given_back", "Rejected, cancelled or returned since.")
    due = _amount("due", "What the shopper owes in the end.")
    taxes = graphene.List(
        graphene.NonNull(VendorOrderTaxType), required=True, description="Empty for vendors that show none (§19 UStG)."
    )
    fulfilment_method = graphene.String(required=True)
    fulfilment_label = graphene.String(required=True)
    fulfilment = graphene.Field(VendorOrderFulfilmentType, description="Null while the way is unclear.")
    recipient = graphene.Field(VendorOrderRecipientType, required=True)
    payment = graphene.Field(VendorOrderPaymentType, required=True)
    documents = graphene.List(graphene.NonNull(VendorOrderDocumentType), required=True)
    history = graphene.List(graphene.NonNull(VendorOrderHistoryEntryType), required=True)
    deviations = graphene.List(graphene.NonNull(VendorOrderDeviationType), required=True, description="Open ones.")
    placed_at = DateTime(required=True)
    confirmed_at = DateTime()
    ready_by = DateTime(description="When the shop must have packed.")
    ready_at = DateTime()
    handed_over_at = DateTime()
    cancelled_at = DateTime()

    @staticmethod
    def resolve_id(root: OrderSheet, _info: Any) -> str:
        return global_id(TYPE_NAME, root.order.pk)

    @staticmethod
    def resolve_number(root: OrderSheet, _info: Any) -> str:
        return root.order.number

    @staticmethod
    def resolve_purchase_number(root: OrderSheet, _info: Any) -> str:
        return root.order.purchase.number

    @staticmethod
    def resolve_order_id(root: OrderSheet, _info: Any) -> str | None:
        return _whole(root)

    @staticmethod
    def resolve_state(root: OrderSheet, _info: Any) -> str:
        return root.order.state

    @staticmethod
    def resolve_vendor(root: OrderSheet, _info: Any) -> Vendor:
        return root.order.vendor

    @staticmethod
    def resolve_fulfilment_method(root: OrderSheet, _info: Any) -> str:
        return root.order.fulfilment_method

    @staticmethod
    def resolve_fulfilment_label(root: OrderSheet, _info: Any) -> str:
        return root.way_label

    @staticmethod
    def resolve_fulfilment(root: OrderSheet, _info: Any) -> Any:
        return root.way

    @staticmethod
    def resolve_payment(root: OrderSheet, _info: Any) -> OrderSheet:
        return root

    @staticmethod
    def resolve_placed_at(root: OrderSheet, _info: Any) -> datetime:
        return root.order.placed_at

    @staticmethod
    def resolve_confirmed_at(root: OrderSheet, _info: Any) -> datetime | None:
        return root.order.confirmed_at

    @staticmethod
    def resolve_ready_by(root: OrderSheet, _info: Any) -> datetime | None:
        return root.order.ready_by

    @staticmethod
    def resolve_ready_at(root: OrderSheet, _info: Any) -> datetime | None:
        return root.order.ready_at

    @staticmethod
    def resolve_handed_over_at(root: OrderSheet, _info: Any) -> datetime | None:
        return root.order.handed_over_at

    @staticmethod
    def resolve_cancelled_at(root: OrderSheet, _info: Any) -> datetime | None:
        return root.order.cancelled_at


VendorOrderConnection = connection(VendorOrderType)


def page_of_sheets(page: Page, sheets: list[OrderSheet]) -> Page:
    """The same page with what the reader may see instead of the rows."""
    page.edges = [Edge(sheet, edge.values) for sheet, edge in zip(sheets, page.edges, strict=True)]
    return page
