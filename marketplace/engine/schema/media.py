"""Pictures and videos of products."""

from typing import Any

import graphene

from marketplace.engine import models
from marketplace.engine.schema.enums import OrderDirection, ThumbnailFormatEnum, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.media import media_url
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import JSONString

ProductMediaType = enum_of("ProductMediaType", "IMAGE VIDEO")
MediaChoicesSortField = enum_of("MediaChoicesSortField", "ID")


class Image(graphene.ObjectType):
    url = graphene.String(required=True)
    alt = graphene.String()


class MediaSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(MediaChoicesSortField, required=True)


@represents(models.ProductMedia)
class ProductMedia(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    sort_order = graphene.Int()
    alt = graphene.String(required=True)
    type = graphene.Field(ProductMediaType, required=True)
    oembed_data = graphene.Field(JSONString, required=True)
    url = graphene.String(
        required=True,
        size=graphene.Int(),
        format=graphene.Argument(ThumbnailFormatEnum, default_value="ORIGINAL"),
    )
    product_id = graphene.ID()

    @staticmethod
    def resolve_id(root: models.ProductMedia, _info: Any) -> str:
        return global_id("ProductMedia", root.pk)

    @staticmethod
    def resolve_product_id(root: models.ProductMedia, _info: Any) -> str:
        return global_id("Product", root.product_id)

    @staticmethod
    def resolve_url(root: models.ProductMedia, _info: Any, size: int | None = None, format: str | None = None) -> str:
        return media_url(root, size=size, format=format)


types = [ProductMedia]
