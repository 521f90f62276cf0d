"""Channels, warehouses, zones, categories, taxes and settings, as the recordings of real Saleor answer."""

from decimal import Decimal
from typing import Any

import pytest

from marketplace.engine.models import Category, Channel, TaxClassCountryRate, Warehouse
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

ADDRESS = {
    "companyName": "Laden",
    "streetAddress1": "Roßmarkt 1",
    "city": "Zeitz",
    "postalCode": "06712",
    "country": "DE",
}
WAREHOUSE = """mutation($input: WarehouseCreateInput!) { createWarehouse(input: $input) {
  warehouse { id slug isPrivate clickAndCollectOption address { city country { code country } phone } }
  errors { field code } } }"""
MOVE = """mutation($id: ID, $input: WarehouseUpdateInput!) { updateWarehouse(id: $id, input: $input) {
  warehouse { slug isPrivate clickAndCollectOption } errors { field message code } } }"""


@pytest.mark.django_db
def test_a_new_warehouse_is_private_and_may_offer_collection_once_it_is_not() -> None:
    made = ask(WAREHOUSE, {"input": {"name": "Müller & Söhne", "address": ADDRESS}}, by=APP)["warehouse"]
    country = {"code": "DE", "country": "Germany"}
    assert made.pop("address") == {"city": "Zeitz", "country": country, "phone": None}
    key = made.pop("id")
    assert made == {"slug": "muller-sohne", "isPrivate": True, "clickAndCollectOption": "DISABLED"}
    move = lambda **given: ask(MOVE, {"id": key, "input": given}, by=APP)  # noqa: E731
    message = "Local warehouse can be toggled only for non-private warehouse stocks"
    refused = {"field": "clickAndCollectOption", "message": message, "code": "INVALID"}
    assert move(clickAndCollectOption="LOCAL") == {"warehouse": None, "errors": [refused]}
    assert move(clickAndCollectOption="ALL")["warehouse"]["isPrivate"] is False
    assert move(clickAndCollectOption="LOCAL", isPrivate=False)["warehouse"]["clickAndCollectOption"] == "LOCAL"
    assert move(slug="")["warehouse"]["slug"] == "muller-sohne"


@pytest.mark.django_db
def test_a_warehouse_needs_an_address_that_exists() -> None:
    for wrong, field, code in [
        ({"postalCode": "6712"}, "postalCode", "INVALID"),
        ({"postalCode": ""}, "postalCode", "REQUIRED"),
        ({"city": ""}, "city", "REQUIRED"),
        ({"streetAddress1": None}, "streetAddress1", "REQUIRED"),
        ({"phone": "call me"}, "phone", "INVALID"),
    ]:
        answer = ask(WAREHOUSE, {"input": {"name": "x", "address": {**ADDRESS, **wrong}}}, by=APP)
        assert answer == {"warehouse": None, "errors": [{"field": field, "code": code}]}
    assert not Warehouse.objects.exists()


