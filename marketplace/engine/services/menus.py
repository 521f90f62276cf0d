"""Menus and what they point at."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction

from marketplace.engine.models import Category, Collection, Menu, MenuItem, Page
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.ordering import moved
from marketplace.engine.services.naming import fill_named
from marketplace.errors import DomainError
from marketplace.graphql.ids import type_of

_TARGETS: Mapping[str, type[models.Model]] = {"category": Category, "collection": Collection, "page": Page}
_valid_url = URLValidator()


@transaction.atomic
def create_menu(*, values: Mapping[str, Any], items: Sequence[Mapping[str, Any]] = ()) -> Menu:
    """A new menu with a first level. Raises DomainError TOO_MANY_MENU_ITEMS, NO_MENU_ITEM_PROVIDED, NOT_FOUND,
    GRAPHQL_ERROR, REQUIRED, UNIQUE."""
    rows = [_first_item(each) for each in items]
    menu = Menu()
    fill_named(menu, values, columns=("name", "slug"), called="name")
    menu.save()
    for place, row in enumerate(rows):
        row.menu, row.sort_order = menu, place
    MenuItem.objects.bulk_create(rows)
    return menu


@transaction.atomic
def update_menu(*, menu_id: str, values: Mapping[str, Any]) -> Menu:
    """Change name or slug. Raises DomainError NOT_FOUND, REQUIRED, UNIQUE."""
    menu = menu_by_id(menu_id)
    fill_named(menu, values, columns=("name", "slug"), called="name")
    menu.save()
    return menu


@transaction.atomic
def delete_menu(*, menu_id: str) -> Menu:
    """Raises DomainError NOT_FOUND."""
    menu = menu_by_id(menu_id)
    key = menu.pk
    menu.delete()
    menu.pk = key
    return menu


@transaction.atomic
def create_menu_item(*, values: Mapping[str, Any]) -> MenuItem:
    """A new item behind its neighbours. Raises DomainError NOT_FOUND, GRAPHQL_ERROR, INVALID_MENU_ITEM,
    TOO_MANY_MENU_ITEMS, REQUIRED, INVALID."""
    targets = _targets(values)
    menu = menu_by_id(values["menu"], field="menu")
    parent = _parent(menu, values.get("parent"))
    _refuse_many(values)
    item = MenuItem(menu=menu, parent=parent, level=parent.level + 1 if parent else 0)
    _fill(item, values, targets)
    neighbours = menu.items.filter(parent=parent)
    item.sort_order = 1 + (neighbours.aggregate(last=models.Max("sort_order"))["last"] or 0)
    item.save()
    return item


@transaction.atomic
def update_menu_item(*, item_id: str, values: Mapping[str, Any]) -> MenuItem:
    """Change the name and, as in Saleor, always the target: what is not given is taken away.

    Raises what `create_menu_item` raises.
    """
    item = menu_item_by_id(item_id)
    targets = _targets(values)
    _refuse_many(values)
    _fill(item, values, targets)
    item.save()
    return item


@transaction.atomic
def delete_menu_item(*, item_id: str) -> MenuItem:
    """Delete an item and all below it. Raises DomainError NOT_FOUND."""
    item = menu_item_by_id(item_id)
    key = item.pk
    item.delete()
    item.pk = key
    return item


@transaction.atomic
def move_menu_items(*, menu_id: str, moves: Sequence[Mapping[str, Any]]) -> Menu:
    """Hang items below others (or on the first level) and move them by so many places, one move after the other.

    `moves` are Saleor's MenuItemMoveInputs. An item that comes to a new parent stands last there before it moves.
    Raises DomainError NOT_FOUND, GRAPHQL_ERROR, CANNOT_ASSIGN_NODE.
    """
    menu = menu_by_id(menu_id, field="menu")
    items = {item.pk: item for item in menu.items.order_by("level", "sort_order", "pk")}
    for move in moves:
        _move(items, move)
    for item in items.values():
        item.level = len(_ancestors(items, item))
    MenuItem.objects.bulk_update(items.values(), ["parent", "level", "sort_order"])
    return menu


def _move(items: dict[int, MenuItem], move: Mapping[str, Any]) -> None:
    if move.get("parent_id") and move["parent_id"] == move["item_id"]:
        raise DomainError("CANNOT_ASSIGN_NODE", "An item cannot be its own parent.", field="parentId")
    item = _own(items, move["item_id"], field="item")
    parent = _own(items, move["parent_id"], field="parentId") if move.get("parent_id") else None
    if parent is not None and item.pk in (parent.pk, *_ancestors(items, parent)):
        raise DomainError("CANNOT_ASSIGN_NODE", "An item cannot hang below itself.", field="parentId")
    new_parent = parent.pk if parent else None
    row = [each.pk for each in _children(items, new_parent) if each.pk != item.pk]
    if item.parent_id == new_parent:
        row = [each.pk for each in _children(items, new_parent)]
    else:
        row.append(item.pk)
        item.parent = parent
    for place, key in enumerate(moved(row, item.pk, move.get("sort_order") or 0)):
        items[key].sort_order = place


def _own(items: dict[int, MenuItem], item_id: str, *, field: str) -> MenuItem:
    item = items.get(int_pk_of("MenuItem", item_id, field=field))
    if item is None:
        raise missing(item_id, field=field)
    return item


def _children(items: dict[int, MenuItem], parent: int | None) -> list[MenuItem]:
    return sorted((each for each in items.values() if each.parent_id == parent), key=lambda e: (e.sort_order, e.pk))


def _ancestors(items: dict[int, MenuItem], item: MenuItem) -> list[int]:
    found: list[int] = []
    while item.parent_id is not None:
        found.append(item.parent_id)
        item = items[item.parent_id]
    return found


def menu_by_id(menu_id: str, *, field: str = "id") -> Menu:
    """The menu, locked: its items change one step at a time. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    menu = Menu.objects.select_for_update().filter(pk=int_pk_of("Menu", menu_id, field=field)).first()
    if menu is None:
        raise missing(menu_id, field=field)
    return menu


