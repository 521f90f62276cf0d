"""Warehouses and shipping zones."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of, uuid_of
from marketplace.engine.schema.address import Address, AddressInput
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import CountryDisplay
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.services.warehouses import create_warehouse, save_shipping_zone, update_warehouse
from marketplace.graphql.batches import related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id

WarehouseClickAndCollectOptionEnum = enum_of("WarehouseClickAndCollectOptionEnum", "DISABLED LOCAL ALL")
WarehouseSortField = enum_of("WarehouseSortField", "NAME")


@represents(models.Warehouse)
class Warehouse(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    email = graphene.String(required=True)
    is_private = graphene.Boolean(required=True)
    address = graphene.Field(Address, required=True)
    click_and_collect_option = graphene.Field(WarehouseClickAndCollectOptionEnum, required=True)
    shipping_zones = connection_field(
        "marketplace.engine.schema.warehouse.ShippingZoneCountableConnection", required=True
    )
    external_reference = graphene.String()

    resolve_address = related("address")

    @staticmethod
    def resolve_id(root: models.Warehouse, _info: Any) -> str:
        return global_id("Warehouse", root.pk)

    @staticmethod
    def resolve_shipping_zones(root: models.Warehouse, info: Any, **paging: Any) -> Any:
        return paginate(root.shipping_zones.all(), Slice.of("shippingZones", **paging), order=["name"])


@represents(models.ShippingZone)
class ShippingZone(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    default = graphene.Boolean(required=True)
    countries = graphene.List(graphene.NonNull(CountryDisplay), required=True)
    warehouses = graphene.List(graphene.NonNull(Warehouse), required=True)
    channels = graphene.List(graphene.NonNull(Channel), required=True)
    description = graphene.String()

    @staticmethod
    def resolve_id(root: models.ShippingZone, _info: Any) -> str:
        return global_id("ShippingZone", root.pk)

    @staticmethod
    def resolve_warehouses(root: models.ShippingZone, _info: Any) -> list[models.Warehouse]:
        return list(root.warehouses.all())

    @staticmethod
    def resolve_channels(root: models.ShippingZone, _info: Any) -> list[models.Channel]:
        return list(root.channels.all())


WarehouseCountableConnection = connection(Warehouse)
ShippingZoneCountableConnection = connection(ShippingZone)


class WarehouseCreateInput(graphene.InputObjectType):
    slug = graphene.String()
    email = graphene.String()
    external_reference = graphene.String()
    name = graphene.String(required=True)
    address = graphene.InputField(AddressInput, required=True)


class WarehouseUpdateInput(graphene.InputObjectType):
    slug = graphene.String()
    email = graphene.String()
    external_reference = graphene.String()
    name = graphene.String()
    address = graphene.InputField(AddressInput)
    click_and_collect_option = graphene.InputField(WarehouseClickAndCollectOptionEnum)
    is_private = graphene.Boolean()


class WarehouseFilterInput(graphene.InputObjectType):
    click_and_collect_option = graphene.InputField(WarehouseClickAndCollectOptionEnum)
    search = graphene.String()
    ids = graphene.List(graphene.NonNull(graphene.ID))
    is_private = graphene.Boolean()
    channels = graphene.List(graphene.NonNull(graphene.ID))
    slugs = graphene.List(graphene.NonNull(graphene.String))


class WarehouseSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(WarehouseSortField, required=True)


class ShippingZoneCreateInput(graphene.InputObjectType):
    name = graphene.String()
    description = graphene.String()
    countries = graphene.List(graphene.NonNull(graphene.String))
    default = graphene.Boolean()
    add_warehouses = graphene.List(graphene.NonNull(graphene.ID))
    add_channels = graphene.List(graphene.NonNull(graphene.ID))


class ShippingZoneUpdateInput(ShippingZoneCreateInput):
    remove_warehouses = graphene.List(graphene.NonNull(graphene.ID))
    remove_channels = graphene.List(graphene.NonNull(graphene.ID))


WarehouseError = error_type(
    "WarehouseError",
    "ALREADY_EXISTS GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE",
    shipping_zones=graphene.List(graphene.NonNull(graphene.ID)),
)
ShippingError = error_type(
    "ShippingError",
    "ALREADY_EXISTS GRAPHQL_ERROR INVALID MAX_LESS_THAN_MIN NOT_FOUND REQUIRED UNIQUE DUPLICATED_INPUT_ITEM",
    warehouses=graphene.List(graphene.NonNull(graphene.ID)),
    channels=graphene.List(graphene.NonNull(graphene.ID)),
)


class WarehouseCreate(EngineMutation):
    class Meta:
        error_type = WarehouseError
        permissions = ("MANAGE_PRODUCTS",)

    class Arguments:
        input = WarehouseCreateInput(required=True)

    warehouse = graphene.Field(Warehouse)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "WarehouseCreate":
        return cls(warehouse=create_warehouse(values=input))


class WarehouseUpdate(EngineMutation):
    class Meta:
        error_type = WarehouseError
        permissions = ("MANAGE_PRODUCTS",)

    class Arguments:
        id = graphene.ID()
        external_reference = graphene.String()
        input = WarehouseUpdateInput(required=True)

    warehouse = graphene.Field(Warehouse)

    @classmethod
    def perform(
        cls, info: Any, *, input: Mapping[str, Any], id: str | None = None, external_reference: str | None = None
    ) -> "WarehouseUpdate":
        return cls(warehouse=update_warehouse(warehouse_id=id, external_reference=external_reference, values=input))


def _members(input: Mapping[str, Any]) -> dict[str, Any]:
    names = ("add_warehouses", "add_channels", "remove_warehouses", "remove_channels")
    return {name: input.get(name) or () for name in names}


class ShippingZoneCreate(EngineMutation):
    class Meta:
        error_type = ShippingError
        permissions = ("MANAGE_SHIPPING",)

    class Arguments:
        input = ShippingZoneCreateInput(required=True)

    shipping_zone = graphene.Field(ShippingZone)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ShippingZoneCreate":
        return cls(shipping_zone=save_shipping_zone(values=input, **_members(input)))


class ShippingZoneUpdate(EngineMutation):
    class Meta:
        error_type = ShippingError
        permissions = ("MANAGE_SHIPPING",)

    class Arguments:
        id = graphene.ID(required=True)
        input = ShippingZoneUpdateInput(required=True)

    shipping_zone = graphene.Field(ShippingZone)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "ShippingZoneUpdate":
        return cls(shipping_zone=save_shipping_zone(zone_id=id, values=input, **_members(input)))


def _filtered(wanted: Mapping[str, Any]) -> QuerySet[models.Warehouse]:
    rows = models.Warehouse.objects.select_related("address")
    if wanted.get("search"):
        text = wanted["search"]
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(address__city__icontains=text))
    if wanted.get("ids") is not None:
        rows = rows.filter(pk__in=[uuid_of("Warehouse", each) for each in wanted["ids"]])
    if wanted.get("channels") is not None:
        rows = rows.filter(channels__in=[int_pk_of("Channel", each) for each in wanted["channels"]]).distinct()
    if wanted.get("slugs") is not None:
        rows = rows.filter(slug__in=wanted["slugs"])
    for name in ("is_private", "click_and_collect_option"):
        if wanted.get(name) is not None:
            rows = rows.filter(**{name: wanted[name]})
    return rows


class Query:
    warehouse = graphene.Field(Warehouse, id=graphene.ID(), external_reference=graphene.String())
    warehouses = connection_field(
        WarehouseCountableConnection, filter=WarehouseFilterInput(), sort_by=WarehouseSortingInput()
    )
    shipping_zone = graphene.Field(ShippingZone, id=graphene.ID(required=True), channel=graphene.String())
    shipping_zones = connection_field(ShippingZoneCountableConnection, channel=graphene.String())

    @staticmethod
    def resolve_warehouse(
        _root: None, info: Any, id: str | None = None, external_reference: str | None = None
    ) -> models.Warehouse | None:
        info.context.requestor.require("MANAGE_PRODUCTS", "MANAGE_ORDERS", "MANAGE_SHIPPING")
        rows = models.Warehouse.objects.select_related("address")
        if external_reference is not None:
            return rows.filter(external_reference=external_reference).first()
        return rows.filter(pk=uuid_of("Warehouse", id)).first()

    @staticmethod
    def resolve_warehouses(_root: None, info: Any, filter: Any = None, sort_by: Any = None, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_PRODUCTS", "MANAGE_ORDERS", "MANAGE_SHIPPING")
        order = "slug" if sort_by is None else ("-name" if sort_by["direction"] == "DESC" else "name")
        return paginate(_filtered(filter or {}), Slice.of("warehouses", **paging), order=[order])

    @staticmethod
    def resolve_shipping_zone(
        _root: None, info: Any, id: str, channel: str | None = None
    ) -> models.ShippingZone | None:
        info.context.requestor.require("MANAGE_SHIPPING")
        return models.ShippingZone.objects.filter(pk=int_pk_of("ShippingZone", id)).first()

    @staticmethod
    def resolve_shipping_zones(_root: None, info: Any, channel: str | None = None, **paging: Any) -> Any:
        info.context.requestor.require("MANAGE_SHIPPING")
        rows = models.ShippingZone.objects.all()
        rows = rows if channel is None else rows.filter(channels__slug=channel)
        return paginate(rows, Slice.of("shippingZones", **paging), order=["name"])


class Mutation:
    create_warehouse = WarehouseCreate.Field()
    update_warehouse = WarehouseUpdate.Field()
    shipping_zone_create = ShippingZoneCreate.Field()
    shipping_zone_update = ShippingZoneUpdate.Field()


types = [Warehouse, ShippingZone]
