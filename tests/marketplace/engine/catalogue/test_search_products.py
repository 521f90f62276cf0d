"""`products(search:)` finds what people mean who write German."""

from typing import Any

import pytest

from marketplace.engine.rules.text_search import folded, words
from marketplace.engine.services.categories import update_category
from marketplace.engine.services.products import update_product
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import NOW, Shelf
from tests.marketplace.engine.catalogue.test_list_products import NAMES, names
from tests.marketplace.engine.platform import ask


@pytest.fixture
def goods(town: Shelf) -> None:
    shoes = global_id("Category", town.shoes.pk)
    text = {"blocks": [{"type": "paragraph", "data": {"text": "Mit <b>Sonnenblumenkernen</b> &amp; Liebe."}}]}
    town.put_rows([
        town.row("Vollkornbrot", description=text),
        town.row("Brötchen vom Bäcker", category=global_id("Category", town.bakery.pk)),
        town.row("Brotmesser", category=shoes),
        town.row("Wanderschuh", category=shoes),
        town.row("Äpfel rot, 1 kg", category=None, channel_listings=[
            {"channel_id": global_id("Channel", town.channel.pk), "visible_in_listings": True}]),
        town.row("Süße Straßenkreide", category=shoes),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vollkornbrot", ["Vollkornbrot"]),
        ("vollkorn", ["Vollkornbrot"]),
        ("messer", ["Brotmesser"]),
        ("Brötchen", ["Brötchen vom Bäcker"]),
        ("broetchen", ["Brötchen vom Bäcker"]),
        ("brotchen", ["Brötchen vom Bäcker"]),
        ("BÄCKER BRÖTCHEN", ["Brötchen vom Bäcker"]),
        ("wanderschuhe", ["Wanderschuh"]),
        ("wanderschuen", ["Wanderschuh"]),
        ("Sonnenblumenkern", ["Vollkornbrot"]),
        ("strassenkreide", ["Süße Straßenkreide"]),
        ("Bäckerei", ["Brötchen vom Bäcker", "Vollkornbrot"]),
        ("SKU-4", ["Wanderschuh"]),
        ("gibt es nicht", []),
        ("?!", []),
        ("%", []),
        ("'; drop table", []),
    ],
)
def test_finds(goods: None, text: str, expected: list[str]) -> None:
    assert sorted(names(search=text)) == expected


def test_the_best_comes_first(goods: None) -> None:
    assert names(search="brot")[0] == "Brotmesser"


def test_search_pages_by_rank_and_counts_once(town: Shelf, django_assert_num_queries: Any) -> None:
    town.put(*(f"Brot Nummer {number}" for number in range(7)))
    everything = names(search="brot")
    seen: list[str] = []
    variables: dict[str, Any] = {"first": 3, "channel": "zeitz", "search": "brot"}
    for _page in range(3):
        page = ask(NAMES, variables, now=NOW)
        assert page["totalCount"] == 7
        seen += [edge["node"]["name"] for edge in page["edges"]]
        variables["after"] = page["pageInfo"]["endCursor"]
    assert seen == everything
    assert ask(NAMES, variables, now=NOW)["edges"] == []  # beyond the end: no guesses instead
    with django_assert_num_queries(1):
        ask(NAMES, {"first": 3, "channel": "zeitz", "search": "brot"}, now=NOW)


def test_search_within_a_filter_and_with_an_order(goods: None, town: Shelf) -> None:
    bread = global_id("Category", town.bread.pk)
    assert names(search="brot", where={"category": {"eq": bread}}) == ["Vollkornbrot"]
    by_price = {"field": "PRICE", "direction": "ASC"}
    assert len(names(search="brot")) == 3
    assert (
        set(names(filter={"search": "brot"})) == set(names(search="brot", sort=by_price)) == set(names(search="brot"))
    )


def test_what_changes_is_found_by_its_new_words(town: Shelf) -> None:
    (product,) = town.put("Semmel")
    update_product(product_id=global_id("Product", product.pk), values={"name": "Schrippe"}, now=NOW)
    assert names(search="semmel") == []
    assert names(search="schrippe") == ["Schrippe"]
    update_category(category_id=global_id("Category", town.bread.pk), values={"name": "Ofenware"}, now=NOW)
    assert names(search="ofenware") == ["Schrippe"]


def test_folding() -> None:
    assert folded("Brötchen") == folded("Broetchen") == folded("BROTCHEN") == "brotchen"
    assert folded("Roßmarkt") == folded("Rossmarkt")
    assert words("Mehl, 1 kg (Bio)!") == ["mehl", "1", "kg", "bio"]
