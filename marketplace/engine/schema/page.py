"""Pages of text."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLError

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.product_filter import MetadataFilter, listed
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.pages import pages_for
from marketplace.graphql.batches import related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, JSONString

PageSortField = enum_of("PageSortField", "TITLE SLUG VISIBILITY PUBLISHED_AT CREATED_AT")
PageTypeSortField = enum_of("PageTypeSortField", "NAME SLUG")
_COLUMNS = {"VISIBILITY": "is_published"}


class PageFilterInput(graphene.InputObjectType):
    search = graphene.String()
    metadata = listed(MetadataFilter)
    page_types = listed(graphene.ID)
    ids = listed(graphene.ID)
    slugs = listed(graphene.String)


class PageSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(PageSortField, required=True)


class PageTypeFilterInput(graphene.InputObjectType):
    search = graphene.String()
    slugs = listed(graphene.String)


class PageTypeSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(PageTypeSortField, required=True)


@represents(models.PageType)
class PageType(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    has_pages = graphene.Boolean()

    @staticmethod
    def resolve_id(root: models.PageType, _info: Any) -> str:
        return global_id("PageType", root.pk)

    @staticmethod
    def resolve_has_pages(root: models.PageType, info: Any) -> bool:
        info.context.requestor.require("MANAGE_PAGES", "MANAGE_PAGE_TYPES_AND_ATTRIBUTES")
        return root.pages.exists()


@represents(models.Page)
class Page(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    seo_title = graphene.String()
    seo_description = graphene.String()
    title = graphene.String(required=True)
    content = graphene.Field(JSONString)
    published_at = graphene.Field(DateTime)
    is_published = graphene.Boolean(required=True)
    slug = graphene.String(required=True)
    page_type = graphene.Field(PageType, required=True)
    created = graphene.Field(DateTime, required=True)

    resolve_page_type = related("page_type")

    @staticmethod
    def resolve_id(root: models.Page, _info: Any) -> str:
        return global_id("Page", root.pk)

    @staticmethod
    def resolve_created(root: models.Page, _info: Any) -> Any:
        return root.created_at


PageCountableConnection = connection(Page)
PageTypeCountableConnection = connection(PageType)


class Query:
    page = graphene.Field(Page, id=graphene.ID(), slug=graphene.String())
    pages = connection_field(
        PageCountableConnection,
        sort_by=PageSortingInput(),
        filter=PageFilterInput(),
        search=graphene.String(),
    )
    page_type = graphene.Field(PageType, id=graphene.ID(required=True))
    page_types = connection_field(
        PageTypeCountableConnection, sort_by=PageTypeSortingInput(), filter=PageTypeFilterInput()
    )

    @staticmethod
    def resolve_page(_root: None, info: Any, id: str | None = None, slug: str | None = None) -> models.Page | None:
        if (id is None) == (slug is None):
            raise GraphQLError("Exactly one of arguments is required: 'id', 'slug'.")
        rows = pages_for(info.context.requestor, now=info.context.now)
        return (rows.filter(slug=slug) if id is None else rows.filter(pk=int_pk_of("Page", id))).first()

    @staticmethod
    def resolve_pages(
        _root: None,
        info: Any,
        filter: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        search: str | None = None,
        **paging: Any,
    ) -> Any:
        wanted = dict(filter or {})
        rows = _filtered(pages_for(info.context.requestor, now=info.context.now), wanted)
        for text in (search, wanted.get("search")):
            if text:
                rows = rows.filter(Q(title__icontains=text) | Q(slug__icontains=text))
        return paginate(rows, Slice.of("pages", **paging), order=_order(sort_by))

    @staticmethod
    def resolve_page_type(_root: None, info: Any, id: str) -> models.PageType | None:
        return models.PageType.objects.filter(pk=int_pk_of("PageType", id)).first()

    @staticmethod
    def resolve_page_types(
        _root: None,
        info: Any,
        filter: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        **paging: Any,
    ) -> Any:
        rows, wanted = models.PageType.objects.all(), filter or {}
        if wanted.get("search"):
            rows = rows.filter(Q(name__icontains=wanted["search"]) | Q(slug__icontains=wanted["search"]))
        if wanted.get("slugs") is not None:
            rows = rows.filter(slug__in=wanted["slugs"])
        return paginate(rows, Slice.of("pageTypes", **paging), order=_order(sort_by))


def _order(sort_by: Mapping[str, Any] | None) -> list[str]:
    if sort_by is None:
        return ["slug"]
    sign = "-" if sort_by["direction"] == "DESC" else ""
    return [f"{sign}{_COLUMNS.get(sort_by['field'], sort_by['field'].lower())}", f"{sign}slug"]


def _filtered(rows: QuerySet[models.Page], wanted: Mapping[str, Any]) -> QuerySet[models.Page]:
    for name, type_name, column in (("ids", "Page", "pk"), ("page_types", "PageType", "page_type")):
        if wanted.get(name) is not None:
            rows = rows.filter(**{f"{column}__in": [int_pk_of(type_name, each) for each in wanted[name]]})
    if wanted.get("slugs") is not None:
        rows = rows.filter(slug__in=wanted["slugs"])
    for entry in wanted.get("metadata") or ():
        value = {"metadata__contains": {entry["key"]: entry["value"]}} if entry.get("value") else None
        rows = rows.filter(**(value or {"metadata__has_key": entry["key"]}))
    return rows


types = [Page, PageType]
