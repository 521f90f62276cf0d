"""Checkouts and their lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.rules.totals import TaxedSum
from marketplace.engine.schema.account import User
from marketplace.engine.schema.address import Address
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import LanguageCodeEnum, language_code
from marketplace.engine.schema.delivery import Delivery, DeliveryMethod, ShippingMethod
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money, TaxedMoney
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.voucher import Voucher, in_channel
from marketplace.engine.schema.warehouse import Warehouse
from marketplace.engine.selectors.allocation import reservation_end
from marketplace.engine.selectors.checkout import checkout_for, coverage_of, priced, priced_line
from marketplace.engine.services.checkout_delivery import collection_points, fresh_deliveries
from marketplace.errors import DomainError
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import UUID, DateTime
from marketplace.money import Money as Amount

CheckoutAuthorizeStatusEnum = enum_of("CheckoutAuthorizeStatusEnum", "NONE PARTIAL FULL")
CheckoutChargeStatusEnum = enum_of("CheckoutChargeStatusEnum", "NONE PARTIAL FULL OVERCHARGED")


@represents(models.CheckoutLine)
class CheckoutLine(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    variant = graphene.Field("marketplace.engine.schema.variant.ProductVariant", required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(Money, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(Money, required=True)
    requires_shipping = graphene.Boolean(required=True)
    is_gift = graphene.Boolean()

    @staticmethod
    def resolve_id(root: models.CheckoutLine, _info: Any) -> str:
        return global_id("CheckoutLine", root.pk)

    @staticmethod
    def resolve_variant(root: models.CheckoutLine, info: Any) -> models.ProductVariant:
        return priced_line(root, now=info.context.now).sellable.variant

    @staticmethod
    def resolve_unit_price(root: models.CheckoutLine, info: Any) -> Any:
        return priced_line(root, now=info.context.now).unit

    @staticmethod
    def resolve_undiscounted_unit_price(root: models.CheckoutLine, info: Any) -> Amount:
        return priced_line(root, now=info.context.now).undiscounted_unit.gross

    @staticmethod
    def resolve_total_price(root: models.CheckoutLine, info: Any) -> Any:
        return priced_line(root, now=info.context.now).total

    @staticmethod
    def resolve_undiscounted_total_price(root: models.CheckoutLine, info: Any) -> Amount:
        return priced_line(root, now=info.context.now).undiscounted_total.gross

    @staticmethod
    def resolve_requires_shipping(root: models.CheckoutLine, info: Any) -> bool:
        return priced_line(root, now=info.context.now).sellable.variant.product.product_type.is_shipping_required

    @staticmethod
    def resolve_is_gift(_root: models.CheckoutLine, _info: Any) -> bool:
        return False


@represents(models.Checkout)
class Checkout(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    created = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    last_change = graphene.Field(DateTime, required=True)
    user = graphene.Field(User)
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    customer_note = graphene.String(required=True)
    available_shipping_methods = graphene.List(graphene.NonNull(ShippingMethod), required=True)
    shipping_methods = graphene.List(graphene.NonNull(ShippingMethod), required=True)
    available_collection_points = graphene.List(graphene.NonNull(Warehouse), required=True)
    email = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    stock_reservation_expires = graphene.Field(DateTime)
    lines = graphene.List(graphene.NonNull(CheckoutLine), required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    delivery = graphene.Field(Delivery)
    shipping_method = graphene.Field(ShippingMethod)
    delivery_method = graphene.Field(DeliveryMethod)
    subtotal_price = graphene.Field(TaxedMoney, required=True)
    tax_exemption = graphene.Boolean(required=True)
    token = graphene.Field(UUID, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    total_balance = graphene.Field(Money, required=True)
    discount = graphene.Field(Money)
    discount_name = graphene.String()
    voucher = graphene.Field(Voucher)
    voucher_code = graphene.String()
    language_code = graphene.Field(LanguageCodeEnum, required=True)
    transactions = graphene.List(graphene.NonNull("marketplace.engine.schema.payment.TransactionItem"))
    display_gross_prices = graphene.Boolean(required=True)
    authorize_status = graphene.Field(CheckoutAuthorizeStatusEnum, required=True)
    charge_status = graphene.Field(CheckoutChargeStatusEnum, required=True)

    @staticmethod
    def resolve_id(root: models.Checkout, _info: Any) -> str:
        return global_id("Checkout", root.pk)

    @staticmethod
    def resolve_token(root: models.Checkout, _info: Any) -> str:
        return str(root.pk)

    @staticmethod
    def resolve_created(root: models.Checkout, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_last_change(root: models.Checkout, _info: Any) -> Any:
        return root.updated_at

    @staticmethod
    def resolve_user(root: models.Checkout, info: Any) -> models.User | None:
        requestor = info.context.requestor
        if root.user_id is not None and requestor.user_id != global_id("User", root.user_id):
            requestor.require("MANAGE_USERS", "HANDLE_PAYMENTS", "HANDLE_TAXES", "OWNER")
        return root.user

    @staticmethod
    def resolve_available_shipping_methods(root: models.Checkout, info: Any) -> Sequence[models.CheckoutDelivery]:
        return [each for each in _offers(root, info) if each.active]

    @staticmethod
    def resolve_shipping_methods(root: models.Checkout, info: Any) -> Sequence[models.CheckoutDelivery]:
        return _offers(root, info)

    @staticmethod
    def resolve_available_collection_points(root: models.Checkout, _info: Any) -> Sequence[models.Warehouse]:
        return collection_points(root)

    @staticmethod
    def resolve_is_shipping_required(root: models.Checkout, info: Any) -> bool:
        return priced(root, now=info.context.now).requires_shipping

    @staticmethod
    def resolve_quantity(root: models.Checkout, info: Any) -> int:
        return sum(each.line.quantity for each in priced(root, now=info.context.now).lines)

    @staticmethod
    def resolve_stock_reservation_expires(root: models.Checkout, info: Any) -> Any:
        if "held_until" in root.__dict__:
            return root.__dict__["held_until"]
        return reservation_end(root.pk, now=info.context.now)

    @staticmethod
    def resolve_lines(root: models.Checkout, info: Any) -> list[models.CheckoutLine]:
        return [each.line for each in priced(root, now=info.context.now).lines]

    @staticmethod
    def resolve_shipping_price(root: models.Checkout, info: Any) -> Any:
        return priced(root, now=info.context.now).shipping

    @staticmethod
    def resolve_shipping_method(root: models.Checkout, info: Any) -> models.CheckoutDelivery | None:
        return _refreshed_delivery(root, info)

    @staticmethod
    def resolve_delivery_method(root: models.Checkout, info: Any) -> Any:
        return root.collection_point or _refreshed_delivery(root, info)

    @staticmethod
    def resolve_subtotal_price(root: models.Checkout, info: Any) -> TaxedSum:
        return priced(root, now=info.context.now).subtotal

    @staticmethod
    def resolve_tax_exemption(_root: models.Checkout, _info: Any) -> bool:
        return False

    @staticmethod
    def resolve_total_price(root: models.Checkout, info: Any) -> TaxedSum:
        return priced(root, now=info.context.now).total

    @staticmethod
    def resolve_total_balance(root: models.Checkout, info: Any) -> Amount:
        return Amount(coverage_of(root).charged, root.currency) - priced(root, now=info.context.now).total.gross

    @staticmethod
    def resolve_discount(root: models.Checkout, info: Any) -> Amount:
        reduction = priced(root, now=info.context.now).reduction
        return Amount(reduction.taken.amount if reduction else Decimal("0.00"), root.currency)

    @staticmethod
    def resolve_discount_name(root: models.Checkout, info: Any) -> str | None:
        reduction = priced(root, now=info.context.now).reduction
        return reduction.bearing.voucher.name if reduction else None

    @staticmethod
    def resolve_voucher(root: models.Checkout, info: Any) -> models.Voucher | None:
        info.context.requestor.require("MANAGE_DISCOUNTS")
        reduction = priced(root, now=info.context.now).reduction
        return in_channel(reduction.bearing.voucher if reduction else None, root.channel.slug)

    @staticmethod
    def resolve_language_code(root: models.Checkout, _info: Any) -> str:
        return language_code(root.language_code)

    @staticmethod
    def resolve_transactions(root: models.Checkout, info: Any) -> list[models.TransactionItem]:
        info.context.requestor.require("MANAGE_CHECKOUTS", "HANDLE_PAYMENTS")
        return list(root.transactions.all())

    @staticmethod
    def resolve_display_gross_prices(root: models.Checkout, _info: Any) -> bool:
        return root.channel.display_gross_prices

    @staticmethod
    def resolve_authorize_status(root: models.Checkout, info: Any) -> str:
        return coverage_of(root).authorize_status(priced(root, now=info.context.now))

    @staticmethod
    def resolve_charge_status(root: models.Checkout, info: Any) -> str:
        return coverage_of(root).charge_status(priced(root, now=info.context.now))


def _offers(checkout: models.Checkout, info: Any) -> Sequence[models.CheckoutDelivery]:
    if checkout.shipping_address is None:
        return []
    return fresh_deliveries(checkout, now=info.context.now)


def _refreshed_delivery(checkout: models.Checkout, info: Any) -> models.CheckoutDelivery | None:
    """The chosen delivery as it is offered now. Prices that this answer holds already stay as they were computed."""
    if checkout.delivery_id is not None:
        fresh_deliveries(checkout, now=info.context.now)
    return checkout.delivery


class Query:
    checkout = graphene.Field(Checkout, id=graphene.ID(), token=UUID())

    @staticmethod
    def resolve_checkout(
        _root: None, _info: Any, id: str | None = None, token: str | None = None
    ) -> models.Checkout | None:
        try:
            return checkout_for(global_id("Checkout", token) if token else id)
        except DomainError:
            return None


types = [Checkout, CheckoutLine]
