"""Shop-wide facts and settings."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import graphene
from django.conf import settings

from marketplace.engine import models
from marketplace.engine.rules.permissions import PERMISSION_NAMES
from marketplace.engine.schema.account import PermissionEnum
from marketplace.engine.schema.country import CountryDisplay
from marketplace.engine.schema.enums import WeightUnitsEnum
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.selectors.channels import channels, shop_settings
from marketplace.engine.services.channels import update_shop_settings
from marketplace.graphql.ids import global_id

VERSION = "3.24.0"
"""The version of Saleor whose API the engine speaks."""


class Domain(graphene.ObjectType):
    """Resolved from the public address."""

    host = graphene.String(required=True)
    ssl_enabled = graphene.Boolean(required=True)
    url = graphene.String(required=True)

    @staticmethod
    def resolve_host(root: str, _info: Any) -> str:
        return urlsplit(root).netloc

    @staticmethod
    def resolve_ssl_enabled(root: str, _info: Any) -> bool:
        return root.startswith("https:")

    @staticmethod
    def resolve_url(root: str, _info: Any) -> str:
        return f"{root}/"


class Permission(graphene.ObjectType):
    """Resolved from the code."""

    code = graphene.Field(PermissionEnum, required=True)
    name = graphene.String(required=True)

    @staticmethod
    def resolve_code(root: str, _info: Any) -> str:
        return root

    @staticmethod
    def resolve_name(root: str, _info: Any) -> str:
        return PERMISSION_NAMES[root]


def _guarded(name: str, *permissions: str) -> Any:
    def resolve(root: models.ShopSettings, info: Any) -> Any:
        info.context.requestor.require(*permissions)
        return getattr(root, name)

    return staticmethod(resolve)


class Shop(graphene.ObjectType):
    id = graphene.ID(required=True)
    channel_currencies = graphene.List(graphene.NonNull(graphene.String), required=True)
    default_country = graphene.Field(CountryDisplay)
    description = graphene.String()
    domain = graphene.Field(Domain, required=True)
    name = graphene.String(required=True)
    permissions = graphene.List(graphene.NonNull(Permission), required=True)
    header_text = graphene.String()
    track_inventory_by_default = graphene.Boolean()
    default_weight_unit = graphene.Field(WeightUnitsEnum)
    reserve_stock_duration_anonymous_user = graphene.Int()
    reserve_stock_duration_authenticated_user = graphene.Int()
    limit_quantity_per_checkout = graphene.Int()
    enable_account_confirmation_by_email = graphene.Boolean()
    allow_login_without_confirmation = graphene.Boolean()
    fulfillment_auto_approve = graphene.Boolean(required=True)
    fulfillment_allow_unpaid = graphene.Boolean(required=True)
    version = graphene.String(required=True)
    schema_version = graphene.String(required=True)

    resolve_reserve_stock_duration_anonymous_user = _guarded("reserve_stock_duration_anonymous_user", "MANAGE_SETTINGS")
    resolve_reserve_stock_duration_authenticated_user = _guarded(
        "reserve_stock_duration_authenticated_user", "MANAGE_SETTINGS"
    )
    resolve_limit_quantity_per_checkout = _guarded("limit_quantity_per_checkout", "MANAGE_SETTINGS")
    resolve_enable_account_confirmation_by_email = _guarded("enable_account_confirmation_by_email", "MANAGE_SETTINGS")

    resolve_allow_login_without_confirmation = _guarded("allow_login_without_confirmation", "MANAGE_SETTINGS")

    @staticmethod
    def resolve_id(_root: models.ShopSettings, _info: Any) -> str:
        return global_id("Shop", "")

    @staticmethod
    def resolve_name(root: models.ShopSettings, _info: Any) -> str:
        return root.name or str(settings.TOWN["market_name"])

    @staticmethod
    def resolve_channel_currencies(_root: models.ShopSettings, info: Any) -> list[str]:
        require_staff(info)
        return sorted(set(channels().values_list("currency_code", flat=True)))

    @staticmethod
    def resolve_default_country(_root: models.ShopSettings, _info: Any) -> str:
        return str(settings.TOWN["country"])

    @staticmethod
    def resolve_domain(_root: models.ShopSettings, _info: Any) -> str:
        return settings.PUBLIC_URL

    @staticmethod
    def resolve_permissions(_root: models.ShopSettings, info: Any) -> list[str]:
        require_staff(info)
        return sorted(PERMISSION_NAMES)

    @staticmethod
    def resolve_default_weight_unit(root: models.ShopSettings, _info: Any) -> str:
        return root.default_weight_unit.upper()

    @staticmethod
    def resolve_version(_root: models.ShopSettings, info: Any) -> str:
        require_staff(info)
        return VERSION

    @staticmethod
    def resolve_schema_version(_root: models.ShopSettings, _info: Any) -> str:
        return VERSION.rpartition(".")[0]


class ShopSettingsInput(graphene.InputObjectType):
    name = graphene.String()
    header_text = graphene.String()
    description = graphene.String()
    track_inventory_by_default = graphene.Boolean()
    default_weight_unit = graphene.InputField(WeightUnitsEnum)
    reserve_stock_duration_anonymous_user = graphene.Int()
    reserve_stock_duration_authenticated_user = graphene.Int()
    limit_quantity_per_checkout = graphene.Int()
    enable_account_confirmation_by_email = graphene.Boolean()
    allow_login_without_confirmation = graphene.Boolean()
    fulfillment_auto_approve = graphene.Boolean()
    fulfillment_allow_unpaid = graphene.Boolean()


ShopError = error_type(
    "ShopError", "ALREADY_EXISTS CANNOT_FETCH_TAX_RATES GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE"
)


class ShopSettingsUpdate(EngineMutation):
    class Meta:
        error_type = ShopError
        permissions = ("MANAGE_SETTINGS",)

    class Arguments:
        input = ShopSettingsInput(required=True)

    shop = graphene.Field(Shop)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ShopSettingsUpdate":
        return cls(shop=update_shop_settings(input))


class Query:
    shop = graphene.Field(Shop, required=True)

    @staticmethod
    def resolve_shop(_root: None, _info: Any) -> models.ShopSettings:
        return shop_settings()


class Mutation:
    shop_settings_update = ShopSettingsUpdate.Field()
