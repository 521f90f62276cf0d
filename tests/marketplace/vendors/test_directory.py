"""The public directory."""

from datetime import timedelta

import pytest

from marketplace.errors import NotFound
from marketplace.vendors.selectors import (
    VendorQuery,
    directory,
    public_vendors,
    trades_in_use,
    vendor_by_slug,
    vendors_by_warehouse,
)
from tests.factories.vendors import make_closure, make_vendor
from tests.marketplace.vendors.conftest import NOON

pytestmark = pytest.mark.django_db


def found(**query) -> list[str]:
    return [vendor.slug for vendor in directory(VendorQuery(**query), now=NOON)]


@pytest.fixture
def town():
    make_vendor(slug="a", name="A Bäckerei am Roßmarkt", trade="bakery", opening_hours="Mo-Su 06:00-11:00")
    make_vendor(slug="b", name="B Buchladen", story="Krimis und Gedichte", offers_delivery=False)
    make_vendor(slug="c", name="C Hofladen", trade="farm_shop", city="Kayna", latitude=50.994, longitude=12.237)
    make_vendor(slug="d", name="D versteckt", is_published=False)
    make_vendor(slug="e", name="E Eintrag", sells=False, offers_collect=False, offers_delivery=False)
    make_vendor(slug="f", name="F ohne Ort", latitude=None, longitude=None)


def test_filters(town):
    assert found() == ["a", "b", "c", "e", "f"]
    assert found(trades=("bakery", "farm_shop")) == ["a", "c"]
    assert found(sells=True) == ["a", "b", "c", "f"]
    assert found(sells=False) == ["e"]
    assert found(delivers=True) == ["a", "c", "f"]
    assert found(collects=True, trades=("books",)) == ["b", "f"]
    assert found(open_now=True) == ["b", "c", "e", "f"]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("bäckerei", ["a"]),
        ("Baeckerei ROSSMARKT", ["a"]),
        ("krimi", ["b"]),
        ("kayna hofladen", ["c"]),
        ("kayna krimi", []),
        ("versteckt", []),
        ("bücher", ["b", "e", "f"]),
        ("%", ["a", "b", "c", "e", "f"]),
    ],
)
def test_search_folds_german_and_needs_every_word(town, text, slugs):
    assert found(text=text) == slugs


def test_near_comes_nearest_first_with_distance(town):
    rows = list(directory(VendorQuery(near=(50.994, 12.237)), now=NOON))
    assert rows[0].slug == "c"
    assert rows[0].distance == pytest.approx(0, abs=1)
    assert rows[1].distance == pytest.approx(9_350, rel=0.02)
    assert "f" not in [row.slug for row in rows]
    assert found(near=(50.994, 12.237), within=1000) == ["c"]


def test_a_closure_hides_from_open_now(town):
    make_closure(vendor_by_slug("b"), NOON - timedelta(hours=1))
    assert found(open_now=True) == ["c", "e", "f"]


def test_hidden_shops_are_not_public(town):
    with pytest.raises(NotFound):
        vendor_by_slug("d")
    assert "d" not in [vendor.slug for vendor in public_vendors()]
    assert trades_in_use() == ["bakery", "books", "farm_shop"]


def test_by_warehouse(town):
    shop, hidden = vendor_by_slug("a"), make_vendor(is_published=False)
    assert vendors_by_warehouse([shop.warehouse_id, hidden.warehouse_id, "nonsense"]) == {
        shop.warehouse_id: shop,
        hidden.warehouse_id: hidden,
    }
