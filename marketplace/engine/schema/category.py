"""The category tree."""

from collections.abc import Mapping
from typing import Any

import graphene
from django.db.models import Q

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.enums import OrderDirection, ThumbnailFormatEnum, enum_of
from marketplace.engine.schema.media import Image
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.product_filter import LIST_ARGUMENTS, product_list
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.categories import ancestors
from marketplace.engine.selectors.media import thumbnail_url
from marketplace.graphql.batches import related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, JSONString

CategorySortField = enum_of("CategorySortField", "NAME PRODUCT_COUNT SUBCATEGORY_COUNT")


class CategoryFilterInput(graphene.InputObjectType):
    search = graphene.String()
    ids = graphene.List(graphene.NonNull(graphene.ID))
    slugs = graphene.List(graphene.NonNull(graphene.String))


class CategoryWhereInput(graphene.InputObjectType):
    ids = graphene.List(graphene.NonNull(graphene.ID))


class CategorySortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(CategorySortField, required=True)


@represents(models.Category)
class Category(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = graphene.Field(JSONString)
    slug = graphene.String(required=True)
    parent = graphene.Field(lambda: Category)
    level = graphene.Int(required=True)
    updated_at = graphene.Field(DateTime, required=True)
    ancestors = connection_field("marketplace.engine.schema.category.CategoryCountableConnection")
    children = connection_field("marketplace.engine.schema.category.CategoryCountableConnection")
    products = connection_field("marketplace.engine.schema.product.ProductCountableConnection", **LIST_ARGUMENTS)
    background_image = graphene.Field(
        Image, size=graphene.Int(), format=graphene.Argument(ThumbnailFormatEnum, default_value="ORIGINAL")
    )

    resolve_parent = related("parent")

    @staticmethod
    def resolve_id(root: models.Category, _info: Any) -> str:
        return global_id("Category", root.pk)

    @staticmethod
    def resolve_ancestors(root: models.Category, info: Any, **paging: Any) -> Any:
        return paginate(ancestors(root), Slice.of("ancestors", **paging), order=["level"])

    @staticmethod
    def resolve_children(root: models.Category, info: Any, **paging: Any) -> Any:
        return paginate(root.children.all(), Slice.of("children", **paging), order=["name"])

    @staticmethod
    def resolve_products(root: models.Category, info: Any, **arguments: Any) -> Any:
        return product_list(info, further={"categories": [global_id("Category", root.pk)]}, **arguments)

    @staticmethod
    def resolve_background_image(
        root: models.Category, _info: Any, size: int | None = None, format: str | None = None
    ) -> dict[str, str] | None:
        if not root.background_image:
            return None
        url = thumbnail_url("Category", root.pk, size=size, format=format)
        return {"url": url, "alt": root.background_image_alt}


CategoryCountableConnection = connection(Category)


class Query:
    category = graphene.Field(Category, id=graphene.ID(), slug=graphene.String())
    categories = connection_field(
        CategoryCountableConnection,
        filter=CategoryFilterInput(),
        where=CategoryWhereInput(),
        sort_by=CategorySortingInput(),
        level=graphene.Int(),
    )

    @staticmethod
    def resolve_category(
        _root: None, info: Any, id: str | None = None, slug: str | None = None
    ) -> models.Category | None:
        if slug is not None:
            return models.Category.objects.filter(slug=slug).first()
        return models.Category.objects.filter(pk=int_pk_of("Category", id)).first()

    @staticmethod
    def resolve_categories(
        _root: None,
        info: Any,
        filter: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        level: int | None = None,
        **paging: Any,
    ) -> Any:
        rows = models.Category.objects.all()
        wanted = {**(filter or {}), **(where or {})}
        if wanted.get("search"):
            rows = rows.filter(Q(name__icontains=wanted["search"]) | Q(slug__icontains=wanted["search"]))
        if wanted.get("ids") is not None:
            rows = rows.filter(pk__in=[int_pk_of("Category", each) for each in wanted["ids"]])
        if wanted.get("slugs") is not None:
            rows = rows.filter(slug__in=wanted["slugs"])
        if level is not None:
            rows = rows.filter(level=level)
        order = "name" if sort_by is None or sort_by["direction"] == "ASC" else "-name"
        return paginate(rows, Slice.of("categories", **paging), order=["path"] if sort_by is None else [order])


types = [Category]
