"""Channels: queries and mutations."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.country import CountryCode, CountryDisplay
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import MetadataInput, ObjectWithMetadata, as_map
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.selectors.channels import channel_by_slug, channels
from marketplace.engine.services.channels import create_channel, update_channel
from marketplace.graphql.ids import global_id

AllocationStrategyEnum = enum_of("AllocationStrategyEnum", "PRIORITIZE_SORTING_ORDER PRIORITIZE_HIGH_STOCK")
TransactionFlowStrategyEnum = enum_of("TransactionFlowStrategyEnum", "AUTHORIZATION CHARGE")


class StockSettings(graphene.ObjectType):
    allocation_strategy = graphene.Field(AllocationStrategyEnum, required=True)


class OrderSettings(graphene.ObjectType):
    automatically_confirm_all_new_orders = graphene.Boolean(required=True)
    allow_unpaid_orders = graphene.Boolean(required=True)


class CheckoutSettings(graphene.ObjectType):
    use_legacy_error_flow = graphene.Boolean(required=True)
    automatically_complete_fully_paid_checkouts = graphene.Boolean(required=True)

    @staticmethod
    def resolve_use_legacy_error_flow(root: models.Channel, _info: Any) -> bool:
        return root.use_legacy_error_flow_for_checkout


class PaymentSettings(graphene.ObjectType):
    default_transaction_flow_strategy = graphene.Field(TransactionFlowStrategyEnum, required=True)


def _itself(root: models.Channel, _info: Any) -> models.Channel:
    return root


def _for_staff(root: models.Channel, info: Any) -> models.Channel:
    requestor = info.context.requestor
    if not (requestor.is_app or requestor.is_staff):
        requestor.require("MANAGE_CHANNELS", "MANAGE_ORDERS", "MANAGE_CHECKOUTS")
    return root


@represents(models.Channel)
class Channel(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    is_active = graphene.Boolean(required=True)
    currency_code = graphene.String(required=True)
    default_country = graphene.Field(CountryDisplay, required=True)
    warehouses = graphene.List(graphene.NonNull("marketplace.engine.schema.warehouse.Warehouse"), required=True)
    countries = graphene.List(graphene.NonNull(CountryDisplay))
    stock_settings = graphene.Field(StockSettings, required=True, resolver=_for_staff)
    order_settings = graphene.Field(OrderSettings, required=True, resolver=_for_staff)
    checkout_settings = graphene.Field(CheckoutSettings, required=True, resolver=_for_staff)
    payment_settings = graphene.Field(PaymentSettings, required=True, resolver=_for_staff)
    tax_configuration = graphene.Field(
        "marketplace.engine.schema.tax.TaxConfiguration", required=True, resolver=_itself
    )

    @staticmethod
    def resolve_id(root: models.Channel, _info: Any) -> str:
        return global_id("Channel", root.pk)

    @staticmethod
    def resolve_warehouses(root: models.Channel, info: Any) -> list[models.Warehouse]:
        _for_staff(root, info)
        return list(root.warehouses.order_by("channel_links__sort_order", "channel_links__pk"))

    @staticmethod
    def resolve_countries(root: models.Channel, _info: Any) -> list[str]:
        zones = root.shipping_zones.values_list("countries", flat=True)
        return sorted({country for countries in zones for country in countries})


class StockSettingsInput(graphene.InputObjectType):
    allocation_strategy = graphene.InputField(AllocationStrategyEnum, required=True)


class OrderSettingsInput(graphene.InputObjectType):
    automatically_confirm_all_new_orders = graphene.Boolean()
    allow_unpaid_orders = graphene.Boolean()


class CheckoutSettingsInput(graphene.InputObjectType):
    use_legacy_error_flow = graphene.Boolean()
    automatically_complete_fully_paid_checkouts = graphene.Boolean()


class PaymentSettingsInput(graphene.InputObjectType):
    default_transaction_flow_strategy = graphene.InputField(TransactionFlowStrategyEnum)


class ChannelInput(graphene.InputObjectType):
    class Meta:
        abstract = True

    is_active = graphene.Boolean()
    stock_settings = graphene.InputField(StockSettingsInput)
    add_shipping_zones = graphene.List(graphene.NonNull(graphene.ID))
    add_warehouses = graphene.List(graphene.NonNull(graphene.ID))
    order_settings = graphene.InputField(OrderSettingsInput)
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    private_metadata = graphene.List(graphene.NonNull(MetadataInput))
    checkout_settings = graphene.InputField(CheckoutSettingsInput)
    payment_settings = graphene.InputField(PaymentSettingsInput)


class ChannelCreateInput(ChannelInput):
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    currency_code = graphene.String(required=True)
    default_country = graphene.InputField(CountryCode, required=True)


class ChannelUpdateInput(ChannelInput):
    name = graphene.String()
    slug = graphene.String()
    default_country = graphene.InputField(CountryCode)
    remove_shipping_zones = graphene.List(graphene.NonNull(graphene.ID))
    remove_warehouses = graphene.List(graphene.NonNull(graphene.ID))


ChannelError = error_type(
    "ChannelError",
    "ALREADY_EXISTS GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE CHANNELS_CURRENCY_MUST_BE_THE_SAME "
    "CHANNEL_WITH_ORDERS DUPLICATED_INPUT_ITEM",
    shipping_zones=graphene.List(graphene.NonNull(graphene.ID)),
    warehouses=graphene.List(graphene.NonNull(graphene.ID)),
)


def _columns(data: Mapping[str, Any]) -> dict[str, Any]:
    """The nested settings of an input as columns of the channel."""
    flat: dict[str, Any] = {}
    for name, value in data.items():
        if name.endswith("_settings"):
            flat |= value or {}
        elif name in ("metadata", "private_metadata"):
            flat[name] = as_map(value)
        else:
            flat[name] = value
    if "use_legacy_error_flow" in flat:
        flat["use_legacy_error_flow_for_checkout"] = flat.pop("use_legacy_error_flow")
    return {name: value for name, value in flat.items() if value is not None}


class ChannelCreate(EngineMutation):
    class Meta:
        error_type = ChannelError
        permissions = ("MANAGE_CHANNELS",)

    class Arguments:
        input = ChannelCreateInput(required=True)

    channel = graphene.Field(Channel)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ChannelCreate":
        values = _columns(input)
        return cls(
            channel=create_channel(
                values=values,
                warehouses=values.pop("add_warehouses", ()),
                shipping_zones=values.pop("add_shipping_zones", ()),
            )
        )


class ChannelUpdate(EngineMutation):
    class Meta:
        error_type = ChannelError
        permissions = ("MANAGE_CHANNELS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = ChannelUpdateInput(required=True)

    channel = graphene.Field(Channel)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "ChannelUpdate":
        values = _columns(input)
        return cls(
            channel=update_channel(
                channel_id=id,
                values=values,
                add=values.pop("add_warehouses", ()),
                remove=values.pop("remove_warehouses", ()),
                add_zones=values.pop("add_shipping_zones", ()),
                remove_zones=values.pop("remove_shipping_zones", ()),
            )
        )


class Query:
    channel = graphene.Field(Channel, id=graphene.ID(), slug=graphene.String())
    channels = graphene.List(graphene.NonNull(Channel))

    @staticmethod
    def resolve_channel(_root: None, info: Any, id: str | None = None, slug: str | None = None) -> Any:
        if slug is not None:
            return channel_by_slug(slug)
        return channels().filter(pk=int_pk_of("Channel", id)).first()

    @staticmethod
    def resolve_channels(_root: None, info: Any) -> Any:
        require_staff(info)
        return channels()


class Mutation:
    channel_create = ChannelCreate.Field()
    channel_update = ChannelUpdate.Field()


types = [Channel]
