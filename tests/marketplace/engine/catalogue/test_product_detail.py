"""One product in full."""

import json
from decimal import Decimal
from typing import Any

import pytest

from marketplace.engine.models import Product, ProductMedia, Stock
from marketplace.engine.services.listings import update_variant_listings
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

TEXT = {"blocks": [{"type": "paragraph", "data": {"text": "Täglich frisch."}}]}
DETAIL = """query($slug: String, $id: ID, $ref: String, $channel: String) {
  product(slug: $slug, id: $id, externalReference: $ref, channel: $channel) {
    id name description channel weight { value unit } created updatedAt isAvailable isAvailableForPurchase
    seoTitle category { name level parent { name } ancestors(first: 5) { edges { node { name } } } }
    productType { name slug hasVariants isShippingRequired } metadata { key value } metafield(key: "vendor")
    pricing { displayGrossPrices onSale discount { gross { amount } }
      priceRange { start { currency gross { amount fractionalAmount fractionDigits } net { amount } tax { amount } } } }
    media { url(size: 100, format: WEBP) alt type sortOrder } thumbnail { url alt }
    variants { id sku quantityAvailable
      pricing { price { gross { amount } net { amount } } pricePrior { gross { amount } } } }
    productVariants(first: 5) { totalCount edges { node { sku channel product { slug channel } } } } } }"""


@pytest.fixture
def page(town: Shelf) -> dict[str, Any]:
    """Everything a product page shows of a loaf with one picture."""
    loaf = town.row(
        "Roggenbrot",
        price="10.70",
        description=TEXT,
        weight_g=Decimal(1500),
        metadata={"vendor": "eckladen"},
        seo_title="Brot",
    )
    (product,) = town.put_rows([loaf])
    ProductMedia.objects.create(product=product, image="products/a.jpg", alt="Ein Laib")
    found: dict[str, Any] = ask(DETAIL, {"slug": "roggenbrot", "channel": "zeitz"}, now=NOW)
    return found


def test_own_values(page: dict[str, Any]) -> None:
    assert page["id"] == global_id("Product", Product.objects.get().pk)
    assert json.loads(page["description"]) == TEXT
    assert page["created"] and page["updatedAt"]
    assert {name: page[name] for name in ("name", "channel", "weight", "seoTitle", "metadata", "metafield")} == {
        "name": "Roggenbrot",
        "channel": "zeitz",
        "weight": {"value": 1.5, "unit": "KG"},
        "seoTitle": "Brot",
        "metadata": [{"key": "vendor", "value": "eckladen"}],
        "metafield": "eckladen",
    }
    assert page["isAvailable"] is page["isAvailableForPurchase"] is True


def test_where_it_belongs(page: dict[str, Any]) -> None:
    ancestors = {"edges": [{"node": {"name": "Bäckerei"}}]}
    assert page["category"] == {"name": "Brot", "level": 1, "parent": {"name": "Bäckerei"}, "ancestors": ancestors}
    assert page["productType"] == {"name": "Ware", "slug": "ware", "hasVariants": True, "isShippingRequired": True}


def test_price_with_the_tax_inside(page: dict[str, Any]) -> None:
    gross = {"amount": 10.7, "fractionalAmount": 1070, "fractionDigits": 2}
    start = {"currency": "EUR", "gross": gross, "net": {"amount": 10.0}, "tax": {"amount": 0.7}}
    assert page["pricing"] == {
        "displayGrossPrices": True,
        "onSale": False,
        "discount": None,
        "priceRange": {"start": start},
    }


def test_pictures(page: dict[str, Any]) -> None:
    address = f"http://127.0.0.1:8000/thumbnail/{global_id('ProductMedia', ProductMedia.objects.get().pk)}"
    assert page["media"] == [{"url": f"{address}/128/webp/", "alt": "Ein Laib", "type": "IMAGE", "sortOrder": 0}]
    assert page["thumbnail"] == {"url": f"{address}/256/", "alt": "Ein Laib"}


def test_variants(page: dict[str, Any]) -> None:
    (variant,) = page["variants"]
    price = {"gross": {"amount": 10.7}, "net": {"amount": 10.0}}
    assert variant == {
        "id": variant["id"],
        "sku": "SKU-1",
        "quantityAvailable": 5,
        "pricing": {"price": price, "pricePrior": None},
    }
    node = {"sku": "SKU-1", "channel": "zeitz", "product": {"slug": "roggenbrot", "channel": "zeitz"}}
    assert page["productVariants"] == {"totalCount": 1, "edges": [{"node": node}]}


