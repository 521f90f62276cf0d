"""Goods for tests: rows that search and pages see, with or without an engine behind them."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from marketplace.catalogue.models import Category, Listing
from marketplace.catalogue.rules.goods import RATES
from marketplace.catalogue.services.search_index import index_listings, refresh_statistics
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Vendor
from tests.factories.vendors import make_vendor

TOWN = Path(__file__).resolve().parents[2] / "config" / "towns" / "zeitz"
# A Tuesday morning in Zeitz, 10:30 local time: shops with the usual hours are open.
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_numbers = count(800_001)


def make_category(slug: str, name: str = "", parent: Category | None = None, **fields: Any) -> Category:
    """A shelf that the engine knows nothing of."""
    return Category.objects.create(
        saleor_id=global_id("Category", next(_numbers)),
        slug=slug,
        name=name or slug.capitalize(),
        parent=parent,
        path=f"{parent.path}/{slug}" if parent else slug,
        **fields,
    )


def make_listing(vendor: Vendor, name: str, category: Category | None = None, **fields: Any) -> Listing:
    """A public listing that search finds."""
    listing = _row(vendor, name, category, **fields)
    listing.save()
    index_listings([listing.pk])
    return listing


def make_town() -> None:
    """The demo town's shelves as rows: every shop, category and product of its files, without an engine."""
    categories: dict[str, Category] = {}
    for row in town_rows("categories.csv"):
        categories[row["slug"]] = make_category(row["slug"], row["name"], categories.get(row["parent"]))
    columns = ("slug", "name", "trade", "city", "opening_hours")
    vendors = {row["slug"]: make_vendor(**{name: row[name] for name in columns}) for row in town_rows("shops.csv")}
    listings = [_product(row, vendors[row["shop"]], categories[row["category"]]) for row in town_rows("products.csv")]
    Listing.objects.bulk_create(listings)
    index_listings(list(Listing.objects.values_list("pk", flat=True)))
    refresh_statistics()


def _product(row: dict[str, str], vendor: Vendor, category: Category) -> Listing:
    return _row(
        vendor,
        row["name"],
        category,
        description=row["description"],
        tags=row["tags"].split(),
        price=Decimal(row["price"]),
        tax_rate=RATES[row["tax_class"]],
        available=int(row["stock"]),
        stock_kind=row["stock_kind"],
        deliverable=row["deliverable"] == "yes",
        sku=row["sku"],
    )


def _row(vendor: Vendor, name: str, category: Category | None, **fields: Any) -> Listing:
    number = next(_numbers)
    values = {
        "product_id": global_id("Product", number),
        "variant_id": global_id("ProductVariant", number),
        "slug": f"ware-{number}",
        "price": Decimal("10.00"),
        "tax_rate": Decimal(19),
        "available": 5,
        "is_published": True,
        "created": TUESDAY,
        "synced_at": TUESDAY,
    }
    shelf = {
        "category": category,
        "category_slug": category.slug if category else "",
        "category_name": category.name if category else "",
        "category_path": category.path if category else "",
    }
    return Listing(vendor=vendor, name=name, **values | shelf | fields)


def town_rows(name: str) -> Sequence[dict[str, str]]:
    with (TOWN / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
