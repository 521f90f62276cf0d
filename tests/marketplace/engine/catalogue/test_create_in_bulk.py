"""`productBulkCreate`: many at once, and what happens to the wrong ones."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import Product, ProductVariant, Stock
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.catalogue.test_list_products import names
from tests.marketplace.engine.platform import ask

BULK = """mutation($products: [ProductBulkCreateInput!]!, $policy: ErrorPolicyEnum) {
  productBulkCreate(products: $products, errorPolicy: $policy) { count
    results { product { name slug defaultVariant { sku } } errors { path code } } errors { code } } }"""


def row(town: Shelf, name: str, sku: str | None = None, **more: Any) -> dict[str, Any]:
    channel = global_id("Channel", town.channel.pk)
    variant = {
        "attributes": [],
        "sku": sku or name,
        "stocks": [{"warehouse": global_id("Warehouse", town.corner.pk), "quantity": 4}],
        "channelListings": [{"channelId": channel, "price": "2.50"}],
    }
    return {
        "name": name,
        "productType": global_id("ProductType", town.goods.pk),
        "category": global_id("Category", town.bread.pk),
        "channelListings": [
            {"channelId": channel, "isPublished": True, "visibleInListings": True, "isAvailableForPurchase": True}
        ],
        "variants": [variant],
        **more,
    }


def create(rows: list[dict[str, Any]], policy: str | None = None) -> Any:
    return ask(BULK, {"products": rows, "policy": policy}, by=APP, now=NOW)


def test_products_are_whole_and_for_sale(town: Shelf) -> None:
    made = create([row(town, "Brot"), row(town, "Brot", "B2")])
    assert made["count"] == 2
    assert [each["product"]["slug"] for each in made["results"]] == ["brot", "brot-2"]
    assert made["results"][1]["product"]["defaultVariant"] == {"sku": "B2"}
    assert names() == ["Brot", "Brot"]
    assert names(search="brot", where={"price": {"eq": "2.50"}}) == ["Brot", "Brot"]


WRONG = {
    "slug": ({"slug": "belegt"}, "slug", "UNIQUE"),
    "name": ({"name": ""}, "name", "REQUIRED"),
    "category": ({"category": global_id("Category", 99_999)}, "category", "NOT_FOUND"),
    "type": ({"productType": "nonsense"}, "productType", "GRAPHQL_ERROR"),
    "unpublishable": ({"category": None}, "isPublished", "PRODUCT_WITHOUT_CATEGORY"),
}


@pytest.mark.parametrize("policy", ["REJECT_EVERYTHING", "REJECT_FAILED_ROWS", "IGNORE_FAILED", None])
@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_row_is_left_out_or_stops_all(town: Shelf, kind: str, policy: str | None) -> None:
    town.put_rows([town.row("x", slug="belegt")])
    more, path, code = WRONG[kind]
    made = create([row(town, "Gut"), {**row(town, "Schlecht"), **more}], policy)
    good, bad = made["results"]
    assert bad == {"product": None, "errors": [{"path": path, "code": code}]}
    everything = policy in ("REJECT_EVERYTHING", None)
    assert made["count"] == (0 if everything else 1)
    assert (good["product"] is None) is everything
    assert Product.objects.count() == made["count"] + 1
    assert Stock.objects.count() == ProductVariant.objects.count() == Product.objects.count()


def test_faults_of_variants_name_their_place(town: Shelf) -> None:
    channel = global_id("Channel", town.channel.pk)
    broken = row(town, "Schlecht")
    broken["variants"] = [
        {"attributes": [], "sku": "S1"},
        {"attributes": [], "sku": "S2", "channelListings": [{"channelId": channel, "price": "1.234"}]},
    ]
    made = create([row(town, "Gut"), broken, row(town, "Auch gut", "Gut")], "REJECT_FAILED_ROWS")
    assert [each["errors"] for each in made["results"]] == [
        None,
        [{"path": "variants.1.channelListings.0.price", "code": "INVALID_PRICE"}],
        [{"path": "variants.0.sku", "code": "UNIQUE"}],
    ]
    no_channel = row(town, "Ohne Kanal", channelListings=[])
    assert create([no_channel])["results"][0]["errors"] == [
        {"path": "variants.0.channelListings.0.channelId", "code": "PRODUCT_NOT_ASSIGNED_TO_CHANNEL"}
    ]
    minus = row(town, "Minus")
    minus["variants"][0]["stocks"][0]["quantity"] = -1
    assert create([minus])["results"][0]["errors"] == [{"path": "variants.0.stocks.0.quantity", "code": "INVALID"}]


def test_statements_do_not_grow_with_rows(town: Shelf) -> None:
    def count(rows: list[dict[str, Any]]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert create(rows)["count"] == len(rows)
        return len(captured)

    create([row(town, "zum Aufwärmen")])
    assert count([row(town, f"A{number}") for number in range(3)]) == count(
        [row(town, f"B{number}") for number in range(30)]
    )


def test_too_many_at_once_are_refused(town: Shelf) -> None:
    made = create([row(town, f"A{number}") for number in range(101)])
    assert made == {"count": 0, "results": [], "errors": [{"code": "INVALID"}]}
