"""Laying out the two menus."""

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.content.kept import forget
from marketplace.content.rules.rich_text import safe_address
from marketplace.content.selectors.navigation import FOOT, HEAD
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import menus
from marketplace.saleor.menus import Menu, MenuItem

NAMES = {HEAD: "Kopf", FOOT: "Fuß"}


def add_item(*, place: str, name: str, kind: str, target: str, parent_id: str | None = None) -> MenuItem:
    """A new item behind the others; the menu is made with its first one.

    `kind` is category, collection, page (with an id as `target`), url or empty for a heading. Raises DomainError
    UNSAFE_ADDRESS, SaleorRefused, SaleorUnreachable.
    """
    menu = menus.menu(place) or menus.create_menu(slug=place, name=NAMES[place])
    made = menus.create_menu_item(
        menu_id=menu.id, name=name, kind=kind, target=_whole(kind, target), parent_id=parent_id
    )
    forget(["navigation"])
    return made


def update_item(*, place: str, item_id: str, name: str, kind: str, target: str) -> None:
    """Change an item. Raises NotFound and what `add_item` raises."""
    _menu_with(place, item_id)
    menus.update_menu_item(id=item_id, name=name, kind=kind, target=_whole(kind, target))
    forget(["navigation"])


def move_item(*, place: str, item_id: str, step: int) -> None:
    """Move an item by so many places (negative: up) among its neighbours. Raises NotFound."""
    menu, parent_id = _menu_with(place, item_id)
    menus.move_menu_item(menu_id=menu.id, item_id=item_id, parent_id=parent_id, step=step)
    forget(["navigation"])


def delete_item(*, place: str, item_id: str) -> None:
    """Delete an item and those below it. Raises NotFound."""
    _menu_with(place, item_id)
    menus.delete_menu_item(item_id)
    forget(["navigation"])


def _menu_with(place: str, item_id: str) -> tuple[Menu, str | None]:
    """The menu that holds the item, and the item's parent. Raises NotFound: no other menu is changed from here."""
    menu = menus.menu(place)
    if menu is None:
        raise NotFound("id")
    parents = {child.id: item.id for item in menu.items for child in item.children}
    if item_id not in parents and all(item.id != item_id for item in menu.items):
        raise NotFound("id")
    return menu, parents.get(item_id)


def _whole(kind: str, target: str) -> str:
    """Saleor takes whole addresses alone: a path of this market gets the market's own in front."""
    if kind != "url":
        return target
    address = safe_address(target)
    if address is None or address.startswith(("mailto:", "tel:")):
        message = _("Schreiben Sie die Adresse mit https:// oder, für eine Seite dieses Marktes, beginnend mit /.")
        raise DomainError("UNSAFE_ADDRESS", message, field="url")
    return f"{settings.PUBLIC_URL}{address}" if address.startswith("/") else address
