"""Events, as subscriptions see them: the payloads of the outbox and of questions to the platform."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import graphene
from django.conf import settings

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.account import User
from marketplace.engine.schema.app import App
from marketplace.engine.schema.channel import Channel, TransactionFlowStrategyEnum
from marketplace.engine.schema.checkout import Checkout
from marketplace.engine.schema.delivery import ShippingMethod
from marketplace.engine.schema.granted_refund import OrderGrantedRefund
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.order import Order
from marketplace.engine.schema.order_line import Fulfillment
from marketplace.engine.schema.payment import TransactionActionEnum, TransactionItem
from marketplace.engine.schema.product import Product
from marketplace.engine.schema.representation import type_of
from marketplace.engine.schema.shop import Shop
from marketplace.engine.schema.variant import ProductVariant
from marketplace.engine.schema.warehouse import Warehouse
from marketplace.engine.selectors.channels import channel_by_slug, shop_settings
from marketplace.engine.selectors.event import subject_of
from marketplace.engine.services.event_payload import MEMORY_KEY, EventData
from marketplace.graphql.scalars import JSON, DateTime, PositiveDecimal
from marketplace.money import Money as Amount

VERSION = "3.24.0"
"""The version of Saleor's API that the payloads follow."""


class IssuingPrincipal(graphene.Union):
    class Meta:
        types = (App, User)

    @classmethod
    def resolve_type(cls, instance: object, _info: Any) -> type[graphene.ObjectType]:
        return type_of(instance)


class OrderOrCheckout(graphene.Union):
    class Meta:
        types = (Checkout, Order)

    @classmethod
    def resolve_type(cls, instance: object, _info: Any) -> type[graphene.ObjectType]:
        return type_of(instance)


def _app(info: Any, identifier: str) -> models.App | None:
    """An App, read once; without an identifier the platform's own."""
    named = identifier or settings.SALEOR_APP_ID
    known = info.context.memory.setdefault("engine.apps", {})
    if named not in known:
        known[named] = models.App.objects.filter(identifier=named).first()
    app: models.App | None = known[named]
    return app


class Event(graphene.Interface):
    """Resolved from `EventData`."""

    issued_at = graphene.Field(DateTime)
    version = graphene.String()
    issuing_principal = graphene.Field(IssuingPrincipal)
    recipient = graphene.Field(App)

    @classmethod
    def resolve_type(cls, instance: EventData, _info: Any) -> type[graphene.ObjectType]:
        return EVENT_TYPES[instance.event_type]

    @staticmethod
    def resolve_version(_root: EventData, _info: Any) -> str:
        return VERSION

    @staticmethod
    def resolve_issuing_principal(root: EventData, info: Any) -> models.App | models.User | None:
        if root.issuer is None:
            return None
        if root.issuer["kind"] == "app":
            return _app(info, root.issuer.get("app", ""))
        return models.User.objects.filter(pk=int_pk_of("User", root.issuer["user_id"])).first()

    @staticmethod
    def resolve_recipient(root: EventData, info: Any) -> models.App | None:
        return _app(info, root.recipient)


def _subject(root: EventData, info: Any) -> Any:
    """What the event is about, read once."""
    known = info.context.memory.setdefault("engine.event_subject", {})
    if "subject" not in known:
        known["subject"] = subject_of(root.subject_type, root.subject_id, root.details)
    return known["subject"]


def _subject_in(root: EventData, info: Any, channel: str | None = None) -> Any:
    """The subject as it is sold in a channel."""
    return _sold_in(_subject(root, info), channel)


def _sold_in(goods: Any, channel: str | None) -> Any:
    if channel is not None and goods is not None:
        goods.sold_in = models.Channel.objects.filter(slug=channel).first()
    return goods


def _value(name: str) -> Any:
    return lambda root, _info: root.values.get(name)


def _given(of: Any, name: str, **options: Any) -> graphene.Field:
    """A field whose value comes with the event."""
    return graphene.Field(of, resolver=_value(name), **options)