def menu_item_by_id(item_id: str) -> MenuItem:
    """The item, its menu locked. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    key = int_pk_of("MenuItem", item_id)
    Menu.objects.select_for_update().filter(items=key).first()
    item = MenuItem.objects.select_related("menu", "parent").filter(pk=key).first()
    if item is None:
        raise missing(item_id)
    return item


def _parent(menu: Menu, parent_id: str | None) -> MenuItem | None:
    """The parent, which must be of the same menu: a tree over two menus could be shown in neither."""
    if not parent_id:
        return None
    parent = menu.items.filter(pk=int_pk_of("MenuItem", parent_id, field="parent")).first()
    if parent is None:
        raise missing(parent_id, field="parent")
    return parent


def _targets(values: Mapping[str, Any]) -> dict[str, models.Model]:
    """What the ids name. An id of another kind is refused with INVALID_MENU_ITEM, in Saleor's order of looking."""
    given = {name: values[name] for name in _TARGETS if values.get(name)}
    wrong = {
        name: type_of(each) for name, each in given.items() if type_of(each) not in (None, _TARGETS[name].__name__)
    }
    found = {name: _node(_TARGETS[name], each, field=name) for name, each in given.items() if name not in wrong}
    for name in ("page", "collection", "category"):
        if name in wrong:
            message = f"Enter a valid {name} ID (got {str(wrong[name]).lower()} ID)."
            raise DomainError("INVALID_MENU_ITEM", message, field=name)
    return found


def _node(model: type[models.Model], node_id: str, *, field: str) -> models.Model:
    row = model._default_manager.filter(pk=int_pk_of(model.__name__, node_id, field=field)).first()
    if row is None:
        raise missing(node_id, field=field)
    return row


def _refuse_many(values: Mapping[str, Any]) -> None:
    if sum(values.get(name) is not None for name in (*_TARGETS, "url")) > 1:
        raise DomainError("TOO_MANY_MENU_ITEMS", "More than one item provided.")


def _first_item(values: Mapping[str, Any]) -> MenuItem:
    """An item of a new menu: here everything is refused in the name of `items`, and a target there must be."""
    given = [name for name in (*_TARGETS, "url") if values.get(name)]
    if len(given) > 1:
        raise DomainError("TOO_MANY_MENU_ITEMS", "More than one item provided.", field="items")
    if not given:
        raise DomainError("NO_MENU_ITEM_PROVIDED", "No menu item provided.", field="items")
    (name,) = given
    item = MenuItem(name=values.get("name") or "")
    if name == "url":
        item.url = values["url"]
    else:
        setattr(item, name, _node(_TARGETS[name], values[name], field="items"))
    return item


def _fill(item: MenuItem, values: Mapping[str, Any], targets: Mapping[str, models.Model]) -> None:
    if values.get("name") is not None:
        item.name = values["name"]
    for name in _TARGETS:
        setattr(item, name, targets.get(name))
    item.url = values.get("url") or ""
    if not item.name.strip():
        raise required("name")
    if item.url:
        try:
            _valid_url(item.url)
        except ValidationError:
            raise DomainError("INVALID", "Enter a valid URL.", field="url") from None
