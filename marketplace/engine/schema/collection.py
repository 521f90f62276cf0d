"""Collections of products."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Count, QuerySet
from graphql import GraphQLError

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.enums import OrderDirection, ThumbnailFormatEnum, enum_of
from marketplace.engine.schema.media import Image
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.product_filter import LIST_ARGUMENTS, MetadataFilter, listed, product_list
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.collections import channel_of, collections_for
from marketplace.engine.selectors.media import thumbnail_url
from marketplace.graphql.batches import attach_children, batched, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, JSONString

CollectionSortField = enum_of("CollectionSortField", "NAME PRODUCT_COUNT")
CollectionPublished = enum_of("CollectionPublished", "PUBLISHED HIDDEN")


class CollectionFilterInput(graphene.InputObjectType):
    published = graphene.InputField(CollectionPublished)
    search = graphene.String()
    metadata = listed(MetadataFilter)
    ids = listed(graphene.ID)
    slugs = listed(graphene.String)


class CollectionWhereInput(graphene.InputObjectType):
    metadata = listed(MetadataFilter)
    ids = listed(graphene.ID)


class CollectionSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(CollectionSortField, required=True)


@represents(models.CollectionChannelListing)
class CollectionChannelListing(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    published_at = graphene.Field(DateTime)
    is_published = graphene.Boolean(required=True)
    channel = graphene.Field(Channel, required=True)

    resolve_channel = related("channel")

    @staticmethod
    def resolve_id(root: models.CollectionChannelListing, _info: Any) -> str:
        return global_id("CollectionChannelListing", root.pk)


@represents(models.Collection)
class Collection(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = graphene.Field(JSONString)
    slug = graphene.String(required=True)
    channel = graphene.String()
    products = connection_field(
        "marketplace.engine.schema.product.ProductCountableConnection",
        **{name: each for name, each in LIST_ARGUMENTS.items() if name != "channel"},
    )
    background_image = graphene.Field(
        Image, size=graphene.Int(), format=graphene.Argument(ThumbnailFormatEnum, default_value="ORIGINAL")
    )
    channel_listings = graphene.List(graphene.NonNull(CollectionChannelListing))

    @staticmethod
    def resolve_id(root: models.Collection, _info: Any) -> str:
        return global_id("Collection", root.pk)

    @staticmethod
    def resolve_channel(root: models.Collection, _info: Any) -> str | None:
        return root.sold_in

    @staticmethod
    def resolve_products(root: models.Collection, info: Any, **arguments: Any) -> Any:
        return product_list(info, collection=root.pk, channel=root.sold_in, **arguments)

    @staticmethod
    def resolve_background_image(
        root: models.Collection, _info: Any, size: int | None = None, format: str | None = None
    ) -> dict[str, str] | None:
        if not root.background_image:
            return None
        url = thumbnail_url("Collection", root.pk, size=size, format=format)
        return {"url": url, "alt": root.background_image_alt}

    @batched
    def resolve_channel_listings(roots: Sequence[models.Collection], info: Any) -> Any:
        info.context.requestor.require("MANAGE_PRODUCTS")
        listings = models.CollectionChannelListing.objects.select_related("channel")
        return attach_children(roots, "all_listings", listings.all, back="collection")


CollectionCountableConnection = connection(Collection)


class Query:
    collection = graphene.Field(Collection, id=graphene.ID(), slug=graphene.String(), channel=graphene.String())
    collections = connection_field(
        CollectionCountableConnection,
        filter=CollectionFilterInput(),
        where=CollectionWhereInput(),
        sort_by=CollectionSortingInput(),
        channel=graphene.String(),
    )

    @staticmethod
    def resolve_collection(
        _root: None, info: Any, id: str | None = None, slug: str | None = None, channel: str | None = None
    ) -> models.Collection | None:
        if (id is None) == (slug is None):
            raise GraphQLError("Exactly one of arguments is required: 'id', 'slug'.")
        requestor = info.context.requestor
        place = channel_of(requestor, channel)
        rows = collections_for(requestor, channel=place, now=info.context.now)
        found = rows.filter(slug=slug) if id is None else rows.filter(pk=int_pk_of("Collection", id))
        return _sold_in(found.first(), place)

    @staticmethod
    def resolve_collections(
        _root: None,
        info: Any,
        filter: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        channel: str | None = None,
        **paging: Any,
    ) -> Any:
        requestor = info.context.requestor
        place = channel_of(requestor, channel)
        rows = collections_for(requestor, channel=place, now=info.context.now)
        rows = _filtered(rows, {**(filter or {}), **(where or {})}, channel=place)
        order = ["slug"]
        if sort_by is not None:
            rows = rows.annotate(product_count=Count("product_links"))
            sign = "-" if sort_by["direction"] == "DESC" else ""
            order = [f"{sign}{sort_by['field'].lower()}", f"{sign}slug"]
        page = paginate(rows, Slice.of("collections", **paging), order=order)
        for edge in page.edges:
            _sold_in(edge.node, place)
        return page


def _sold_in(collection: models.Collection | None, channel: str | None) -> models.Collection | None:
    if collection is not None:
        collection.sold_in = channel
    return collection


def _filtered(
    rows: QuerySet[models.Collection], wanted: Mapping[str, Any], *, channel: str | None
) -> QuerySet[models.Collection]:
    if wanted.get("search"):
        rows = rows.filter(name__icontains=wanted["search"]) | rows.filter(slug__icontains=wanted["search"])
    if wanted.get("ids") is not None:
        rows = rows.filter(pk__in=[int_pk_of("Collection", each) for each in wanted["ids"]])
    if wanted.get("slugs") is not None:
        rows = rows.filter(slug__in=wanted["slugs"])
    for entry in wanted.get("metadata") or ():
        value = {"metadata__contains": {entry["key"]: entry["value"]}} if entry.get("value") else None
        rows = rows.filter(**(value or {"metadata__has_key": entry["key"]}))
    if wanted.get("published") is not None:
        shown = {"channel_listings__is_published": wanted["published"] == "PUBLISHED"}
        rows = rows.filter(**shown, **({} if channel is None else {"channel_listings__channel__slug": channel}))
        rows = rows.distinct()
    return rows


types = [Collection]
