"""Menus: what stands at the head and at the foot of every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from marketplace.saleor.client import Caller, execute, mutate
from marketplace.saleor.wire import given

TARGETS = ("category", "collection", "page")


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """`kind` is category, collection, page, url or empty (a heading, or a target that the caller may not see).

    `target` is the slug of what it points at or, for url, the address.
    """

    id: str
    name: str
    kind: str
    target: str
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Menu:
    """Two levels of items; deeper ones are not read."""

    id: str
    slug: str
    name: str
    items: tuple[MenuItem, ...]


def menus_shown(*, head: str, foot: str, deadline: float) -> tuple[Menu | None, Menu | None]:
    """Two menus by slug, as shoppers see them, within so many seconds; None for one that does not exist."""
    variables = {"head": head, "foot": foot, "channel": settings.CHANNEL_SLUG}
    data = execute("navigation", variables, caller=Caller.anonymous(), deadline=deadline)
    return _menu(data["head"]), _menu(data["foot"])


def menu(slug: str) -> Menu | None:
    """The menu with everything it points at, hidden or not."""
    return _menu(execute("menu", {"slug": slug, "channel": settings.CHANNEL_SLUG})["menu"])


def create_menu(*, slug: str, name: str) -> Menu:
    """An empty menu. Raises SaleorRefused (UNIQUE)."""
    made = _menu(mutate("menu_create", {"input": {"name": name, "slug": slug}})["menu"])
    assert made is not None, "a mutation without errors returns what it made"
    return made


def create_menu_item(*, menu_id: str, name: str, kind: str, target: str, parent_id: str | None = None) -> MenuItem:
    """An item behind the others. `target` is an id or, for the kind url, a whole address; an empty kind is a heading.

    Raises SaleorRefused (NOT_FOUND, REQUIRED, INVALID).
    """
    values = {"menu": menu_id, "name": name, **given(parent=parent_id), **({kind: target} if kind else {})}
    return _item(mutate("menu_item_create", {"input": values})["menuItem"])


def update_menu_item(*, id: str, name: str, kind: str, target: str) -> MenuItem:
    """Change name and target; both must be given, because Saleor drops the target that is not."""
    return _item(
        mutate("menu_item_update", {"id": id, "input": {"name": name, **({kind: target} if kind else {})}})["menuItem"]
    )


def move_menu_item(*, menu_id: str, item_id: str, parent_id: str | None, step: int) -> None:
    """Move an item by so many places (negative: up) among the items of its parent.

    Raises SaleorRefused (NOT_FOUND, CANNOT_ASSIGN_NODE).
    """
    move = {"itemId": item_id, "parentId": parent_id, "sortOrder": step}
    mutate("menu_item_move", {"menu": menu_id, "moves": [move]})


def delete_menu_item(id: str) -> None:
    mutate("menu_item_delete", {"id": id})


def _menu(value: dict[str, Any] | None) -> Menu | None:
    if value is None:
        return None
    items = tuple(_item(each) for each in value["items"] or ())
    return Menu(id=value["id"], slug=value["slug"], name=value["name"], items=items)


def _item(value: dict[str, Any]) -> MenuItem:
    kind = next((name for name in (*TARGETS, "url") if value[name]), "")
    target = value[kind] if kind else ""
    return MenuItem(
        id=value["id"],
        name=value["name"],
        kind=kind,
        target=target if isinstance(target, str) else target["slug"],
        children=tuple(_item(each) for each in value.get("children") or ()),
    )
