"""The menus at the head and at the foot of every page."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from marketplace.content.kept import kept
from marketplace.saleor import menus
from marketplace.saleor.menus import Menu, MenuItem

HEAD, FOOT = "kopf", "fuss"
# Every page waits for this, so it must not wait long: without an answer the market's own links stand there.
SECONDS = 2.0
_NO_MENUS: tuple[Menu | None, Menu | None] = (None, None)
ADDRESSES = {"category": "category", "collection": "collection", "page": "page"}


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way through the market; `address` is empty for a heading over further links."""

    name: str
    address: str
    children: tuple["Link", ...] = ()


def navigation(place: str) -> tuple[Link, ...]:
    """The links of the menu `kopf` or `fuss`; none where there is no such menu or nothing in it can be seen."""
    head, foot = kept("navigation", _menus, otherwise=_NO_MENUS)
    chosen = head if place == HEAD else foot
    return () if chosen is None else tuple(filter(None, map(_link, chosen.items)))


def menu_to_edit(place: str) -> Menu | None:
    """The menu with all it points at; None while there is none."""
    return menus.menu(place)


def _menus() -> tuple[Menu | None, Menu | None]:
    return menus.menus_shown(head=HEAD, foot=FOOT, deadline=SECONDS)


def _link(item: MenuItem) -> Link | None:
    """None for an item that leads nowhere: its target is hidden, and nothing below it can be seen."""
    children = tuple(filter(None, map(_link, item.children)))
    address = address_of(item)
    return Link(name=item.name, address=address, children=children) if address or children else None


def address_of(item: MenuItem) -> str:
    """Where an item leads: a path for what is in this market, whichever address the market was asked under."""
    if item.kind in ADDRESSES:
        return reverse(ADDRESSES[item.kind], args=[item.target])
    own = f"{settings.PUBLIC_URL}/"
    return f"/{item.target.removeprefix(own)}" if item.target.startswith(own) else item.target
