"""Inputs of the catalogue's mutations, their errors, and what services make of them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import graphene

from marketplace.engine.schema.metadata import MetadataInput, as_map
from marketplace.engine.schema.mutation import error_type
from marketplace.engine.schema.product_filter import listed
from marketplace.graphql.scalars import Date, DateTime, JSONString, PositiveDecimal, Upload, WeightScalar

_PRODUCT_CODES = (
    "ALREADY_EXISTS ATTRIBUTE_ALREADY_ASSIGNED ATTRIBUTE_CANNOT_BE_ASSIGNED ATTRIBUTE_VARIANTS_DISABLED "
    "MEDIA_ALREADY_ASSIGNED DUPLICATED_INPUT_ITEM GRAPHQL_ERROR INVALID INVALID_PRICE PRODUCT_WITHOUT_CATEGORY "
    "NOT_PRODUCTS_IMAGE NOT_PRODUCTS_VARIANT NOT_FOUND REQUIRED UNIQUE CANNOT_MANAGE_PRODUCT_WITHOUT_VARIANT "
    "PRODUCT_NOT_ASSIGNED_TO_CHANNEL UNSUPPORTED_MEDIA_PROVIDER INVALID_FILE_TYPE UNSUPPORTED_MIME_TYPE "
    "FILE_SIZE_LIMIT_EXCEEDED"
)
ProductError = error_type("ProductError", _PRODUCT_CODES, attributes=listed(graphene.ID), values=listed(graphene.ID))


def product_error(name: str, **extra: Any) -> Any:
    """A further error type with the codes of ProductError."""
    code = ProductError._meta.fields["code"].type.of_type
    fields = {name: field for name, field in ProductError._meta.fields.items() if name != "code"}
    return type(
        name,
        (graphene.ObjectType,),
        {**fields, **extra, "code": graphene.Field(code, required=True), "codes": ProductError.codes},
    )


ProductChannelListingError = product_error(
    "ProductChannelListingError", channels=listed(graphene.ID), variants=listed(graphene.ID)
)
BulkStockError = product_error("BulkStockError", index=graphene.Int())


class SeoInput(graphene.InputObjectType):
    title = graphene.String()
    description = graphene.String()


class AttributeValueSelectableTypeInput(graphene.InputObjectType):
    id = graphene.ID()
    external_reference = graphene.String()
    value = graphene.String()


class BulkAttributeValueInput(graphene.InputObjectType):
    id = graphene.ID()
    external_reference = graphene.String()
    values = listed(graphene.String)
    dropdown = graphene.InputField(AttributeValueSelectableTypeInput)
    multiselect = listed(AttributeValueSelectableTypeInput)
    numeric = graphene.String()
    plain_text = graphene.String()
    boolean = graphene.Boolean()
    date = Date()


class AttributeValueInput(BulkAttributeValueInput):
    """The same for one object; Saleor names it apart."""


class ProductInput(graphene.InputObjectType):
    attributes = listed(AttributeValueInput)
    category = graphene.ID()
    description = JSONString()
    name = graphene.String()
    slug = graphene.String()
    tax_class = graphene.ID()
    seo = graphene.InputField(SeoInput)
    weight = WeightScalar()
    rating = graphene.Float()
    metadata = listed(MetadataInput)
    private_metadata = listed(MetadataInput)
    external_reference = graphene.String()


class ProductCreateInput(ProductInput):
    product_type = graphene.ID(required=True)


class StockInput(graphene.InputObjectType):
    warehouse = graphene.ID(required=True)
    quantity = graphene.Int(required=True)


class ProductVariantInput(graphene.InputObjectType):
    attributes = listed(AttributeValueInput)
    sku = graphene.String()
    name = graphene.String()
    track_inventory = graphene.Boolean()
    weight = WeightScalar()
    quantity_limit_per_customer = graphene.Int()
    metadata = listed(MetadataInput)
    private_metadata = listed(MetadataInput)
    external_reference = graphene.String()


class ProductVariantCreateInput(ProductVariantInput):
    attributes = graphene.List(graphene.NonNull(AttributeValueInput), required=True)
    product = graphene.ID(required=True)
    stocks = listed(StockInput)


class ProductVariantChannelListingAddInput(graphene.InputObjectType):
    channel_id = graphene.ID(required=True)
    price = PositiveDecimal(required=True)
    cost_price = PositiveDecimal()
    prior_price = PositiveDecimal()


class ProductChannelListingCreateInput(graphene.InputObjectType):
    channel_id = graphene.ID(required=True)
    is_published = graphene.Boolean()
    published_at = DateTime()
    visible_in_listings = graphene.Boolean()
    is_available_for_purchase = graphene.Boolean()
    available_for_purchase_at = DateTime()


class ProductChannelListingAddInput(ProductChannelListingCreateInput):
    add_variants = listed(graphene.ID)
    remove_variants = listed(graphene.ID)


class ProductChannelListingUpdateInput(graphene.InputObjectType):
    update_channels = listed(ProductChannelListingAddInput)
    remove_channels = listed(graphene.ID)


class MediaInput(graphene.InputObjectType):
    alt = graphene.String()
    image = Upload()
    media_url = graphene.String()


class ProductMediaCreateInput(MediaInput):
    product = graphene.ID(required=True)


class ProductMediaUpdateInput(graphene.InputObjectType):
    alt = graphene.String()


class ProductVariantBulkCreateInput(ProductVariantInput):
    attributes = graphene.List(graphene.NonNull(BulkAttributeValueInput), required=True)
    stocks = listed(StockInput)
    channel_listings = listed(ProductVariantChannelListingAddInput)


class ProductBulkCreateInput(ProductInput):
    product_type = graphene.ID(required=True)
    media = listed(MediaInput)
    channel_listings = listed(ProductChannelListingCreateInput)
    variants = listed(ProductVariantBulkCreateInput)


def columns(input: Mapping[str, Any]) -> dict[str, Any]:
    """A product, variant or category input as column values: metadata as maps, grams, search-engine texts."""
    values = dict(input)
    for name in ("metadata", "private_metadata"):
        if values.get(name) is not None:
            values[name] = as_map(values[name])
    if (kilograms := values.pop("weight", None)) is not None:
        values["weight_g"] = kilograms * Decimal(1000)
    seo = values.pop("seo", None) or {}
    values |= {f"seo_{name}": text for name, text in seo.items() if text is not None}
    return values