def _event(name: str, **fields: graphene.Field) -> type[graphene.ObjectType]:
    meta = type("Meta", (), {"interfaces": (Event,)})
    made: type[graphene.ObjectType] = type(name, (graphene.ObjectType,), {"Meta": meta, **fields})
    return made


def _camel(event_type: str) -> str:
    return "".join(part.title() for part in event_type.split("_"))


class TransactionProcessAction(graphene.ObjectType):
    amount = graphene.Field(PositiveDecimal, required=True)
    currency = graphene.String(required=True)
    action_type = graphene.Field(TransactionFlowStrategyEnum, required=True)


class TransactionAction(graphene.ObjectType):
    action_type = graphene.Field(TransactionActionEnum, required=True)
    amount = graphene.Field(PositiveDecimal, required=True)
    currency = graphene.String(required=True)


def _about_order() -> dict[str, graphene.Field]:
    return {"order": graphene.Field(Order, resolver=_subject)}


def _about_fulfillment(**more: graphene.Field) -> dict[str, graphene.Field]:
    return {
        "fulfillment": graphene.Field(Fulfillment, resolver=_subject),
        "order": graphene.Field(Order, resolver=lambda root, info: _subject(root, info).order),
        **more,
    }


def _notify_customer() -> graphene.Field:
    return graphene.Field(
        graphene.Boolean, required=True, resolver=lambda root, _info: root.details.get("notify_customer", False)
    )


def _about_product() -> dict[str, graphene.Field]:
    return {"product": graphene.Field(Product, channel=graphene.String(), resolver=_subject_in)}


def _about_variant() -> dict[str, graphene.Field]:
    return {"product_variant": graphene.Field(ProductVariant, channel=graphene.String(), resolver=_subject_in)}


def _about_delivery() -> dict[str, graphene.Field]:
    return {
        "checkout": _given(Checkout, "checkout"),
        "shipping_methods": _given(graphene.List(graphene.NonNull(ShippingMethod)), "shipping_methods"),
    }


def _about_session(**more: graphene.Field) -> dict[str, graphene.Field]:
    return {
        "transaction": _given(TransactionItem, "transaction", required=True),
        "source_object": _given(OrderOrCheckout, "source_object", required=True),
        "data": _given(JSON, "data"),
        "merchant_reference": _given(graphene.String, "merchant_reference", required=True),
        "customer_ip_address": _given(graphene.String, "customer_ip_address"),
        "action": _given(TransactionProcessAction, "action", required=True),
        **more,
    }


def _about_request(**more: graphene.Field) -> dict[str, graphene.Field]:
    return {
        "transaction": _given(TransactionItem, "transaction"),
        "action": _given(TransactionAction, "action", required=True),
        **more,
    }


def _detail(name: str) -> graphene.Field:
    return graphene.Field(graphene.String, resolver=lambda root, _info: root.details.get(name))


def _details_channel(root: EventData, _info: Any) -> models.Channel | None:
    slug = root.details.get("channel")
    return None if slug is None else channel_by_slug(slug)


def _about_account(**more: graphene.Field) -> dict[str, graphene.Field]:
    return {
        "redirect_url": _detail("redirect_url"),
        "user": graphene.Field(User, resolver=_subject),
        "channel": graphene.Field(Channel, resolver=_details_channel),
        "token": _detail("token"),
        "shop": graphene.Field(Shop, resolver=lambda _root, _info: shop_settings()),
        **more,
    }


def _stock_warehouse(root: EventData, info: Any) -> models.Warehouse | None:
    stock: models.Stock | None = _subject(root, info)
    return None if stock is None else stock.warehouse


def _stock_variant(root: EventData, info: Any, channel: str | None = None) -> models.ProductVariant | None:
    stock: models.Stock | None = _subject(root, info)
    return None if stock is None else _sold_in(stock.product_variant, channel)


def _channel(root: EventData, _info: Any) -> models.Channel | None:
    return models.Channel.objects.filter(slug=root.details.get("channel")).first()


def _subject_in_its_channel(root: EventData, info: Any) -> Any:
    return _sold_in(_subject(root, info), root.details.get("channel"))


