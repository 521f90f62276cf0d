"""Tax classes and tax configuration."""

from collections.abc import Mapping
from decimal import Decimal as Exact
from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import CountryCode, CountryDisplay
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.services.taxes import (
    create_tax_class,
    delete_tax_class,
    update_tax_class,
    update_tax_configuration,
)
from marketplace.graphql.batches import children, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id

TaxCalculationStrategy = enum_of("TaxCalculationStrategy", "FLAT_RATES TAX_APP")


class TaxClassCountryRate(graphene.ObjectType):
    country = graphene.Field(CountryDisplay, required=True)
    rate = graphene.Float(required=True)
    tax_class = graphene.Field(lambda: TaxClass)

    resolve_tax_class = related("tax_class")


@represents(models.TaxClass)
class TaxClass(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    countries = graphene.List(graphene.NonNull(TaxClassCountryRate), required=True)

    resolve_countries = children("country_rates", models.TaxClassCountryRate.objects.all, back="tax_class")

    @staticmethod
    def resolve_id(root: models.TaxClass, _info: Any) -> str:
        return global_id("TaxClass", root.pk)


class TaxConfiguration(graphene.ObjectType):
    """Resolved from the channel whose configuration it is."""

    class Meta:
        interfaces = (Node,)

    channel = graphene.Field(Channel, required=True)
    charge_taxes = graphene.Boolean(required=True)
    tax_calculation_strategy = graphene.Field(TaxCalculationStrategy)
    display_gross_prices = graphene.Boolean(required=True)
    prices_entered_with_tax = graphene.Boolean(required=True)

    @staticmethod
    def resolve_id(root: models.Channel, _info: Any) -> str:
        return global_id("TaxConfiguration", root.pk)

    @staticmethod
    def resolve_channel(root: models.Channel, _info: Any) -> models.Channel:
        return root

    @staticmethod
    def resolve_tax_calculation_strategy(_root: models.Channel, _info: Any) -> str:
        return "FLAT_RATES"

    @staticmethod
    def resolve_prices_entered_with_tax(_root: models.Channel, _info: Any) -> bool:
        return True


class CountryRateInput(graphene.InputObjectType):
    country_code = graphene.InputField(CountryCode, required=True)
    rate = graphene.Float(required=True)


class CountryRateUpdateInput(graphene.InputObjectType):
    country_code = graphene.InputField(CountryCode, required=True)
    rate = graphene.Float()


class TaxClassCreateInput(graphene.InputObjectType):
    name = graphene.String(required=True)
    create_country_rates = graphene.List(graphene.NonNull(CountryRateInput))


class TaxClassUpdateInput(graphene.InputObjectType):
    name = graphene.String()
    update_country_rates = graphene.List(graphene.NonNull(CountryRateUpdateInput))
    remove_country_rates = graphene.List(graphene.NonNull(CountryCode))


class TaxConfigurationUpdateInput(graphene.InputObjectType):
    charge_taxes = graphene.Boolean()
    tax_calculation_strategy = graphene.InputField(TaxCalculationStrategy)
    display_gross_prices = graphene.Boolean()
    prices_entered_with_tax = graphene.Boolean()


def _tax_error(name: str, codes: str) -> Any:
    codes_field = graphene.List(graphene.NonNull(graphene.String), required=True, default_value=())
    return error_type(name, codes, country_codes=codes_field)


TaxClassCreateError = _tax_error("TaxClassCreateError", "GRAPHQL_ERROR INVALID NOT_FOUND")
TaxClassUpdateError = _tax_error("TaxClassUpdateError", "DUPLICATED_INPUT_ITEM GRAPHQL_ERROR INVALID NOT_FOUND")
TaxConfigurationUpdateError = _tax_error(
    "TaxConfigurationUpdateError", "DUPLICATED_INPUT_ITEM GRAPHQL_ERROR INVALID NOT_FOUND"
)
TaxClassDeleteError = error_type("TaxClassDeleteError", "GRAPHQL_ERROR INVALID NOT_FOUND")


def _exact(rate: float | None) -> Exact | None:
    return None if rate is None else Exact(str(rate))


class TaxClassCreate(EngineMutation):
    class Meta:
        error_type = TaxClassCreateError
        permissions = ("MANAGE_TAXES",)

    class Arguments:
        input = TaxClassCreateInput(required=True)

    tax_class = graphene.Field(TaxClass)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "TaxClassCreate":
        rates = [(each["country_code"], Exact(str(each["rate"]))) for each in input.get("create_country_rates") or ()]
        return cls(tax_class=create_tax_class(name=input["name"], rates=rates))


class TaxClassUpdate(EngineMutation):
    class Meta:
        error_type = TaxClassUpdateError
        permissions = ("MANAGE_TAXES",)

    class Arguments:
        id = graphene.ID(required=True)
        input = TaxClassUpdateInput(required=True)

    tax_class = graphene.Field(TaxClass)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "TaxClassUpdate":
        given = input.get("update_country_rates") or ()
        rates = [(each["country_code"], _exact(each.get("rate"))) for each in given]
        remove = input.get("remove_country_rates") or ()
        return cls(tax_class=update_tax_class(tax_class_id=id, name=input.get("name"), rates=rates, remove=remove))


class TaxClassDelete(EngineMutation):
    class Meta:
        error_type = TaxClassDeleteError
        permissions = ("MANAGE_TAXES",)

    class Arguments:
        id = graphene.ID(required=True)

    tax_class = graphene.Field(TaxClass)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "TaxClassDelete":
        return cls(tax_class=delete_tax_class(tax_class_id=id))


class TaxConfigurationUpdate(EngineMutation):
    class Meta:
        error_type = TaxConfigurationUpdateError
        permissions = ("MANAGE_TAXES",)

    class Arguments:
        id = graphene.ID(required=True)
        input = TaxConfigurationUpdateInput(required=True)

    tax_configuration = graphene.Field(TaxConfiguration)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "TaxConfigurationUpdate":
        return cls(tax_configuration=update_tax_configuration(configuration_id=id, values=input))


TaxClassCountableConnection = connection(TaxClass)


class Query:
    tax_class = graphene.Field(TaxClass, id=graphene.ID(required=True))
    tax_classes = connection_field(TaxClassCountableConnection)

    @staticmethod
    def resolve_tax_class(_root: None, info: Any, id: str) -> models.TaxClass | None:
        require_staff(info)
        return models.TaxClass.objects.filter(pk=int_pk_of("TaxClass", id)).first()

    @staticmethod
    def resolve_tax_classes(_root: None, info: Any, **paging: Any) -> Any:
        require_staff(info)
        return paginate(models.TaxClass.objects.all(), Slice.of("taxClasses", **paging), order=["name"])


class Mutation:
    tax_class_create = TaxClassCreate.Field()
    tax_class_update = TaxClassUpdate.Field()
    tax_class_delete = TaxClassDelete.Field()
    tax_configuration_update = TaxConfigurationUpdate.Field()


types = [TaxClass, TaxConfiguration]
