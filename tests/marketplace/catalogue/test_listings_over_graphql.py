"""Goods over GraphQL: two rivals and a stranger."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.sync import sync_products
from marketplace.graphql.ids import global_id
from tests.factories.catalogue import TUESDAY
from tests.marketplace.catalogue.conftest import ask

PRICE = """mutation($id: ID!, $price: PositiveDecimal!) {
  listingPriceUpdate(id: $id, price: $price) { listing { price { amount currency } } errors { field code } } }"""
STOCK = """mutation($id: ID!, $quantity: Int!) {
  listingStockUpdate(id: $id, quantity: $quantity) { listing { stock { available label } } errors { field code } } }"""
UPDATE = """mutation($id: ID!, $input: ListingUpdateInput!) {
  listingUpdate(id: $id, input: $input) {
    listing { name price { amount } unitPrice { price { amount } referenceUnit } isPublished }
    errors { field code } } }"""
CREATE = """mutation($vendor: String!, $input: ListingCreateInput!) {
  listingCreate(vendor: $vendor, input: $input) { listing { id slug name vendor { slug } } errors { field code } } }"""
ARCHIVE = "mutation($id: ID!) { listingArchive(id: $id) { listing { isPublished } errors { code } } }"
IMPORT = """mutation($vendor: String!, $file: Upload!, $dryRun: Boolean!) {
  listingImport(vendor: $vendor, file: $file, dryRun: $dryRun) {
    rows { number key verdict reasons changes { field old new } } unused encoding errors { field code } } }"""
MINE = """query($vendor: String!) { vendorListings(vendor: $vendor, first: 20) {
  totalCount edges { node { name withheld { code } } } } }"""
SEARCH = """query($input: TownSearchInput) { townSearch(input: $input) { total pages similarTo partial
  hits { score collectableToday deliverable isOpen openUntil
    listing { slug name price { amount } stock { label } vendor { slug opening { isOpen } } } }
  facets { categories { slug count children { slug count } } vendors { slug count } openNow } } }"""
NOT_FOUND = [{"field": "id", "code": "NOT_FOUND"}]


@pytest.fixture
def goods(cast) -> Listing:
    own = cast.shop.goods[0]
    return sync_products([own.product_id], now=TUESDAY)[own.product_id]


def gid(listing: Listing) -> str:
    return global_id("Listing", listing.pk)


def test_the_sellers_quick_edits(cast, goods: Listing) -> None:
    answer = ask(cast.seller, PRICE, id=gid(goods), price="8.50")["listingPriceUpdate"]
    assert answer == {"listing": {"price": {"amount": 8.5, "currency": "EUR"}}, "errors": []}
    answer = ask(cast.seller, STOCK, id=gid(goods), quantity=4)["listingStockUpdate"]
    assert answer == {"listing": {"stock": {"available": 4, "label": "4 im Laden"}}, "errors": []}
    answer = ask(cast.seller, PRICE, id=gid(goods), price="0")["listingPriceUpdate"]
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [("price", "PRICE_INVALID")]


@pytest.mark.parametrize("who", ["rival_seller", "stranger", None])
def test_nobody_else_changes_goods(cast, goods: Listing, who: str | None) -> None:
    person = getattr(cast, who) if who else None
    attempts = [
        ("listingPriceUpdate", PRICE, {"price": "1.00"}),
        ("listingStockUpdate", STOCK, {"quantity": 0}),
        ("listingUpdate", UPDATE, {"input": {"name": "Meins"}}),
        ("listingArchive", ARCHIVE, {}),
    ]
    for name, source, variables in attempts:
        answer = ask(person, source, id=gid(goods), **variables)[name]
        assert answer["listing"] is None
        assert [error["code"] for error in answer["errors"]] == ["NOT_FOUND"]
    answer = ask(person, CREATE, vendor="laden-a", input={"name": "X", "category": "buecher", "price": "1"})
    assert answer["listingCreate"] == {"listing": None, "errors": NOT_FOUND}
    assert ask(person, MINE, vendor="laden-a")["vendorListings"] is None
    before = (goods.name, goods.price, goods.available, goods.is_published)
    goods.refresh_from_db()
    assert (goods.name, goods.price, goods.available, goods.is_published) == before
    assert Listing.objects.filter(vendor=cast.shop).count() == 1


@pytest.mark.parametrize("nonsense", ["", "x", global_id("Listing", 999_999), global_id("Product", 1)])
def test_ids_that_mean_nothing(cast, nonsense: str) -> None:
    answer = ask(cast.seller, STOCK, id=nonsense, quantity=1)["listingStockUpdate"]
    assert answer == {"listing": None, "errors": NOT_FOUND}


def test_the_operator_helps_every_shop(cast, goods: Listing) -> None:
    assert ask(cast.operator, STOCK, id=gid(goods), quantity=9)["listingStockUpdate"]["errors"] == []


def test_create_and_change(cast) -> None:
    given = {"name": "Bergkäse", "category": "kaese", "price": "4.90", "sku": "B1", "taxClass": "REDUCED", "stock": 3}
    refused = ask(cast.seller, CREATE, vendor="laden-a", input=given)["listingCreate"]
    assert refused == {"listing": None, "errors": [{"field": "netQuantity", "code": "UNIT_PRICE_MISSING"}]}
    made = ask(cast.seller, CREATE, vendor="laden-a", input=given | {"netQuantity": 200, "netUnit": "GRAM"})
    listing = made["listingCreate"]["listing"]
    assert listing["vendor"]["slug"] == "laden-a"
    changed = ask(cast.seller, UPDATE, id=listing["id"], input={"price": "5.90"})["listingUpdate"]["listing"]
    assert changed == {
        "name": "Bergkäse",
        "price": {"amount": 5.9},
        "unitPrice": {"price": {"amount": 29.5}, "referenceUnit": "KILOGRAM"},
        "isPublished": True,
    }
    hidden = ask(cast.seller, UPDATE, id=listing["id"], input={"published": False})["listingUpdate"]["listing"]
    assert (hidden["isPublished"], hidden["price"]) == (False, {"amount": 5.9})
    assert ask(None, "query($slug: String!) { listing(slug: $slug) { name } }", slug=listing["slug"])["listing"] is None
    assert ask(cast.seller, MINE, vendor="laden-a")["vendorListings"]["totalCount"] == 2


def test_import_over_graphql(cast) -> None:
    text = "Artikelnummer;Name;Preis;Kategorie;Regal\n1;Atlas;19,90;Bücher;A\n2;;5;Bücher;B\n"

    def upload(dry_run: bool):
        file = SimpleUploadedFile("ware.csv", text.encode(), "text/csv")
        return ask(cast.seller, IMPORT, vendor="laden-a", file=file, dryRun=dry_run)["listingImport"]

    answer = upload(dry_run=True)
    assert [(row["number"], row["verdict"]) for row in answer["rows"]] == [(2, "NEW"), (3, "REFUSED")]
    assert (answer["unused"], answer["encoding"]) == (["Regal"], "utf-8")
    assert answer["rows"][1]["reasons"] == ["Geben Sie der Ware einen Namen."]
    assert not Listing.objects.filter(name="Atlas").exists()
    upload(dry_run=False)
    assert Listing.objects.get(name="Atlas").price == Decimal("19.90")
    stranger = ask(cast.stranger, IMPORT, vendor="laden-a", file=SimpleUploadedFile("x.csv", b"x"), dryRun=True)
    assert stranger["listingImport"]["errors"] == NOT_FOUND


def test_search_sorts_as_asked(cast, goods: Listing) -> None:
    Listing.objects.filter(vendor=cast.rival).update(price=Decimal("99.00"))
    for sort, first in (("PRICE", "laden-a"), ("PRICE_DESC", "laden-b")):
        hits = ask(None, SEARCH, input={"sort": sort})["townSearch"]["hits"]
        assert hits[0]["listing"]["vendor"]["slug"] == first


def test_search_over_graphql(cast, goods: Listing) -> None:
    Listing.objects.filter(vendor=cast.rival).update(is_published=False)
    found = ask(None, SEARCH, input={"text": goods.name, "sort": "PRICE_DESC", "vendors": ["laden-a"]})["townSearch"]
    (hit,) = found["hits"]
    assert (hit["listing"]["slug"], hit["listing"]["vendor"]["slug"]) == (goods.slug, "laden-a")
    assert (hit["isOpen"], hit["collectableToday"], hit["listing"]["vendor"]["opening"]["isOpen"]) == (True, True, True)
    assert found["facets"]["vendors"] == [{"slug": "laden-a", "count": 1}]
    assert ask(None, SEARCH)["townSearch"]["total"] == 1
    assert ask(None, SEARCH, input={"page": 0, "pageSize": 100_000})["townSearch"]["pages"] == 1


def test_shelves_and_ranking(cast) -> None:
    shelves = ask(None, "{ townCategories { slug children { slug unitPriceRequired } } }")["townCategories"]
    assert {"slug": "essen", "children": [{"slug": "kaese", "unitPriceRequired": True}]} in shelves
    ranking = ask(None, "{ townRanking { code points perWord } }")["townRanking"]
    assert ranking[0] == {"code": "NAME_WORD", "points": 60, "perWord": True}