def _price(name: str) -> Any:
    return lambda root, _info: Amount(Decimal(root.details[name]), root.details["currency"])


_ORDER_EVENTS = (
    "ORDER_CREATED ORDER_UPDATED ORDER_PAID ORDER_FULLY_PAID ORDER_REFUNDED ORDER_FULLY_REFUNDED ORDER_FULFILLED "
    "ORDER_CANCELLED"
)
_ACCOUNT_EVENTS = (
    "ACCOUNT_CONFIRMATION_REQUESTED ACCOUNT_CONFIRMED ACCOUNT_SET_PASSWORD_REQUESTED STAFF_SET_PASSWORD_REQUESTED "
    "ACCOUNT_DELETE_REQUESTED ACCOUNT_DELETED"
)
_FIELDS: dict[str, Mapping[str, graphene.Field]] = {
    **{name: _about_order() for name in _ORDER_EVENTS.split()},
    **{name: _about_account() for name in _ACCOUNT_EVENTS.split()},
    "ACCOUNT_CHANGE_EMAIL_REQUESTED": _about_account(new_email=_detail("new_email")),
    "ACCOUNT_EMAIL_CHANGED": _about_account(new_email=_detail("new_email")),
    "FULFILLMENT_CREATED": _about_fulfillment(notify_customer=_notify_customer()),
    "FULFILLMENT_APPROVED": _about_fulfillment(notify_customer=_notify_customer()),
    "FULFILLMENT_TRACKING_NUMBER_UPDATED": _about_fulfillment(),
    "FULFILLMENT_CANCELED": _about_fulfillment(),
    "PRODUCT_CREATED": _about_product(),
    "PRODUCT_UPDATED": _about_product(),
    "PRODUCT_DELETED": _about_product(),
    "PRODUCT_VARIANT_CREATED": _about_variant(),
    "PRODUCT_VARIANT_UPDATED": _about_variant(),
    "PRODUCT_VARIANT_DELETED": _about_variant(),
    "PRODUCT_VARIANT_STOCK_UPDATED": {
        "product_variant": graphene.Field(ProductVariant, channel=graphene.String(), resolver=_stock_variant),
        "warehouse": graphene.Field(Warehouse, resolver=_stock_warehouse),
    },
    "PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED": {
        "product_variant": graphene.Field(ProductVariant, required=True, resolver=_subject_in_its_channel),
        "channel": graphene.Field(Channel, required=True, resolver=_channel),
        "previous_price": graphene.Field(Money, required=True, resolver=_price("previous")),
        "new_price": graphene.Field(Money, required=True, resolver=_price("new")),
    },
    "SHIPPING_LIST_METHODS_FOR_CHECKOUT": _about_delivery(),
    "CHECKOUT_FILTER_SHIPPING_METHODS": _about_delivery(),
    "PAYMENT_GATEWAY_INITIALIZE_SESSION": {
        "source_object": _given(OrderOrCheckout, "source_object", required=True),
        "data": _given(JSON, "data"),
        "amount": _given(PositiveDecimal, "amount"),
    },
    "TRANSACTION_INITIALIZE_SESSION": _about_session(
        idempotency_key=_given(graphene.String, "idempotency_key", required=True)
    ),
    "TRANSACTION_PROCESS_SESSION": _about_session(),
    "TRANSACTION_CHARGE_REQUESTED": _about_request(),
    "TRANSACTION_REFUND_REQUESTED": _about_request(granted_refund=_given(OrderGrantedRefund, "granted_refund")),
    "TRANSACTION_CANCELATION_REQUESTED": _about_request(),
}
EVENT_TYPES: dict[str, type[graphene.ObjectType]] = {
    event_type: _event(_camel(event_type), **fields) for event_type, fields in _FIELDS.items()
}


class Subscription:
    event = graphene.Field(Event)

    @staticmethod
    def resolve_event(_root: None, info: Any) -> EventData | None:
        event: EventData | None = info.context.memory.get(MEMORY_KEY)
        return event


types = list(EVENT_TYPES.values())