def test_warehouses_are_unique_and_seen_by_staff_alone(town: Shelf) -> None:
    same = {"name": "x", "slug": town.corner.slug, "address": ADDRESS}
    assert ask(WAREHOUSE, {"input": same}, by=APP)["errors"] == [{"field": "slug", "code": "UNIQUE"}]
    everything = """query($filter: WarehouseFilterInput) { warehouses(first: 5, filter: $filter) {
      totalCount edges { node { slug address { postalCode } } } } }"""
    found = lambda **wanted: [  # noqa: E731
        edge["node"]["slug"] for edge in ask(everything, {"filter": wanted}, by=APP)["edges"]
    ]
    assert found() == ["eckladen", "muhle"]
    assert found(search="eck") == found(slugs=["eckladen"]) == ["eckladen"]
    assert found(ids=[global_id("Warehouse", town.mill.pk)], channels=[global_id("Channel", town.channel.pk)]) == [
        "muhle"
    ]
    assert run(everything)["data"] == {"warehouses": None}
    assert run('{ warehouse(id: "x") { slug } }')["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_statements_for_warehouses_do_not_grow(town: Shelf, django_assert_num_queries: Any) -> None:
    document = "{ warehouses(first: 50) { edges { node { slug address { city } } } } }"
    with django_assert_num_queries(1):
        ask(document, by=APP)


def test_channels(town: Shelf) -> None:
    create = """mutation($input: ChannelCreateInput!) { channelCreate(input: $input) {
      channel { slug currencyCode isActive defaultCountry { code } warehouses { slug } countries { code }
        stockSettings { allocationStrategy } orderSettings { allowUnpaidOrders automaticallyConfirmAllNewOrders }
        checkoutSettings { useLegacyErrorFlow } paymentSettings { defaultTransactionFlowStrategy }
        taxConfiguration { id displayGrossPrices pricesEnteredWithTax } } errors { field code } } }"""
    given = {
        "name": "DE Market",
        "slug": "de-market",
        "currencyCode": "EUR",
        "defaultCountry": "DE",
        "isActive": True,
        "addWarehouses": [global_id("Warehouse", town.mill.pk), global_id("Warehouse", town.corner.pk)],
        "stockSettings": {"allocationStrategy": "PRIORITIZE_SORTING_ORDER"},
        "orderSettings": {"automaticallyConfirmAllNewOrders": True, "allowUnpaidOrders": False},
        "checkoutSettings": {"useLegacyErrorFlow": False},
        "paymentSettings": {"defaultTransactionFlowStrategy": "AUTHORIZATION"},
    }
    made = ask(create, {"input": given}, by=APP)["channel"]
    stored = Channel.objects.get(slug="de-market")
    configuration = {
        "id": global_id("TaxConfiguration", stored.pk),
        "displayGrossPrices": True,
        "pricesEnteredWithTax": True,
    }
    assert made == {
        "slug": "de-market",
        "currencyCode": "EUR",
        "isActive": True,
        "defaultCountry": {"code": "DE"},
        "warehouses": [{"slug": "muhle"}, {"slug": "eckladen"}],
        "countries": [],
        "stockSettings": {"allocationStrategy": "PRIORITIZE_SORTING_ORDER"},
        "orderSettings": {"allowUnpaidOrders": False, "automaticallyConfirmAllNewOrders": True},
        "checkoutSettings": {"useLegacyErrorFlow": False},
        "paymentSettings": {"defaultTransactionFlowStrategy": "AUTHORIZATION"},
        "taxConfiguration": configuration,
    }
    assert ask(create, {"input": given}, by=APP) == {"channel": None, "errors": [{"field": "slug", "code": "UNIQUE"}]}
    update = """mutation($id: ID!, $input: ChannelUpdateInput!) { channelUpdate(id: $id, input: $input) {
      channel { name slug warehouses { slug } } errors { field code } } }"""
    change = {"name": "Neu", "removeWarehouses": [global_id("Warehouse", town.mill.pk)]}
    changed = ask(update, {"id": global_id("Channel", stored.pk), "input": change}, by=APP)
    assert changed["channel"] == {"name": "Neu", "slug": "de-market", "warehouses": [{"slug": "eckladen"}]}
    assert [each["slug"] for each in ask("{ channels { slug } }", by=APP)] == ["de-market", "zeitz"]
    assert run("{ channels { slug } }")["data"] == {"channels": None}
    assert ask('{ channel(slug: "zeitz") { name } }') == {"name": "Zeitz"}


def test_net_prices_and_tax_apps_are_refused(town: Shelf) -> None:
    document = """mutation($id: ID!, $input: TaxConfigurationUpdateInput!) {
      taxConfigurationUpdate(id: $id, input: $input) { taxConfiguration { displayGrossPrices chargeTaxes }
        errors { field code countryCodes } } }"""
    key = global_id("TaxConfiguration", town.channel.pk)
    change = lambda **given: ask(document, {"id": key, "input": given}, by=APP)  # noqa: E731
    assert change(displayGrossPrices=False)["taxConfiguration"] == {"displayGrossPrices": False, "chargeTaxes": True}
    assert change(pricesEnteredWithTax=False)["errors"][0]["code"] == "INVALID"
    assert change(taxCalculationStrategy="TAX_APP")["errors"][0]["field"] == "taxCalculationStrategy"


@pytest.mark.django_db
def test_tax_classes() -> None:
    create = """mutation($input: TaxClassCreateInput!) { taxClassCreate(input: $input) {
      taxClass { id name countries { country { code } rate } } errors { field code countryCodes } } }"""
    rates = [{"countryCode": "DE", "rate": 7}, {"countryCode": "AT", "rate": 10.5}]
    made = ask(create, {"input": {"name": "Lebensmittel", "createCountryRates": rates}}, by=APP)["taxClass"]
    assert made["countries"] == [{"country": {"code": "AT"}, "rate": 10.5}, {"country": {"code": "DE"}, "rate": 7.0}]
    wrong = ask(create, {"input": {"name": "x", "createCountryRates": [{"countryCode": "DE", "rate": 190}]}}, by=APP)
    assert wrong["errors"] == [{"field": "createCountryRates", "code": "INVALID", "countryCodes": ["DE"]}]
    update = """mutation($id: ID!, $input: TaxClassUpdateInput!) { taxClassUpdate(id: $id, input: $input) {
      taxClass { countries { country { code } rate } } errors { code } } }"""
    change = {"updateCountryRates": [{"countryCode": "DE", "rate": 5}], "removeCountryRates": ["AT"]}
    changed = ask(update, {"id": made["id"], "input": change}, by=APP)
    assert changed["taxClass"]["countries"] == [{"country": {"code": "DE"}, "rate": 5.0}]
    assert [
        edge["node"]["name"] for edge in ask("{ taxClasses(first: 5) { edges { node { name } } } }", by=APP)["edges"]
    ] == ["Lebensmittel"]
    assert TaxClassCountryRate.objects.get().rate == Decimal(5)


def test_categories_form_a_tree(town: Shelf) -> None:
    create = """mutation($input: CategoryInput!, $parent: ID) { categoryCreate(input: $input, parent: $parent) {
      category { id slug level parent { slug } ancestors(first: 9) { edges { node { slug } } } }
      errors { field code } } }"""
    bread = global_id("Category", town.bread.pk)
    made = ask(create, {"input": {"name": "Weißbrot"}, "parent": bread}, by=APP)["category"]
    path = {"edges": [{"node": {"slug": "baeckerei"}}, {"node": {"slug": "brot"}}]}
    assert made == {"id": made["id"], "slug": "weissbrot", "level": 2, "parent": {"slug": "brot"}, "ancestors": path}
    for given, error in [
        ({"input": {"name": ""}}, ("name", "REQUIRED")),
        ({"input": {"name": "x", "slug": "brot"}}, ("slug", "UNIQUE")),
        ({"input": {"name": "x"}, "parent": global_id("Category", 999)}, ("parent", "NOT_FOUND")),
    ]:
        assert [tuple(each.values()) for each in ask(create, given, by=APP)["errors"]] == [error]
    tree = """query($level: Int) { categories(first: 9, level: $level) { edges { node {
      slug children(first: 9) { totalCount } } } } }"""
    found = [edge["node"] for edge in ask(tree, {"level": 0})["edges"]]
    assert [(each["slug"], each["children"]["totalCount"]) for each in found] == [("baeckerei", 1), ("schuhe", 0)]
    assert len(ask(tree)["edges"]) == 4
    (product,) = town.put("Toast", category=made["id"])
    delete = "mutation($id: ID!) { categoryDelete(id: $id) { category { id } errors { code } } }"
    ask(delete, {"id": global_id("Category", town.bakery.pk)}, by=APP, now=NOW)
    assert list(Category.objects.values_list("slug", flat=True)) == ["schuhe"]
    product.refresh_from_db()
    assert product.category is None


def test_product_types_and_attributes(town: Shelf) -> None:
    attribute = """mutation($input: AttributeCreateInput!) { attributeCreate(input: $input) {
      attribute { id slug inputType choices(first: 5) { edges { node { name slug } } } } errors { field code } } }"""
    values = [{"name": "Rot"}, {"name": "Blau"}]
    given = {"name": "Farbe", "type": "PRODUCT_TYPE", "inputType": "DROPDOWN", "values": values}
    colour = ask(attribute, {"input": given}, by=APP)["attribute"]
    assert [edge["node"]["slug"] for edge in colour["choices"]["edges"]] == ["rot", "blau"]
    twice = ask(attribute, {"input": {**given, "slug": "f", "values": [{"name": "Rot"}, {"name": "rot"}]}}, by=APP)
    assert twice["errors"] == [{"field": "values", "code": "ALREADY_EXISTS"}]
    kind = """mutation($input: ProductTypeInput!) { productTypeCreate(input: $input) { productType {
      slug kind isShippingRequired productAttributes { slug } variantAttributes { slug } } errors { field code } } }"""
    wanted = {"name": "Schuh", "kind": "NORMAL", "isShippingRequired": True, "productAttributes": [colour["id"]]}
    assert ask(kind, {"input": wanted}, by=APP)["productType"] == {
        "slug": "schuh",
        "kind": "NORMAL",
        "isShippingRequired": True,
        "productAttributes": [{"slug": "farbe"}],
        "variantAttributes": [],
    }
    assert ask(kind, {"input": {"name": "x", "slug": "schuh"}}, by=APP)["errors"] == [
        {"field": "slug", "code": "UNIQUE"}
    ]
    types = ask('{ productTypes(first: 9, filter: {slugs: ["schuh"]}) { edges { node { name } } } }')
    assert [edge["node"]["name"] for edge in types["edges"]] == ["Schuh"]


def test_shipping_zones(town: Shelf) -> None:
    create = """mutation($input: ShippingZoneCreateInput!) { shippingZoneCreate(input: $input) { shippingZone {
      id name countries { code } warehouses { slug } channels { slug countries { code } } } errors { field code } } }"""
    given = {
        "name": "DE",
        "countries": ["DE"],
        "addWarehouses": [global_id("Warehouse", town.corner.pk)],
        "addChannels": [global_id("Channel", town.channel.pk)],
    }
    made = ask(create, {"input": given}, by=APP)["shippingZone"]
    assert made["warehouses"] == [{"slug": "eckladen"}]
    assert made["channels"] == [{"slug": "zeitz", "countries": [{"code": "DE"}]}]
    assert ask(create, {"input": {"name": "x", "countries": ["Mars"]}}, by=APP)["errors"] == [
        {"field": "countries", "code": "INVALID"}
    ]
    update = """mutation($id: ID!, $input: ShippingZoneUpdateInput!) { shippingZoneUpdate(id: $id, input: $input) {
      shippingZone { warehouses { slug } } errors { code } } }"""
    change = {"removeWarehouses": given["addWarehouses"], "addWarehouses": [global_id("Warehouse", town.mill.pk)]}
    changed = ask(update, {"id": made["id"], "input": change}, by=APP)
    assert changed["shippingZone"]["warehouses"] == [{"slug": "muhle"}]


@pytest.mark.django_db
def test_shop_settings() -> None:
    public = ask("{ shop { name domain { host sslEnabled url } defaultCountry { code } schemaVersion } }")
    assert public == {
        "name": "Regionalmarkt Zeitz",
        "domain": {"host": "127.0.0.1:8000", "sslEnabled": False, "url": "http://127.0.0.1:8000/"},
        "defaultCountry": {"code": "DE"},
        "schemaVersion": "3.24",
    }
    update = """mutation($input: ShopSettingsInput!) { shopSettingsUpdate(input: $input) { shop {
      reserveStockDurationAnonymousUser reserveStockDurationAuthenticatedUser limitQuantityPerCheckout }
      errors { code } } }"""
    given = {"reserveStockDurationAnonymousUser": 30, "reserveStockDurationAuthenticatedUser": 0}
    changed = ask(update, {"input": given}, by=APP)["shop"]
    assert changed == {
        "reserveStockDurationAnonymousUser": 30,
        "reserveStockDurationAuthenticatedUser": None,
        "limitQuantityPerCheckout": 50,
    }
    for field in ("version", "limitQuantityPerCheckout", "permissions { code }"):
        assert run(f"{{ shop {{ {field} }} }}")["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
