"""Menus."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Count, Q
from graphql import GraphQLError

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.category import Category
from marketplace.engine.schema.collection import Collection
from marketplace.engine.schema.enums import OrderDirection, enum_of
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.page import Page
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.selectors.channels import channel_for_shopper
from marketplace.engine.selectors.collections import collections_for
from marketplace.engine.selectors.pages import pages_for
from marketplace.graphql.batches import attach_children, batched, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id

MenuSortField = enum_of("MenuSortField", "NAME ITEMS_COUNT")
MenuItemsSortField = enum_of("MenuItemsSortField", "NAME")


class MenuFilterInput(graphene.InputObjectType):
    search = graphene.String()
    slug = listed(graphene.String)
    slugs = listed(graphene.String)


class MenuSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(MenuSortField, required=True)


class MenuItemFilterInput(graphene.InputObjectType):
    search = graphene.String()


class MenuItemSortingInput(graphene.InputObjectType):
    direction = graphene.InputField(OrderDirection, required=True)
    field = graphene.InputField(MenuItemsSortField, required=True)


@represents(models.Menu)
class Menu(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    items = graphene.List(graphene.NonNull(lambda: MenuItem))

    @staticmethod
    def resolve_id(root: models.Menu, _info: Any) -> str:
        return global_id("Menu", root.pk)

    @batched
    def resolve_items(roots: Sequence[models.Menu], info: Any) -> Any:
        first = models.MenuItem.objects.filter(level=0).order_by("sort_order", "pk")
        return attach_children(roots, "first_items", first.all, back="menu")


@represents(models.MenuItem)
class MenuItem(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    menu = graphene.Field(Menu, required=True)
    parent = graphene.Field(lambda: MenuItem)
    category = graphene.Field(Category)
    collection = graphene.Field(Collection)
    page = graphene.Field(Page)
    level = graphene.Int(required=True)
    children = graphene.List(graphene.NonNull(lambda: MenuItem))
    url = graphene.String()

    resolve_menu = related("menu")
    resolve_parent = related("parent")
    resolve_category = related("category")

    @staticmethod
    def resolve_id(root: models.MenuItem, _info: Any) -> str:
        return global_id("MenuItem", root.pk)

    @staticmethod
    def resolve_url(root: models.MenuItem, _info: Any) -> str | None:
        return root.url or None

    @batched
    def resolve_children(roots: Sequence[models.MenuItem], info: Any) -> Any:
        below = models.MenuItem.objects.order_by("sort_order", "pk")
        return attach_children(roots, "items_below", below.all, back="parent")

    @batched
    def resolve_collection(roots: Sequence[models.MenuItem], info: Any) -> list[models.Collection | None]:
        """Only where the requestor may see the collection in the menu's channel."""
        keys = {root.collection_id for root in roots if root.collection_id is not None}
        if not keys:
            return [None for _root in roots]
        channel = info.context.memory.get("engine.menu_channel")
        seen = collections_for(info.context.requestor, channel=channel, now=info.context.now)
        found = {each.pk: each for each in seen.filter(pk__in=keys)}
        for each in found.values():
            each.sold_in = channel
        return [found.get(root.collection_id or 0) for root in roots]

    @batched
    def resolve_page(roots: Sequence[models.MenuItem], info: Any) -> list[models.Page | None]:
        """Only where the requestor may see the page."""
        keys = {root.page_id for root in roots if root.page_id is not None}
        if not keys:
            return [None for _root in roots]
        found = pages_for(info.context.requestor, now=info.context.now).in_bulk(keys)
        return [found.get(root.page_id or 0) for root in roots]


MenuCountableConnection = connection(Menu)
MenuItemCountableConnection = connection(MenuItem)


class Query:
    menu = graphene.Field(
        Menu, channel=graphene.String(), id=graphene.ID(), name=graphene.String(), slug=graphene.String()
    )
    menus = connection_field(
        MenuCountableConnection, channel=graphene.String(), sort_by=MenuSortingInput(), filter=MenuFilterInput()
    )
    menu_item = graphene.Field(MenuItem, id=graphene.ID(required=True), channel=graphene.String())
    menu_items = connection_field(
        MenuItemCountableConnection,
        channel=graphene.String(),
        sort_by=MenuItemSortingInput(),
        filter=MenuItemFilterInput(),
    )

    @staticmethod
    def resolve_menu(
        _root: None,
        info: Any,
        channel: str | None = None,
        id: str | None = None,
        name: str | None = None,
        slug: str | None = None,
    ) -> models.Menu | None:
        if sum(each is not None for each in (id, name, slug)) != 1:
            raise GraphQLError("Exactly one of arguments is required: 'id', 'name', 'slug'.")
        _remember_channel(info, channel)
        if id is not None:
            return models.Menu.objects.filter(pk=int_pk_of("Menu", id)).first()
        wanted = {"name": name} if slug is None else {"slug": slug}
        return models.Menu.objects.filter(**wanted).first()

    @staticmethod
    def resolve_menus(
        _root: None,
        info: Any,
        channel: str | None = None,
        filter: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        **paging: Any,
    ) -> Any:
        _remember_channel(info, channel)
        rows, wanted = models.Menu.objects.all(), filter or {}
        if wanted.get("search"):
            rows = rows.filter(Q(name__icontains=wanted["search"]) | Q(slug__icontains=wanted["search"]))
        for name in ("slug", "slugs"):
            if wanted.get(name) is not None:
                rows = rows.filter(slug__in=wanted[name])
        order = ["pk"]
        if sort_by is not None:
            rows = rows.annotate(items_count=Count("items"))
            sign = "-" if sort_by["direction"] == "DESC" else ""
            order = [f"{sign}{sort_by['field'].lower()}", f"{sign}pk"]
        return paginate(rows, Slice.of("menus", **paging), order=order)

    @staticmethod
    def resolve_menu_item(_root: None, info: Any, id: str, channel: str | None = None) -> models.MenuItem | None:
        _remember_channel(info, channel)
        return models.MenuItem.objects.filter(pk=int_pk_of("MenuItem", id)).first()

    @staticmethod
    def resolve_menu_items(
        _root: None,
        info: Any,
        channel: str | None = None,
        filter: Mapping[str, Any] | None = None,
        sort_by: Mapping[str, Any] | None = None,
        **paging: Any,
    ) -> Any:
        _remember_channel(info, channel)
        rows = models.MenuItem.objects.all()
        if filter and filter.get("search"):
            rows = rows.filter(name__icontains=filter["search"])
        order = ["sort_order", "pk"]
        if sort_by is not None:
            sign = "-" if sort_by["direction"] == "DESC" else ""
            order = [f"{sign}name", f"{sign}pk"]
        return paginate(rows, Slice.of("menuItems", **paging), order=order)


def _remember_channel(info: Any, channel: str | None) -> None:
    """The channel in which collections below the menu are looked at: the named one or the only active one."""
    if channel is None:
        found = channel_for_shopper(None)
        channel = None if found is None else found.slug
    info.context.memory["engine.menu_channel"] = channel


types = [Menu, MenuItem]
