"""The demo town's shelves: makers, categories, two thousand goods and the pictures, through the importer."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from marketplace.catalogue.models import Category
from marketplace.catalogue.pictures.files import category_picture, draw_ahead, forget_drawn, shop_front_picture
from marketplace.catalogue.rules.goods_table import Table, read_table
from marketplace.catalogue.services.categories import NewCategory, ensure_categories
from marketplace.catalogue.services.goods import ensure_manufacturer, open_counter
from marketplace.catalogue.services.importing import ImportPlan, apply_import, plan_rows
from marketplace.catalogue.services.search_index import refresh_statistics
from marketplace.vendors.models import Vendor
from marketplace.vendors.services.pictures import set_picture

PRODUCTS, CATEGORIES, MANUFACTURERS = "products.csv", "categories.csv", "manufacturers.csv"


def load(folder: Path, *, now: datetime) -> str:
    """Fill the shelves of every shop in `products.csv`. Goods that exist stay as their shop left them."""
    for row in _rows(folder / MANUFACTURERS):
        ensure_manufacturer(name=row["name"], address=row["address"], contact=row["contact"])
    categories = ensure_categories([_category(row) for row in _rows(folder / CATEGORIES)])
    _draw_categories(categories, _rows(folder / CATEGORIES))
    created = _fill(read_table((folder / PRODUCTS).read_bytes()), now=now)
    fronts = _draw_shop_fronts()
    return f"{len(categories)} categories, {created} new goods, {fronts} shop fronts drawn"


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _category(row: dict[str, str]) -> NewCategory:
    return NewCategory(
        slug=row["slug"],
        name=row["name"],
        parent=row["parent"],
        description=row["description"],
        motifs=tuple(row["motifs"].split()),
        unit_price_required=row["unit_price_required"] == "yes",
        manufacturer_required=row["manufacturer_required"] == "yes",
    )


def _fill(table: Table, *, now: datetime) -> int:
    by_shop: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table.rows:
        by_shop[row["shop"]].append(dict(row))
    plans = []
    for vendor in Vendor.objects.filter(slug__in=by_shop, sells=True, warehouse_id__isnull=False):
        rows = plan_rows(vendor=vendor, cells=by_shop[vendor.slug], now=now)
        plans.append(ImportPlan(vendor=vendor, rows=rows))
    draw_ahead(row.goods.picture for plan in plans for row in plan.of("new") if row.goods)
    counter = open_counter()
    results = [apply_import(plan, now=now, counter=counter, only_new=True) for plan in plans]
    forget_drawn()
    refresh_statistics()
    refused = [(plan.vendor.slug, row.number, row.reasons) for plan in plans for row in plan.of("refused")]
    failed = [(row.number, reason) for result in results for row, reason in result.failed]
    unexpected = [row for row in refused if "PRICE_JUMP" not in str(row)] + failed
    if unexpected:
        raise ValueError(f"rows of {PRODUCTS} cannot be loaded: {unexpected[:5]}")
    return sum(result.created for result in results)


def _draw_categories(categories: dict[str, Category], rows: Sequence[dict[str, str]]) -> None:
    for row in rows:
        category, name = categories[row["slug"]], f"categories/{row['slug']}.webp"
        if category.picture or not row["motifs"]:
            continue
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(category_picture(tuple(row["motifs"].split()), row["slug"])))
        Category.objects.filter(pk=category.pk).update(picture=name)


def _draw_shop_fronts() -> int:
    bare = Vendor.objects.filter(picture="", is_published=True)
    for vendor in bare:
        front = BytesIO(shop_front_picture(vendor.trade, vendor.slug))
        set_picture(vendor=vendor, file=front, alt=f"{vendor.name} (Zeichnung)")
    return len(bare)
