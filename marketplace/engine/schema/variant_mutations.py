"""Writing variants, their prices and their stock."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_inputs import (
    BulkStockError,
    ProductChannelListingError,
    ProductError,
    ProductVariantChannelListingAddInput,
    ProductVariantCreateInput,
    ProductVariantInput,
    StockInput,
    columns,
)
from marketplace.engine.schema.variant import ProductVariant
from marketplace.engine.services.listings import update_variant_listings
from marketplace.engine.services.stocks import create_stocks, delete_stocks, update_stocks
from marketplace.engine.services.variants import create_variant, delete_variant, update_variant, variant_by

MANAGE = ("MANAGE_PRODUCTS",)
StockError = error_type("StockError", "ALREADY_EXISTS GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE")


class ProductVariantCreate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        input = ProductVariantCreateInput(required=True)

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ProductVariantCreate":
        values = columns(input)
        variant = create_variant(
            product_id=input["product"],
            values=values,
            attributes=input.get("attributes") or (),
            stocks=input.get("stocks") or (),
            now=info.context.now,
        )
        return cls(product_variant=variant)


class ProductVariantUpdate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID()
        sku = graphene.String()
        external_reference = graphene.String()
        input = ProductVariantInput(required=True)

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], id: str | None = None, **keys: str) -> Any:
        variant = variant_by(id, **keys)
        attributes = input.get("attributes") or ()
        updated = update_variant(variant=variant, values=columns(input), attributes=attributes, now=info.context.now)
        return cls(product_variant=updated)


class ProductVariantDelete(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID()
        sku = graphene.String()
        external_reference = graphene.String()

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(cls, info: Any, *, id: str | None = None, **keys: str) -> "ProductVariantDelete":
        return cls(product_variant=delete_variant(variant=variant_by(id, **keys), now=info.context.now))


class ProductVariantChannelListingUpdate(EngineMutation):
    class Meta:
        error_type = ProductChannelListingError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID()
        sku = graphene.String()
        input = graphene.List(graphene.NonNull(ProductVariantChannelListingAddInput), required=True)

    variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(
        cls, info: Any, *, input: list[Mapping[str, Any]], id: str | None = None, sku: str | None = None
    ) -> "ProductVariantChannelListingUpdate":
        variant = variant_by(id, sku=sku)
        return cls(variant=update_variant_listings(variant=variant, listings=input, now=info.context.now))


class ProductVariantStocksCreate(EngineMutation):
    class Meta:
        error_type = BulkStockError
        permissions = MANAGE

    class Arguments:
        variant_id = graphene.ID(required=True)
        stocks = graphene.List(graphene.NonNull(StockInput), required=True)

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(cls, info: Any, *, variant_id: str, stocks: list[Mapping[str, Any]]) -> "ProductVariantStocksCreate":
        variant = variant_by(variant_id, field="variantId")
        return cls(product_variant=create_stocks(variant=variant, stocks=stocks, now=info.context.now))


class ProductVariantStocksUpdate(EngineMutation):
    class Meta:
        error_type = BulkStockError
        permissions = MANAGE

    class Arguments:
        variant_id = graphene.ID()
        sku = graphene.String()
        stocks = graphene.List(graphene.NonNull(StockInput), required=True)

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(
        cls, info: Any, *, stocks: list[Mapping[str, Any]], variant_id: str | None = None, sku: str | None = None
    ) -> "ProductVariantStocksUpdate":
        variant = variant_by(variant_id, sku=sku, field="variantId")
        return cls(product_variant=update_stocks(variant=variant, stocks=stocks, now=info.context.now))


class ProductVariantStocksDelete(EngineMutation):
    class Meta:
        error_type = StockError
        permissions = MANAGE

    class Arguments:
        variant_id = graphene.ID()
        sku = graphene.String()
        warehouse_ids = graphene.List(graphene.NonNull(graphene.ID))

    product_variant = graphene.Field(ProductVariant)

    @classmethod
    def perform(
        cls, info: Any, *, variant_id: str | None = None, sku: str | None = None, warehouse_ids: list[str] | None = None
    ) -> "ProductVariantStocksDelete":
        variant = variant_by(variant_id, sku=sku, field="variantId")
        return cls(
            product_variant=delete_stocks(variant=variant, warehouse_ids=warehouse_ids or (), now=info.context.now)
        )


class Mutation:
    product_variant_create = ProductVariantCreate.Field()
    product_variant_update = ProductVariantUpdate.Field()
    product_variant_delete = ProductVariantDelete.Field()
    product_variant_channel_listing_update = ProductVariantChannelListingUpdate.Field()
    product_variant_stocks_create = ProductVariantStocksCreate.Field()
    product_variant_stocks_update = ProductVariantStocksUpdate.Field()
    product_variant_stocks_delete = ProductVariantStocksDelete.Field()
