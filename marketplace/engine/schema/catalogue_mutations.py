"""Writing categories, product types and attributes."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.attribute import (
    Attribute,
    AttributeInputTypeEnum,
    AttributeTypeEnum,
    MeasurementUnitsEnum,
    ProductType,
    ProductTypeKindEnum,
)
from marketplace.engine.schema.category import Category
from marketplace.engine.schema.metadata import MetadataInput
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.product_inputs import ProductError, SeoInput, columns
from marketplace.engine.services.categories import create_category, delete_category, update_category
from marketplace.engine.services.product_types import create_attribute, create_product_type
from marketplace.graphql.scalars import JSONString, Upload, WeightScalar

TYPES = ("MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",)
AttributeError = error_type("AttributeError", "ALREADY_EXISTS GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE")


class CategoryInput(graphene.InputObjectType):
    description = JSONString()
    name = graphene.String()
    slug = graphene.String()
    seo = graphene.InputField(SeoInput)
    background_image = Upload()
    background_image_alt = graphene.String()
    metadata = listed(MetadataInput)
    private_metadata = listed(MetadataInput)


class ProductTypeInput(graphene.InputObjectType):
    name = graphene.String()
    slug = graphene.String()
    kind = graphene.InputField(ProductTypeKindEnum)
    has_variants = graphene.Boolean()
    product_attributes = listed(graphene.ID)
    variant_attributes = listed(graphene.ID)
    is_shipping_required = graphene.Boolean()
    weight = WeightScalar()
    tax_class = graphene.ID()


class AttributeValueCreateInput(graphene.InputObjectType):
    value = graphene.String()
    external_reference = graphene.String()
    name = graphene.String(required=True)


class AttributeCreateInput(graphene.InputObjectType):
    input_type = graphene.InputField(AttributeInputTypeEnum)
    name = graphene.String(required=True)
    slug = graphene.String()
    type = graphene.InputField(AttributeTypeEnum, required=True)
    unit = graphene.InputField(MeasurementUnitsEnum)
    values = listed(AttributeValueCreateInput)
    value_required = graphene.Boolean()
    visible_in_storefront = graphene.Boolean()
    external_reference = graphene.String()


class CategoryCreate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = ("MANAGE_PRODUCTS",)

    class Arguments:
        input = CategoryInput(required=True)
        parent = graphene.ID()

    category = graphene.Field(Category)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], parent: str | None = None) -> "CategoryCreate":
        return cls(category=create_category(values=columns(input), parent_id=parent))


class CategoryUpdate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = ("MANAGE_PRODUCTS",)

    class Arguments:
        id = graphene.ID(required=True)
        input = CategoryInput(required=True)

    category = graphene.Field(Category)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "CategoryUpdate":
        return cls(category=update_category(category_id=id, values=columns(input), now=info.context.now))


class CategoryDelete(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = ("MANAGE_PRODUCTS",)

    class Arguments:
        id = graphene.ID(required=True)

    category = graphene.Field(Category)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "CategoryDelete":
        return cls(category=delete_category(category_id=id, now=info.context.now))


class ProductTypeCreate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = TYPES

    class Arguments:
        input = ProductTypeInput(required=True)

    product_type = graphene.Field(ProductType)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ProductTypeCreate":
        product_type = create_product_type(
            values=columns(input),
            product_attributes=input.get("product_attributes") or (),
            variant_attributes=input.get("variant_attributes") or (),
            tax_class_id=input.get("tax_class"),
        )
        return cls(product_type=product_type)


class AttributeCreate(EngineMutation):
    class Meta:
        error_type = AttributeError
        permissions = TYPES

    class Arguments:
        input = AttributeCreateInput(required=True)

    attribute = graphene.Field(Attribute)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "AttributeCreate":
        return cls(attribute=create_attribute(values=input, choices=input.get("values") or ()))


class Mutation:
    category_create = CategoryCreate.Field()
    category_update = CategoryUpdate.Field()
    category_delete = CategoryDelete.Field()
    product_type_create = ProductTypeCreate.Field()
    attribute_create = AttributeCreate.Field()
