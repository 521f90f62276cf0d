"""Writing pages."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.page import Page, PageType
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.schema.product_inputs import SeoInput, columns
from marketplace.engine.services.pages import (
    create_page,
    create_page_type,
    delete_page,
    delete_page_type,
    update_page,
    update_page_type,
)
from marketplace.graphql.scalars import DateTime, JSONString

MANAGE = ("MANAGE_PAGES",)
MANAGE_TYPES = ("MANAGE_PAGE_TYPES_AND_ATTRIBUTES",)
PageError = error_type(
    "PageError",
    "GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED UNIQUE DUPLICATED_INPUT_ITEM ATTRIBUTE_ALREADY_ASSIGNED",
    attributes=listed(graphene.ID),
    values=listed(graphene.ID),
)


class PageInput(graphene.InputObjectType):
    slug = graphene.String()
    title = graphene.String()
    content = JSONString()
    is_published = graphene.Boolean()
    published_at = DateTime()
    seo = graphene.InputField(SeoInput)


class PageCreateInput(PageInput):
    page_type = graphene.ID(required=True)


class PageTypeCreateInput(graphene.InputObjectType):
    name = graphene.String()
    slug = graphene.String()


class PageTypeUpdateInput(graphene.InputObjectType):
    name = graphene.String()
    slug = graphene.String()


class PageCreate(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE

    class Arguments:
        input = PageCreateInput(required=True)

    page = graphene.Field(Page)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "PageCreate":
        values = columns(input)
        return cls(page=create_page(page_type_id=values.pop("page_type"), values=values, now=info.context.now))


class PageUpdate(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = PageInput(required=True)

    page = graphene.Field(Page)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "PageUpdate":
        return cls(page=update_page(page_id=id, values=columns(input), now=info.context.now))


class PageDelete(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)

    page = graphene.Field(Page)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "PageDelete":
        return cls(page=delete_page(page_id=id))


class PageTypeCreate(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE_TYPES

    class Arguments:
        input = PageTypeCreateInput(required=True)

    page_type = graphene.Field(PageType)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "PageTypeCreate":
        return cls(page_type=create_page_type(values=input))


class PageTypeUpdate(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE_TYPES

    class Arguments:
        id = graphene.ID()
        input = PageTypeUpdateInput(required=True)

    page_type = graphene.Field(PageType)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any], id: str | None = None) -> "PageTypeUpdate":
        return cls(page_type=update_page_type(page_type_id=id, values=input))


class PageTypeDelete(EngineMutation):
    class Meta:
        error_type = PageError
        permissions = MANAGE_TYPES

    class Arguments:
        id = graphene.ID(required=True)

    page_type = graphene.Field(PageType)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "PageTypeDelete":
        return cls(page_type=delete_page_type(page_type_id=id))


class Mutation:
    page_create = PageCreate.Field()
    page_update = PageUpdate.Field()
    page_delete = PageDelete.Field()
    page_type_create = PageTypeCreate.Field()
    page_type_update = PageTypeUpdate.Field()
    page_type_delete = PageTypeDelete.Field()
