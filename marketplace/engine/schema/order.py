"""Orders. Whoever knows an order's id sees what its buyer may see; more needs permissions, field by field."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.rules.order import payment_status
from marketplace.engine.rules.totals import TaxedSum
from marketplace.engine.schema.account import User
from marketplace.engine.schema.address import Address
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import LanguageCodeEnum, language_code
from marketplace.engine.schema.delivery import DeliveryMethod, ShippingMethod
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.granted_refund import OrderGrantedRefund
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money, TaxedMoney
from marketplace.engine.schema.order_discount import OrderDiscount
from marketplace.engine.schema.order_inputs import (
    OrderAuthorizeStatusEnum,
    OrderChargeStatusEnum,
    OrderFilterInput,
    OrderSortingInput,
    OrderStatus,
    OrderWhereInput,
    from_filter,
    ordering,
)
from marketplace.engine.schema.order_line import Fulfillment, OrderLine
from marketplace.engine.schema.order_totals import OrderTotals, paid_by, promised_back
from marketplace.engine.schema.payment import TransactionItem
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.voucher import Voucher, in_channel
from marketplace.engine.selectors.order import OrderDelivery, delivery_of, matching, order_for, orders
from marketplace.errors import DomainError
from marketplace.graphql.batches import attach, attach_children, batched, children
from marketplace.graphql.connections import Page, Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import UUID, DateTime
from marketplace.money import Money as Amount

PaymentChargeStatusEnum = enum_of(
    "PaymentChargeStatusEnum",
    "NOT_CHARGED PENDING PARTIALLY_CHARGED FULLY_CHARGED PARTIALLY_REFUNDED FULLY_REFUNDED REFUSED CANCELLED",
)
OrderOriginEnum = enum_of("OrderOriginEnum", "CHECKOUT DRAFT REISSUE BULK_CREATE")


def _transactions_of(found: Sequence[models.Order], info: Any) -> Sequence[Any]:
    info.context.requestor.require("MANAGE_ORDERS", "HANDLE_PAYMENTS")
    return paid_by(found)


def _fulfillments_of(found: Sequence[models.Order], info: Any) -> Sequence[Any]:
    requestor = info.context.requestor
    every = attach_children(found, "fulfilled_by", models.Fulfillment.objects.all, back="order")
    if requestor.is_app or requestor.is_staff:
        return every
    return [[each for each in group if each.status != "CANCELED"] for group in every]


def _refunds_of(found: Sequence[models.Order], info: Any) -> Sequence[Any]:
    info.context.requestor.require("MANAGE_ORDERS")
    return promised_back(found)


def _vouchers_of(found: Sequence[models.Order], info: Any) -> Sequence[models.Voucher | None]:
    info.context.requestor.require("MANAGE_DISCOUNTS", "MANAGE_ORDERS")
    attach(found, "voucher")
    attach(found, "channel")
    return [in_channel(each.voucher, each.channel.slug) for each in found]


def _taxed(order: models.Order, gross: Decimal, net: Decimal) -> TaxedSum:
    return TaxedSum(Amount(gross, order.currency), Amount(net, order.currency))


@represents(models.Order)
class Order(OrderTotals, graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    created = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    status = graphene.Field(OrderStatus, required=True)
    user = graphene.Field(User)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    shipping_method_name = graphene.String()
    collection_point_name = graphene.String()
    channel = graphene.Field(Channel, required=True)
    fulfillments = graphene.List(graphene.NonNull(Fulfillment), required=True)
    lines = graphene.List(graphene.NonNull(OrderLine), required=True)
    number = graphene.String(required=True)
    origin = graphene.Field(OrderOriginEnum, required=True)
    is_paid = graphene.Boolean(required=True)
    payment_status = graphene.Field(PaymentChargeStatusEnum, required=True)
    authorize_status = graphene.Field(OrderAuthorizeStatusEnum, required=True)
    charge_status = graphene.Field(OrderChargeStatusEnum, required=True)
    transactions = graphene.List(graphene.NonNull(TransactionItem), required=True)
    total = graphene.Field(TaxedMoney, required=True)
    undiscounted_total = graphene.Field(TaxedMoney, required=True)
    shipping_method = graphene.Field(ShippingMethod)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_shipping_price = graphene.Field(Money, required=True)
    voucher = graphene.Field(Voucher)
    voucher_code = graphene.String()
    discounts = graphene.List(graphene.NonNull(OrderDiscount), required=True)
    shipping_tax_rate = graphene.Float(required=True)
    shipping_tax_class_name = graphene.String()
    token = graphene.String(required=True)
    customer_note = graphene.String(required=True)
    redirect_url = graphene.String()
    subtotal = graphene.Field(TaxedMoney, required=True)
    user_email = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    delivery_method = graphene.Field(DeliveryMethod)
    language_code_enum = graphene.Field(LanguageCodeEnum, required=True)
    display_gross_prices = graphene.Boolean(required=True)
    external_reference = graphene.String()
    checkout_id = graphene.ID()
    granted_refunds = graphene.List(graphene.NonNull(OrderGrantedRefund), required=True)

    resolve_lines = children("ordered", models.OrderLine.objects.all, back="order")
    resolve_fulfillments = batched(_fulfillments_of)
    resolve_transactions = batched(_transactions_of)
    resolve_granted_refunds = batched(_refunds_of)
    resolve_discounts = children("taken_off", models.OrderDiscount.objects.all, back="order")
    resolve_voucher = batched(_vouchers_of)

    @staticmethod
    def resolve_id(root: models.Order, _info: Any) -> str:
        return global_id("Order", root.pk)

    @staticmethod
    def resolve_created(root: models.Order, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_user(root: models.Order, info: Any) -> models.User | None:
        requestor = info.context.requestor
        if root.user_id is not None and requestor.user_id != global_id("User", root.user_id):
            requestor.require("MANAGE_USERS", "MANAGE_ORDERS", "HANDLE_PAYMENTS", "HANDLE_TAXES", "OWNER")
        return root.user

    @staticmethod
    def resolve_number(root: models.Order, _info: Any) -> str:
        return str(root.number)

    @staticmethod
    def resolve_token(root: models.Order, _info: Any) -> str:
        return str(root.pk)

    @staticmethod
    def resolve_is_paid(root: models.Order, _info: Any) -> bool:
        return root.total_charged_amount >= root.total_gross_amount

    @staticmethod
    def resolve_payment_status(root: models.Order, _info: Any) -> str:
        return payment_status(root.charge_status)

    @staticmethod
    def resolve_total(root: models.Order, _info: Any) -> TaxedSum:
        return _taxed(root, root.total_gross_amount, root.total_net_amount)

    @staticmethod
    def resolve_undiscounted_total(root: models.Order, _info: Any) -> TaxedSum:
        return _taxed(root, root.undiscounted_total_gross_amount, root.undiscounted_total_net_amount)

    @staticmethod
    def resolve_undiscounted_shipping_price(root: models.Order, _info: Any) -> Amount:
        return Amount(root.undiscounted_shipping_amount, root.currency)

    @staticmethod
    def resolve_shipping_price(root: models.Order, _info: Any) -> TaxedSum:
        return _taxed(root, root.shipping_gross_amount, root.shipping_net_amount)

    @staticmethod
    def resolve_subtotal(root: models.Order, _info: Any) -> TaxedSum:
        gross, net = root.total_gross_amount, root.total_net_amount
        return _taxed(root, gross - root.shipping_gross_amount, net - root.shipping_net_amount)

    @staticmethod
    def resolve_shipping_tax_class_name(root: models.Order, _info: Any) -> str | None:
        return root.shipping_tax_class_name or None

    @staticmethod
    def resolve_redirect_url(root: models.Order, _info: Any) -> str | None:
        return root.redirect_url or None

    @staticmethod
    def resolve_user_email(root: models.Order, _info: Any) -> str | None:
        return root.user_email or None

    @staticmethod
    def resolve_is_shipping_required(root: models.Order, _info: Any) -> bool:
        return any(line.is_shipping_required for line in root.lines.all())

    @staticmethod
    def resolve_shipping_method(root: models.Order, _info: Any) -> OrderDelivery | None:
        return delivery_of(root)

    @staticmethod
    def resolve_delivery_method(root: models.Order, _info: Any) -> OrderDelivery | models.Warehouse | None:
        return delivery_of(root) or root.collection_point

    @staticmethod
    def resolve_language_code_enum(root: models.Order, _info: Any) -> str:
        return language_code(root.language_code)

    @staticmethod
    def resolve_display_gross_prices(root: models.Order, _info: Any) -> bool:
        return root.channel.display_gross_prices

    @staticmethod
    def resolve_checkout_id(root: models.Order, _info: Any) -> str | None:
        return None if root.checkout_id is None else global_id("Checkout", root.checkout_id)


OrderCountableConnection = connection(Order)


class Query:
    order = graphene.Field(Order, id=graphene.ID(), external_reference=graphene.String())
    order_by_token = graphene.Field(Order, token=graphene.Argument(UUID, required=True))
    orders = connection_field(
        OrderCountableConnection,
        sort_by=OrderSortingInput(),
        filter=OrderFilterInput(),
        where=OrderWhereInput(),
        channel=graphene.String(),
        search=graphene.String(),
    )

    @staticmethod
    def resolve_order(
        _root: None, info: Any, id: str | None = None, external_reference: str | None = None
    ) -> models.Order | None:
        if external_reference is not None:
            info.context.requestor.require("MANAGE_ORDERS")
            return orders().filter(external_reference=external_reference).first()
        return _found(id)

    @staticmethod
    def resolve_order_by_token(_root: None, _info: Any, token: str) -> models.Order | None:
        return _found(global_id("Order", token))

    @staticmethod
    def resolve_orders(
        _root: None,
        info: Any,
        sort_by: Mapping[str, Any] | None = None,
        filter: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        channel: str | None = None,
        search: str | None = None,
        **paging: Any,
    ) -> Page:
        info.context.requestor.require("MANAGE_ORDERS")
        rows = matching(orders(), {**from_filter(filter or {}), **(where or {})})
        if channel is not None:
            rows = rows.filter(channel__slug=channel)
        if search:
            rows = rows.filter(user_email__icontains=search)
        return paginate(rows, Slice.of("orders", **paging), order=ordering(sort_by))


def _found(order_id: str | None) -> models.Order | None:
    try:
        return order_for(order_id)
    except DomainError:
        return None


types = [Order]
