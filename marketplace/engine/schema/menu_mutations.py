"""Laying out menus."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.schema.menu import Menu, MenuItem
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.product_filter import listed
from marketplace.engine.services.menus import (
    create_menu,
    create_menu_item,
    delete_menu,
    delete_menu_item,
    move_menu_items,
    update_menu,
    update_menu_item,
)

MANAGE = ("MANAGE_MENUS",)
MenuError = error_type(
    "MenuError",
    "CANNOT_ASSIGN_NODE GRAPHQL_ERROR INVALID INVALID_MENU_ITEM NO_MENU_ITEM_PROVIDED NOT_FOUND REQUIRED "
    "TOO_MANY_MENU_ITEMS UNIQUE",
)


class MenuItemInput(graphene.InputObjectType):
    name = graphene.String()
    url = graphene.String()
    category = graphene.ID()
    collection = graphene.ID()
    page = graphene.ID()


class MenuItemCreateInput(MenuItemInput):
    name = graphene.String(required=True)
    menu = graphene.ID(required=True)
    parent = graphene.ID()


class MenuCreateInput(graphene.InputObjectType):
    name = graphene.String(required=True)
    slug = graphene.String()
    items = listed(MenuItemInput)


class MenuInput(graphene.InputObjectType):
    name = graphene.String()
    slug = graphene.String()


class MenuItemMoveInput(graphene.InputObjectType):
    item_id = graphene.ID(required=True)
    parent_id = graphene.ID()
    sort_order = graphene.Int()


class MenuCreate(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        input = MenuCreateInput(required=True)

    menu = graphene.Field(Menu)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "MenuCreate":
        return cls(menu=create_menu(values=input, items=input.get("items") or ()))


class MenuUpdate(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = MenuInput(required=True)

    menu = graphene.Field(Menu)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "MenuUpdate":
        return cls(menu=update_menu(menu_id=id, values=input))


class MenuDelete(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)

    menu = graphene.Field(Menu)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "MenuDelete":
        return cls(menu=delete_menu(menu_id=id))


class MenuItemCreate(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        input = MenuItemCreateInput(required=True)

    menu_item = graphene.Field(MenuItem)

    @classmethod
    def perform(cls, info: Any, *, input: Mapping[str, Any]) -> "MenuItemCreate":
        return cls(menu_item=create_menu_item(values=input))


class MenuItemUpdate(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)
        input = MenuItemInput(required=True)

    menu_item = graphene.Field(MenuItem)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: Mapping[str, Any]) -> "MenuItemUpdate":
        return cls(menu_item=update_menu_item(item_id=id, values=input))


class MenuItemDelete(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        id = graphene.ID(required=True)

    menu_item = graphene.Field(MenuItem)

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "MenuItemDelete":
        return cls(menu_item=delete_menu_item(item_id=id))


class MenuItemMove(EngineMutation):
    class Meta:
        error_type = MenuError
        permissions = MANAGE

    class Arguments:
        menu = graphene.ID(required=True)
        moves = graphene.List(graphene.NonNull(MenuItemMoveInput), required=True)

    menu = graphene.Field(Menu)

    @classmethod
    def perform(cls, info: Any, *, menu: str, moves: list[Mapping[str, Any]]) -> "MenuItemMove":
        return cls(menu=move_menu_items(menu_id=menu, moves=moves))


class Mutation:
    menu_create = MenuCreate.Field()
    menu_update = MenuUpdate.Field()
    menu_delete = MenuDelete.Field()
    menu_item_create = MenuItemCreate.Field()
    menu_item_update = MenuItemUpdate.Field()
    menu_item_delete = MenuItemDelete.Field()
    menu_item_move = MenuItemMove.Field()
