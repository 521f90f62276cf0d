"""Postal addresses."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.country import CountryCode, CountryDisplay
from marketplace.engine.schema.enums import enum_of
from marketplace.engine.schema.metadata import MetadataInput, ObjectWithMetadata
from marketplace.engine.schema.representation import Node, represents
from marketplace.graphql.ids import global_id

AddressTypeEnum = enum_of("AddressTypeEnum", "BILLING SHIPPING")


class AddressInput(graphene.InputObjectType):
    first_name = graphene.String()
    last_name = graphene.String()
    company_name = graphene.String()
    street_address_1 = graphene.String(name="streetAddress1")
    street_address_2 = graphene.String(name="streetAddress2")
    city = graphene.String()
    city_area = graphene.String()
    postal_code = graphene.String()
    country = graphene.InputField(CountryCode)
    country_area = graphene.String()
    phone = graphene.String()
    metadata = graphene.List(graphene.NonNull(MetadataInput))
    skip_validation = graphene.Boolean(default_value=False)


@represents(models.Address)
class Address(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    first_name = graphene.String(required=True)
    last_name = graphene.String(required=True)
    company_name = graphene.String(required=True)
    street_address_1 = graphene.String(required=True, name="streetAddress1")
    street_address_2 = graphene.String(required=True, name="streetAddress2")
    city = graphene.String(required=True)
    city_area = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    country = graphene.Field(CountryDisplay, required=True)
    country_area = graphene.String(required=True)
    phone = graphene.String()
    is_default_shipping_address = graphene.Boolean()
    is_default_billing_address = graphene.Boolean()

    @staticmethod
    def resolve_id(root: models.Address, _info: Any) -> str:
        return global_id("Address", root.pk)

    @staticmethod
    def resolve_phone(root: models.Address, _info: Any) -> str | None:
        return root.phone or None

    @staticmethod
    def resolve_is_default_shipping_address(root: models.Address, _info: Any) -> bool | None:
        return None if root.user is None else root.user.default_shipping_address_id == root.pk

    @staticmethod
    def resolve_is_default_billing_address(root: models.Address, _info: Any) -> bool | None:
        return None if root.user is None else root.user.default_billing_address_id == root.pk


types = [Address]
