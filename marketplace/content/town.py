"""The demo town's collections, pages and menus."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from marketplace.catalogue.models import Category
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.content.selectors.collections import collection_to_edit, collections_to_edit
from marketplace.content.selectors.navigation import menu_to_edit
from marketplace.content.selectors.pages import page_to_edit, pages_to_edit
from marketplace.content.services.collections import add_goods, create_collection, show_collection
from marketplace.content.services.menus import add_item
from marketplace.content.services.pages import create_page, publish_page


def load(folder: Path, *, now: datetime) -> str:
    """What is there already stays as it is. A collection whose shelves are all empty stays hidden."""
    collections = _collections(_rows(folder / "collections.csv"))
    pages = _pages(_rows(folder / "pages.csv"))
    items = _menus(_rows(folder / "menus.csv"), {"collection": collections, "page": pages})
    return f"{len(collections)} collections, {len(pages)} pages, {items} new menu items"


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _collections(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Ids by slug."""
    found = {each.slug: each.id for each in collections_to_edit()}
    for row in rows:
        if row["slug"] in found:
            continue
        made = create_collection(name=row["name"], text=row["text"], teaser=row["teaser"], slug=row["slug"])
        found[row["slug"]] = made.id
        goods = [product for choice in row["goods"].split() for product in _goods(*choice.split(":"))]
        if add_goods(collection=collection_to_edit(made.id), product_ids=goods):
            show_collection(collection=collection_to_edit(made.id), is_shown=True)
    return found


def _goods(category: str, number: str) -> list[str]:
    """So many products of a shelf, spread over what it holds."""
    rows = public_listings().filter(category_slug=category).order_by("vendor__slug", "slug")
    ids = list(rows.values_list("product_id", flat=True))
    step = max(1, len(ids) // int(number))
    return ids[::step][: int(number)]


def _pages(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Ids by slug."""
    found = {each.slug: each.id for each in pages_to_edit()}
    for row in rows:
        if row["slug"] not in found:
            made = create_page(title=row["title"], text=row["text"], teaser=row["teaser"], slug=row["slug"])
            publish_page(page=page_to_edit(made.id), is_published=True)
            found[row["slug"]] = made.id
    return found


def _menus(rows: Sequence[Mapping[str, str]], ids: Mapping[str, Mapping[str, str]]) -> int:
    """Fill menus that have no item yet; returns how many items were made."""
    empty = {place for place in {row["menu"] for row in rows} if not (menu := menu_to_edit(place)) or not menu.items}
    shelves = dict(Category.objects.values_list("slug", "saleor_id"))
    known: Mapping[str, Mapping[str, str]] = {**ids, "category": shelves}
    made: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["menu"] not in empty:
            continue
        kind, target = row["kind"], row["target"]
        item = add_item(
            place=row["menu"],
            name=row["name"],
            kind=kind,
            target=known[kind][target] if kind in known else target,
            parent_id=made.get((row["menu"], row["parent"])),
        )
        made[row["menu"], row["name"]] = item.id
    return len(made)
