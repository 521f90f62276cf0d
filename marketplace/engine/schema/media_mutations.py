"""Putting pictures on products."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.media import ProductMedia
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.schema.product import Product
from marketplace.engine.schema.product_inputs import ProductError, ProductMediaCreateInput, ProductMediaUpdateInput
from marketplace.engine.schema.variant import ProductVariant
from marketplace.engine.services.media import assign_media, create_media, delete_media, reorder_media, update_media
from marketplace.engine.services.variants import variant_by

MANAGE = ("MANAGE_PRODUCTS",)


class ProductMediaCreate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        input = ProductMediaCreateInput(required=True)

    product = graphene.Field(Product)
    media = graphene.Field(ProductMedia)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "ProductMediaCreate":
        media = create_media(
            product_id=input["product"],
            image=input.get("image"),
            media_url=input.get("media_url"),
            alt=input.get("alt") or "",
            now=info.context.now,
        )
        return cls(product=media.product, media=media)


class ProductMediaUpdate(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = ProductMediaUpdateInput(required=True)

    product = graphene.Field(Product)
    media = graphene.Field(ProductMedia)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "ProductMediaUpdate":
        media = update_media(media_id=id, alt=input.get("alt"), now=info.context.now)
        return cls(product=media.product, media=media)


class ProductMediaDelete(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)

    product = graphene.Field(Product)
    media = graphene.Field(ProductMedia)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "ProductMediaDelete":
        media = delete_media(media_id=id, now=info.context.now)
        return cls(product=media.product, media=media)


class ProductMediaReorder(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        product_id = graphene.ID(required=True)
        media_ids = graphene.List(graphene.NonNull(graphene.ID), required=True)

    product = graphene.Field(Product)
    media = graphene.List(graphene.NonNull(ProductMedia))

    @classmethod
    def perform(cls, info: Any, *, product_id: str, media_ids: list[str]) -> "ProductMediaReorder":
        product = reorder_media(product_id=product_id, media_ids=media_ids, now=info.context.now)
        return cls(product=product, media=list(product.media.all()))


class VariantMediaAssign(EngineMutation):
    class Meta:
        error_type = ProductError
        permissions = MANAGE

    class Arguments:
        variant_id = graphene.ID(required=True)
        media_id = graphene.ID(required=True)

    product_variant = graphene.Field(ProductVariant)
    media = graphene.Field(ProductMedia)

    @classmethod
    def perform(cls, info: Any, *, variant_id: str, media_id: str) -> "VariantMediaAssign":
        variant = variant_by(variant_id, field="variantId")
        return cls(
            product_variant=variant, media=assign_media(variant=variant, media_id=media_id, now=info.context.now)
        )


class Mutation:
    product_media_create = ProductMediaCreate.Field()
    product_media_update = ProductMediaUpdate.Field()
    product_media_delete = ProductMediaDelete.Field()
    product_media_reorder = ProductMediaReorder.Field()
    variant_media_assign = VariantMediaAssign.Field()
