"""Filters of product lists: each alone, some together, and nonsense."""

from typing import Any

import pytest

from marketplace.engine.models import Reservation, Stock
from marketplace.engine.services.attribute_values import set_product_attributes
from marketplace.engine.services.product_types import assign_attributes, create_attribute
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.catalogue.test_list_products import NAMES, names
from tests.marketplace.engine.platform import run


@pytest.fixture
def goods(town: Shelf) -> dict[str, Any]:
    rows = [
        town.row("Roggenbrot", price="3.10", metadata={"vendor": "eckladen"}),
        town.row("Torte", price="25.00", category=global_id("Category", town.bakery.pk), stock=0),
        town.row("Wanderschuh", price="89.00", category=global_id("Category", town.shoes.pk), tax_class=None),
        town.row("Ohne", price="5.00", category=None, channel_listings=[
            {"channel_id": global_id("Channel", town.channel.pk), "visible_in_listings": True}]),
    ]  # fmt: skip
    return {product.name: product for product in town.put_rows(rows)}


def gid(product: Any) -> str:
    return global_id("Product", product.pk)


def test_by_own_values(town: Shelf, goods: dict[str, Any]) -> None:
    where = lambda **wanted: names(where=wanted, by=APP)  # noqa: E731
    assert where(ids=[gid(goods["Torte"]), gid(goods["Ohne"])]) == ["Ohne", "Torte"]
    assert where(slug={"eq": "torte"}) == where(name={"oneOf": ["Torte"]}) == ["Torte"]
    assert where(hasCategory=False) == ["Ohne"]
    assert (
        where(metadata=[{"key": "vendor"}])
        == where(metadata=[{"key": "vendor", "value": "eckladen"}])
        == ["Roggenbrot"]
    )
    assert where(metadata=[{"key": "vendor", "value": "andere"}]) == []
    assert where(isPublished=False) == ["Ohne"]
    assert where(isAvailable=True) == ["Roggenbrot", "Torte", "Wanderschuh"]
    assert where(productType={"eq": global_id("ProductType", town.goods.pk)}) == sorted(goods)
    assert names(filter={"slugs": ["torte", "ohne"]}, by=APP) == ["Ohne", "Torte"]


def test_a_category_holds_what_is_below_it(town: Shelf, goods: dict[str, Any]) -> None:
    bakery, bread = global_id("Category", town.bakery.pk), global_id("Category", town.bread.pk)
    assert names(where={"category": {"eq": bakery}}) == ["Roggenbrot", "Torte"]
    assert names(filter={"categories": [bread]}) == ["Roggenbrot"]
    document = """query($id: ID!) { category(id: $id) { products(first: 9, channel: "zeitz") {
      totalCount edges { node { name } } } } }"""
    page = run(document, {"id": bakery}, now=NOW)["data"]["category"]["products"]
    assert page["totalCount"] == 2


def test_by_price(goods: dict[str, Any]) -> None:
    assert names(where={"price": {"range": {"gte": "3.10", "lte": 25}}}) == ["Roggenbrot", "Torte"]
    assert names(where={"minimalPrice": {"eq": "89.00"}}) == ["Wanderschuh"]
    assert names(filter={"price": {"lte": 3.2}}) == ["Roggenbrot"]
    assert names(filter={"minimalPrice": {"gte": 30.0}}) == ["Wanderschuh"]


def test_by_stock(town: Shelf, goods: dict[str, Any]) -> None:
    assert names(where={"stockAvailability": "OUT_OF_STOCK"}) == ["Torte"]
    assert names(where={"stockAvailability": "IN_STOCK"}) == ["Roggenbrot", "Wanderschuh"]
    stock = Stock.objects.get(product_variant__product=goods["Roggenbrot"])
    Stock.objects.filter(pk=stock.pk).update(quantity_allocated=stock.quantity)
    assert names(where={"stockAvailability": "IN_STOCK"}) == ["Wanderschuh"]
    corner, mill = global_id("Warehouse", town.corner.pk), global_id("Warehouse", town.mill.pk)
    assert names(where={"stocks": {"warehouseIds": [mill]}}) == []
    assert names(where={"stocks": {"warehouseIds": [corner], "quantity": {"gte": 1}}}) == ["Roggenbrot", "Wanderschuh"]
    assert not Reservation.objects.exists()


def test_by_attribute(town: Shelf, goods: dict[str, Any]) -> None:
    colour = create_attribute(values={"name": "Farbe"}, choices=[{"name": "Rot"}, {"name": "Blau"}])
    vegan = create_attribute(values={"name": "Vegan", "input_type": "BOOLEAN"})
    assign_attributes(town.goods, [colour, vegan], of_variant=False)
    for name, choice, truth in (("Roggenbrot", "Rot", True), ("Torte", "Blau", False)):
        inputs = [
            {"id": global_id("Attribute", colour.pk), "dropdown": {"value": choice}},
            {"id": global_id("Attribute", vegan.pk), "boolean": truth},
        ]
        set_product_attributes(goods[name], inputs)
    assert names(where={"attributes": [{"slug": "farbe", "values": ["rot"]}]}) == ["Roggenbrot"]
    assert names(where={"attributes": [{"slug": "farbe", "values": ["rot", "blau"]}]}) == ["Roggenbrot", "Torte"]
    both = [{"slug": "farbe", "values": ["rot", "blau"]}, {"slug": "vegan", "boolean": False}]
    assert names(where={"attributes": both}) == ["Torte"]


def test_and_or(goods: dict[str, Any]) -> None:
    cheap, shoe = {"price": {"range": {"lte": 4}}}, {"name": {"eq": "Wanderschuh"}}
    assert names(where={"OR": [cheap, shoe]}) == ["Roggenbrot", "Wanderschuh"]
    assert names(where={"AND": [cheap, shoe]}) == []
    assert names(where={"hasCategory": True, "OR": [cheap, {"AND": [shoe]}]}) == ["Roggenbrot", "Wanderschuh"]


def test_filters_of_listings_work_without_a_channel(goods: dict[str, Any]) -> None:
    assert names(where={"isPublished": True}, channel=None, by=APP) == ["Roggenbrot", "Torte", "Wanderschuh"]
    assert names(where={"price": {"range": {"gte": 80}}}, channel=None, by=APP) == ["Wanderschuh"]


def test_an_id_of_another_type_is_refused(town: Shelf) -> None:
    answer = run(NAMES, {"first": 1, "channel": "zeitz", "where": {"ids": [global_id("Order", 1)]}})
    assert answer["data"]["products"] is None
    assert answer["errors"][0]["message"].startswith("Invalid ID")
