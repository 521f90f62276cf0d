"""The demo town's goods pass every rule of the importer."""

from collections import Counter
from datetime import date

import pytest

from marketplace.catalogue.models import Manufacturer
from marketplace.catalogue.rules.gates import Shelf
from marketplace.catalogue.rules.goods_rows import read_row
from marketplace.catalogue.rules.goods_table import read_table
from tests.factories.catalogue import TOWN, town_rows

BRANDS_NEVER = ("®", "™", "(c)")


@pytest.fixture(scope="module")
def table():
    return read_table((TOWN / "products.csv").read_bytes())


def test_every_row_can_be_published(table) -> None:
    shelves = {
        row["slug"]: (
            row["slug"],
            Shelf(
                unit_price_required=row["unit_price_required"] == "yes",
                manufacturer_required=row["manufacturer_required"] == "yes",
            ),
        )
        for row in town_rows("categories.csv")
    }
    makers = frozenset(row["name"] for row in town_rows("manufacturers.csv"))
    read = [
        read_row(number, row, categories=shelves, makers=makers, on=date(2026, 11, 24))
        for number, row in enumerate(table.rows, start=2)
    ]
    assert [row for row in read if row.faults] == []
    assert len(read) == 2000
    assert len({row.key for row in read}) == 2000


def test_every_selling_shop_has_goods(table) -> None:
    selling = {row["slug"] for row in town_rows("shops.csv") if row["step"] != "entry"}
    counts = Counter(row["shop"] for row in table.rows)
    assert set(counts) == selling
    assert min(counts.values()) >= 30


def test_goods_are_many_and_said_in_words_of_their_own(table) -> None:
    kinds = {(row["shop"], row["name"].partition(",")[0]) for row in table.rows}
    assert len(kinds) >= 1200
    assert len({row["description"] for row in table.rows}) >= 1200
    assert all(len(row["description"]) >= 10 for row in table.rows)
    assert not any(sign in row["name"] + row["description"] for row in table.rows for sign in BRANDS_NEVER)


def test_manufacturers_can_be_reached() -> None:
    assert all(row["address"] and "@" in row["contact"] for row in town_rows("manufacturers.csv"))
    assert Manufacturer._meta.get_field("name").unique
