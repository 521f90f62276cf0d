"""Compiling collections."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.collection import Collection
from marketplace.engine.schema.metadata import MetadataInput
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.product_inputs import SeoInput, columns, product_error
from marketplace.engine.services.collections import (
    add_products,
    create_collection,
    delete_collection,
    remove_products,
    reorder_products,
    update_collection,
    update_collection_listings,
)
from marketplace.graphql.scalars import DateTime, JSONString, Upload

MANAGE = ("MANAGE_PRODUCTS",)
CollectionError = error_type(
    "CollectionError",
    "DUPLICATED_INPUT_ITEM GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE FILE_SIZE_LIMIT_EXCEEDED",
    products=listed(graphene.ID),
)
CollectionChannelListingError = product_error("CollectionChannelListingError", channels=listed(graphene.ID))


class CollectionInput(graphene.InputObjectType):
    name = graphene.String()
    slug = graphene.String()
    description = JSONString()
    background_image = Upload()
    background_image_alt = graphene.String()
    seo = graphene.InputField(SeoInput)
    metadata = listed(MetadataInput)
    private_metadata = listed(MetadataInput)


class CollectionCreateInput(CollectionInput):
    products = listed(graphene.ID)


class MoveProductInput(graphene.InputObjectType):
    product_id = graphene.ID(required=True)
    sort_order = graphene.Int()


class PublishableChannelListingInput(graphene.InputObjectType):
    channel_id = graphene.ID(required=True)
    is_published = graphene.Boolean()
    published_at = DateTime()


class CollectionChannelListingUpdateInput(graphene.InputObjectType):
    add_channels = listed(PublishableChannelListingInput)
    remove_channels = listed(graphene.ID)


class CollectionCreate(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        input = CollectionCreateInput(required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "CollectionCreate":
        values = columns(input)
        products = values.pop("products", None) or ()
        return cls(collection=create_collection(values=values, product_ids=products, now=info.context.now))


class CollectionUpdate(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = CollectionInput(required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "CollectionUpdate":
        return cls(collection=update_collection(collection_id=id, values=columns(input)))


class CollectionDelete(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "CollectionDelete":
        return cls(collection=delete_collection(collection_id=id, now=info.context.now))


class CollectionAddProducts(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        collection_id = graphene.ID(required=True)
        products = graphene.List(graphene.NonNull(graphene.ID), required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, collection_id: str, products: list[str]) -> "CollectionAddProducts":
        now = info.context.now
        return cls(collection=add_products(collection_id=collection_id, product_ids=products, now=now))


class CollectionRemoveProducts(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        collection_id = graphene.ID(required=True)
        products = graphene.List(graphene.NonNull(graphene.ID), required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, collection_id: str, products: list[str]) -> "CollectionRemoveProducts":
        now = info.context.now
        return cls(collection=remove_products(collection_id=collection_id, product_ids=products, now=now))


class CollectionReorderProducts(EngineMutation):
    class Meta:
        error_type = CollectionError
        permissions = MANAGE

    class Arguments:
        collection_id = graphene.ID(required=True)
        moves = graphene.List(graphene.NonNull(MoveProductInput), required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, collection_id: str, moves: list[Mapping[str, Any]]) -> "CollectionReorderProducts":
        return cls(collection=reorder_products(collection_id=collection_id, moves=moves))


class CollectionChannelListingUpdate(EngineMutation):
    class Meta:
        error_type = CollectionChannelListingError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = CollectionChannelListingUpdateInput(required=True)

    collection = graphene.Field(Collection)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "CollectionChannelListingUpdate":
        collection = update_collection_listings(
            collection_id=id,
            add=input.get("add_channels") or (),
            remove=input.get("remove_channels") or (),
            now=info.context.now,
        )
        return cls(collection=collection)


class Mutation:
    collection_create = CollectionCreate.Field()
    collection_update = CollectionUpdate.Field()
    collection_delete = CollectionDelete.Field()
    collection_add_products = CollectionAddProducts.Field()
    collection_remove_products = CollectionRemoveProducts.Field()
    collection_reorder_products = CollectionReorderProducts.Field()
    collection_channel_listing_update = CollectionChannelListingUpdate.Field()