def test_a_product_is_found_by_one_of_three_keys(town: Shelf) -> None:
    (product,) = town.put_rows([town.row("Brot", external_reference="ref-1")])
    for key in ({"id": global_id("Product", product.pk)}, {"slug": "brot"}, {"ref": "ref-1"}):
        assert ask(DETAIL, {**key, "channel": "zeitz"})["name"] == "Brot"
        assert ask(DETAIL, key, by=APP)["name"] == "Brot"
    for key in ({"id": global_id("Product", 999_999)}, {"slug": "torte"}, {"ref": "ref-2"}):
        assert ask(DETAIL, {**key, "channel": "zeitz"}) is None
    assert "required" in run(DETAIL, {"channel": "zeitz"})["errors"][0]["message"]
    assert run(DETAIL, {"slug": "brot", "ref": "ref-1"})["data"]["product"] is None
    nonsense = run(DETAIL, {"id": "nonsense", "channel": "zeitz"})
    assert nonsense["errors"][0]["message"] == "Invalid ID: nonsense. Expected: Product."


def test_without_a_channel_there_are_no_prices(town: Shelf) -> None:
    town.put("Brot")
    page = ask(DETAIL, {"slug": "brot"}, by=APP)
    assert (page["channel"], page["pricing"], page["isAvailable"]) == (None, None, None)
    assert page["variants"][0]["pricing"] is None
    assert page["variants"][0]["quantityAvailable"] == 5


def test_the_range_of_prices_spans_the_variants(town: Shelf) -> None:
    row = town.row("Brot")
    row["variants"] = [
        *row["variants"],
        town.row("x", price="9.99")["variants"][0],
        town.row("y", price=None)["variants"][0],
    ]
    (product,) = town.put_rows([row])
    document = """{ product(slug: "brot", channel: "zeitz") { variants { sku }
      pricing { priceRange { start { gross { amount } } stop { gross { amount } } } } } }"""
    page = ask(document, now=NOW)
    prices = page["pricing"]["priceRange"]
    assert (prices["start"]["gross"]["amount"], prices["stop"]["gross"]["amount"]) == (3.1, 9.99)
    assert [each["sku"] for each in page["variants"]] == ["SKU-1", "SKU-2"]  # the third has no price here
    cheapest = product.variants.get(sku="SKU-1")
    channel_id = global_id("Channel", town.channel.pk)
    update_variant_listings(variant=cheapest, listings=[{"channel_id": channel_id, "price": Decimal(20)}], now=NOW)
    prices = ask(document, now=NOW)["pricing"]["priceRange"]
    assert (prices["start"]["gross"]["amount"], prices["stop"]["gross"]["amount"]) == (9.99, 20.0)


def test_tax_comes_from_the_product_then_its_type_then_the_country(town: Shelf) -> None:
    town.put_rows([town.row("Brot", price="10.70"), town.row("Schuh", price="11.90", tax_class=None)])
    document = """{ products(first: 9, channel: "zeitz") { edges { node { name
      pricing { priceRange { start { net { amount } tax { amount } } } } } } } }"""
    edges = ask(document, now=NOW)["edges"]
    start = [edge["node"]["pricing"]["priceRange"]["start"] for edge in edges]
    assert start == [
        {"net": {"amount": 10.0}, "tax": {"amount": 0.7}},
        {"net": {"amount": 10.0}, "tax": {"amount": 1.9}},
    ]
    town.channel.charge_taxes = False
    town.channel.save()
    net = ask(document, now=NOW)["edges"][0]["node"]["pricing"]["priceRange"]["start"]
    assert net == {"net": {"amount": 10.7}, "tax": {"amount": 0.0}}


def test_available_is_what_is_not_promised_and_at_most_what_a_checkout_holds(town: Shelf) -> None:
    (product,) = town.put("Brot", stock=80)
    variant = town.variant(product)
    document = 'query($id: ID!) { productVariant(id: $id, channel: "zeitz") { quantityAvailable } }'
    available = lambda: ask(document, {"id": global_id("ProductVariant", variant.pk)}, now=NOW)["quantityAvailable"]  # noqa: E731
    assert available() == 50
    Stock.objects.filter(product_variant=variant).update(quantity_allocated=70)
    assert available() == 10
    Stock.objects.create(product_variant=variant, warehouse=town.mill, quantity=3)
    assert available() == 13
    variant.quantity_limit_per_customer = 4
    variant.save()
    assert available() == 4
    Stock.objects.filter(product_variant=variant).update(quantity=0)
    assert available() == 0
    variant.track_inventory, variant.quantity_limit_per_customer = False, None
    variant.save()
    assert available() == 50


def test_shoppers_see_no_stock_listings_or_private_metadata(town: Shelf) -> None:
    town.put("Brot")
    fields: dict[str, Any] = {
        "channelListings { isPublished }": "AUTHENTICATED_APP",
        "privateMetadata { key }": "MANAGE_PRODUCTS",
        "variants { stocks { quantity } }": "MANAGE_PRODUCTS",
        "variants { channelListings { id } }": "AUTHENTICATED_APP",
        "taxClass { name }": "AUTHENTICATED_APP",
    }
    for selected, needed in fields.items():
        document = f'{{ product(slug: "brot", channel: "zeitz") {{ {selected} }} }}'
        answer = run(document, now=NOW)
        assert needed in answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
        assert "errors" not in run(document, by=APP, now=NOW)
