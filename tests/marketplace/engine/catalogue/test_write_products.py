"""Writing products, variants, prices and stock: what is refused changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from marketplace.engine.models import (
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
    Stock,
)
from marketplace.engine.services.channels import create_channel
from marketplace.engine.services.product_types import assign_attributes, create_attribute
from marketplace.graphql.context import ANONYMOUS
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

CREATE = """mutation($input: ProductCreateInput!) { productCreate(input: $input) {
  product { id name slug metadata { key value } } errors { field message code } } }"""
UPDATE = """mutation($id: ID, $ref: String, $input: ProductInput!) {
  productUpdate(id: $id, externalReference: $ref, input: $input) {
    product { name slug description category { name } metadata { key value } } errors { field code } } }"""
VARIANT = """mutation($input: ProductVariantCreateInput!) { productVariantCreate(input: $input) {
  productVariant { id sku stocks { quantity warehouse { slug } } } errors { field message code } } }"""
LIST = """mutation($id: ID!, $input: ProductChannelListingUpdateInput!) {
  productChannelListingUpdate(id: $id, input: $input) {
  product { channelListings { isPublished visibleInListings isAvailableForPurchase publishedAt channel { slug } } }
  errors { field code channels } } }"""
PRICE = """mutation($id: ID, $input: [ProductVariantChannelListingAddInput!]!) {
  productVariantChannelListingUpdate(id: $id, input: $input) {
    variant { channelListings { price { amount currency } costPrice { amount } } } errors { field code channels } } }"""
STOCKS = """mutation($id: ID, $stocks: [StockInput!]!) { productVariantStocksUpdate(variantId: $id, stocks: $stocks) {
  productVariant { stocks { quantity warehouse { slug } } } errors { field code index } } }"""


def product_input(town: Shelf, **more: Any) -> dict[str, Any]:
    return {"name": "Süßes Brötchen", "productType": global_id("ProductType", town.goods.pk), **more}


def test_create_and_update(town: Shelf) -> None:
    vendor = [{"key": "vendor", "value": "eckladen"}]
    made = ask(CREATE, {"input": product_input(town, metadata=vendor)}, by=APP, now=NOW)
    assert made["errors"] == []
    assert made["product"]["slug"] == "suesses-broetchen"
    assert made["product"]["metadata"] == vendor
    again = ask(CREATE, {"input": product_input(town)}, by=APP, now=NOW)["product"]
    assert again["slug"] == "suesses-broetchen-2"
    more = {
        "name": "Hörnchen",
        "category": global_id("Category", town.bread.pk),
        "description": '{"blocks": []}',
        "metadata": [{"key": "a", "value": "b"}],
    }
    changed = ask(UPDATE, {"id": made["product"]["id"], "input": more}, by=APP, now=NOW)
    assert changed["product"] == {
        "name": "Hörnchen",
        "slug": "suesses-broetchen",
        "description": '{"blocks": []}',
        "category": {"name": "Brot"},
        "metadata": [{"key": "a", "value": "b"}, *vendor],
    }


def test_refused_products_are_not_stored(town: Shelf) -> None:
    town.put_rows([town.row("Brot", slug="brot", external_reference="r")])
    before = list(Product.objects.values())
    for wrong, field, code in [
        ({"slug": "brot"}, "slug", "UNIQUE"),
        ({"externalReference": "r"}, "externalReference", "UNIQUE"),
        ({"name": " "}, "name", "REQUIRED"),
        ({"category": global_id("Category", 999)}, "category", "NOT_FOUND"),
        ({"category": global_id("Product", 1)}, "category", "GRAPHQL_ERROR"),
        ({"taxClass": global_id("TaxClass", 999)}, "taxClass", "NOT_FOUND"),
        ({"productType": global_id("ProductType", 999)}, "productType", "NOT_FOUND"),
    ]:
        answer = ask(CREATE, {"input": product_input(town, **wrong)}, by=APP, now=NOW)
        assert answer["product"] is None
        assert [(error["field"], error["code"]) for error in answer["errors"]] == [(field, code)]
    unknown = ask(UPDATE, {"id": global_id("Product", 999), "input": {"name": "x"}}, by=APP)
    assert unknown["errors"] == [{"field": "id", "code": "NOT_FOUND"}]
    assert list(Product.objects.values()) == before


def test_variants_the_first_is_the_default(town: Shelf) -> None:
    product = ask(CREATE, {"input": product_input(town)}, by=APP, now=NOW)["product"]["id"]
    stocks = [{"warehouse": global_id("Warehouse", town.corner.pk), "quantity": 1000}]
    first = {"product": product, "sku": "A-1", "attributes": [], "stocks": stocks}
    made = ask(VARIANT, {"input": first}, by=APP, now=NOW)
    assert made["productVariant"]["stocks"] == [{"quantity": 1000, "warehouse": {"slug": "eckladen"}}]
    second = ask(VARIANT, {"input": {"product": product, "attributes": []}}, by=APP, now=NOW)
    assert second["productVariant"]["sku"] is None
    stored = Product.objects.get()
    assert global_id("ProductVariant", stored.default_variant_id) == made["productVariant"]["id"]
    twice = ask(VARIANT, {"input": {"product": product, "attributes": [], "sku": " A-1 "}}, by=APP, now=NOW)
    assert [error["code"] for error in twice["errors"]] == ["UNIQUE"]
    missing = [{"warehouse": global_id("Warehouse", "4dbe5a8a-67de-4ec5-9a8c-c4bd0b2b3d2e"), "quantity": 1}]
    lost = ask(VARIANT, {"input": {**first, "sku": "A-2", "stocks": missing}}, by=APP, now=NOW)
    assert [error["code"] for error in lost["errors"]] == ["NOT_FOUND"]
    assert ProductVariant.objects.count() == 2
    delete = "mutation($id: ID) { productVariantDelete(id: $id) { errors { code } productVariant { id } } }"
    gone = ask(delete, {"id": made["productVariant"]["id"]}, by=APP, now=NOW)
    assert gone["productVariant"]["id"] == made["productVariant"]["id"]
    stored.refresh_from_db()
    assert global_id("ProductVariant", stored.default_variant_id) == second["productVariant"]["id"]


def test_publication(town: Shelf) -> None:
    product = ask(CREATE, {"input": product_input(town)}, by=APP, now=NOW)["product"]["id"]
    channel = global_id("Channel", town.channel.pk)
    publish = {"channelId": channel, "isPublished": True, "visibleInListings": True, "isAvailableForPurchase": True}
    refused = ask(LIST, {"id": product, "input": {"updateChannels": [publish]}}, by=APP, now=NOW)
    assert refused["errors"] == [{"field": "isPublished", "code": "PRODUCT_WITHOUT_CATEGORY", "channels": None}]
    assert not ProductChannelListing.objects.exists()
    ask(UPDATE, {"id": product, "input": {"category": global_id("Category", town.bread.pk)}}, by=APP, now=NOW)
    shown = ask(LIST, {"id": product, "input": {"updateChannels": [publish]}}, by=APP, now=NOW)
    assert shown["product"]["channelListings"] == [
        {
            "isPublished": True,
            "visibleInListings": True,
            "isAvailableForPurchase": True,
            "publishedAt": NOW.isoformat(),
            "channel": {"slug": "zeitz"},
        }
    ]
    hide = {"updateChannels": [{"channelId": channel, "isPublished": False, "isAvailableForPurchase": False}]}
    hidden = ask(LIST, {"id": product, "input": hide}, by=APP, now=NOW)["product"]["channelListings"][0]
    assert (hidden["isPublished"], hidden["visibleInListings"], hidden["isAvailableForPurchase"]) == (
        False,
        True,
        False,
    )
    twice = ask(LIST, {"id": product, "input": {"updateChannels": [publish, publish]}}, by=APP, now=NOW)
    assert twice["errors"][0]["code"] == "DUPLICATED_INPUT_ITEM"
    unknown = global_id("Channel", 999)
    lost = ask(LIST, {"id": product, "input": {"removeChannels": [unknown]}}, by=APP, now=NOW)
    assert lost["errors"] == [{"field": "channelId", "code": "NOT_FOUND", "channels": [unknown]}]
    ask(LIST, {"id": product, "input": {"removeChannels": [channel]}}, by=APP, now=NOW)
    assert not ProductChannelListing.objects.exists()


def test_prices(town: Shelf) -> None:
    (product,) = town.put("Brot")
    variant, channel = global_id("ProductVariant", town.variant(product).pk), global_id("Channel", town.channel.pk)
    price = lambda value, **more: ask(  # noqa: E731
        PRICE, {"id": variant, "input": [{"channelId": channel, "price": value, **more}]}, by=APP, now=NOW
    )
    assert price("7.00", costPrice="1.00")["variant"]["channelListings"] == [
        {"price": {"amount": 7.0, "currency": "EUR"}, "costPrice": {"amount": 1.0}}
    ]
    listing = ProductChannelListing.objects.get()
    assert (listing.price_min, listing.price_max) == (7, 7)
    assert price("7.001")["errors"] == [{"field": "price", "code": "INVALID_PRICE", "channels": None}]
    assert price("1e12")["errors"][0]["code"] == "INVALID_PRICE"
    below = run(PRICE, {"id": variant, "input": [{"channelId": channel, "price": "-1"}]}, by=APP)
    assert "lower than 0" in below["errors"][0]["message"]
    values = {"name": "B", "slug": "b", "currency_code": "EUR", "default_country": "DE"}
    other = global_id("Channel", create_channel(values=values).pk)
    elsewhere = ask(PRICE, {"id": variant, "input": [{"channelId": other, "price": 1}]}, by=APP)
    assert elsewhere["errors"] == [{"field": "input", "code": "PRODUCT_NOT_ASSIGNED_TO_CHANNEL", "channels": [other]}]
    assert ProductVariantChannelListing.objects.get().price_amount == 7


def test_stocks(town: Shelf) -> None:
    (product,) = town.put("Brot", stock=5)
    variant = global_id("ProductVariant", town.variant(product).pk)
    corner, mill = global_id("Warehouse", town.corner.pk), global_id("Warehouse", town.mill.pk)
    put = lambda *stocks: ask(  # noqa: E731
        STOCKS, {"id": variant, "stocks": [{"warehouse": at, "quantity": n} for at, n in stocks]}, by=APP, now=NOW
    )
    expected = [{"quantity": 900, "warehouse": {"slug": "eckladen"}}, {"quantity": 3, "warehouse": {"slug": "muhle"}}]
    slugs = {town.corner.slug, town.mill.slug}
    found = put((corner, 900), (mill, 3))["productVariant"]["stocks"]
    assert [each["quantity"] for each in found] == [each["quantity"] for each in expected]
    assert {each["warehouse"]["slug"] for each in found} == slugs
    unknown = global_id("Warehouse", "4dbe5a8a-67de-4ec5-9a8c-c4bd0b2b3d2e")
    for stocks, error in [
        ([(corner, 1), (corner, 2)], ("warehouse", "DUPLICATED_INPUT_ITEM", 1)),
        ([(corner, 1), (mill, -2)], ("quantity", "INVALID", 1)),
        ([(corner, 1), (unknown, 2)], ("warehouse", "NOT_FOUND", 1)),
        ([("nonsense", 2)], ("warehouse", "GRAPHQL_ERROR", None)),
    ]:
        answer = put(*stocks)
        assert [tuple(each.values()) for each in answer["errors"]] == [error]
    assert sorted(Stock.objects.values_list("quantity", flat=True)) == [3, 900]


def test_attributes(town: Shelf) -> None:
    colour = create_attribute(values={"name": "Farbe", "value_required": True}, choices=[{"name": "Rot"}])
    size = create_attribute(values={"name": "Größe", "input_type": "NUMERIC"})
    note = create_attribute(values={"name": "Hinweis", "input_type": "PLAIN_TEXT"})
    assign_attributes(town.goods, [colour, size, note], of_variant=False)
    foreign = create_attribute(values={"name": "Fremd"})
    key = lambda attribute: global_id("Attribute", attribute.pk)  # noqa: E731
    given = [
        {"id": key(colour), "dropdown": {"value": "rot"}},
        {"id": key(size), "numeric": "38.5"},
        {"id": key(note), "plainText": "Vor dem Öffnen schütteln"},
    ]
    made = ask(CREATE, {"input": product_input(town, attributes=given)}, by=APP, now=NOW)
    assert made["errors"] == []
    document = """query($id: ID!) { product(id: $id) { attribute(slug: "farbe") { values { name slug } }
      attributes { attribute { slug inputType } values { name plainText } } } }"""
    found = ask(document, {"id": made["product"]["id"]}, by=APP)
    assert found["attribute"] == {"values": [{"name": "Rot", "slug": "rot"}]}
    assert found["attributes"] == [
        {"attribute": {"slug": "farbe", "inputType": "DROPDOWN"}, "values": [{"name": "Rot", "plainText": None}]},
        {"attribute": {"slug": "groesse", "inputType": "NUMERIC"}, "values": [{"name": "38.5", "plainText": None}]},
        {
            "attribute": {"slug": "hinweis", "inputType": "PLAIN_TEXT"},
            "values": [{"name": "Vor dem Öffnen schütteln", "plainText": "Vor dem Öffnen schütteln"}],
        },
    ]
    for wrong, code in [
        ({"id": key(colour)}, "REQUIRED"),
        ({"id": key(foreign), "dropdown": {"value": "x"}}, "INVALID"),
        ({"id": key(size), "numeric": "NaN"}, "INVALID"),
        ({"id": key(colour), "dropdown": {"id": global_id("AttributeValue", 99)}}, "NOT_FOUND"),
    ]:
        answer = ask(CREATE, {"input": product_input(town, attributes=[wrong])}, by=APP, now=NOW)
        assert [error["code"] for error in answer["errors"]] == [code]
    assert Product.objects.count() == 1


def test_delete(town: Shelf) -> None:
    (product,) = town.put("Brot")
    delete = "mutation($id: ID) { productDelete(id: $id) { product { id name } errors { code field } } }"
    gone = ask(delete, {"id": global_id("Product", product.pk)}, by=APP, now=NOW)
    assert gone["product"] == {"id": global_id("Product", product.pk), "name": "Brot"}
    assert not ProductVariant.objects.exists()
    again = ask(delete, {"id": global_id("Product", product.pk)}, by=APP, now=NOW)
    assert again == {"product": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}


MUTATIONS = {
    "productCreate": CREATE,
    "productUpdate": UPDATE,
    "productVariantCreate": VARIANT,
    "productChannelListingUpdate": LIST,
    "productVariantChannelListingUpdate": PRICE,
    "productVariantStocksUpdate": STOCKS,
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_only_who_manages_products_writes(town: Shelf, name: str) -> None:
    town.put("Brot")
    variables = {
        "productCreate": {"input": product_input(town)},
        "productUpdate": {"id": "x", "input": {}},
        "productVariantCreate": {"input": {"product": "x", "attributes": []}},
        "productChannelListingUpdate": {"id": "x", "input": {}},
        "productVariantChannelListingUpdate": {"id": "x", "input": []},
        "productVariantStocksUpdate": {"id": "x", "stocks": []},
    }[name]
    answer = run(MUTATIONS[name], variables)
    assert answer["data"] == {name: None}
    (error,) = answer["errors"]
    assert error["message"] == "To access this path, you need one of the following permissions: MANAGE_PRODUCTS"
    assert error["extensions"] == {"exception": {"code": "PermissionDenied"}}


@pytest.mark.parametrize("wrong", [{"name": "x" * 300}, {"slug": "x" * 300}, {"externalReference": "x" * 300}])
def test_values_too_long_for_their_column_are_refused(town: Shelf, wrong: dict[str, str]) -> None:
    answer = ask(CREATE, {"input": product_input(town, **wrong)}, by=APP, now=NOW)
    assert (answer["product"], answer["errors"][0]["code"]) == (None, "INVALID")
    assert not Product.objects.exists()


@pytest.mark.parametrize("text", ["5", "[]", '{"blocks": 5}', '{"blocks": [5, {"data": 5}, {"data": {"items": 5}}]}'])
def test_a_description_of_another_shape_is_kept_and_has_no_words(town: Shelf, text: str) -> None:
    answer = ask(CREATE, {"input": product_input(town, description=text)}, by=APP, now=NOW)
    assert answer["errors"] == []
    assert Product.objects.get().description_plaintext == ""


def test_shoppers_find_only_variants_that_they_could_buy(town: Shelf) -> None:
    shown, later, hidden = town.put("Sichtbar", "Später", "Versteckt")
    town.put("Ohne Preis", price=None)
    ProductChannelListing.objects.filter(product=later).update(published_at=NOW + timedelta(days=1))
    ProductChannelListing.objects.filter(product=hidden).update(is_published=False)
    document = """query($channel: String) { productVariants(first: 9, channel: $channel) {
      edges { node { id product { name } } } } }"""
    found = lambda channel, by=ANONYMOUS: [  # noqa: E731
        edge["node"]["product"]["name"] for edge in ask(document, {"channel": channel}, by=by, now=NOW)["edges"]
    ]
    assert found("zeitz") == ["Sichtbar"]
    assert found(None) == []
    assert len(found(None, APP)) == 4
    assert len(found("zeitz", APP)) == 3
    town.channel.is_active = False
    town.channel.save()
    assert found("zeitz") == []
    one = 'query($id: ID!) { productVariant(id: $id, channel: "zeitz") { sku } }'
    assert ask(one, {"id": global_id("ProductVariant", town.variant(shown).pk)}, now=NOW) is None
