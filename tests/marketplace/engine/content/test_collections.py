"""Collections: compiled by the app, seen by shoppers once they are published."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from marketplace.engine.models import Collection, Product
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

CREATE = """mutation($input: CollectionCreateInput!) { collectionCreate(input: $input) {
  collection { id name slug description seoTitle seoDescription backgroundImage(size: 64) { url alt }
    metadata { key value } } errors { field code } } }"""
UPDATE = """mutation($id: ID!, $input: CollectionInput!) { collectionUpdate(id: $id, input: $input) {
  collection { name slug seoTitle backgroundImage { alt } } errors { field message code } } }"""
DELETE = "mutation($id: ID!) { collectionDelete(id: $id) { collection { id } errors { field code } } }"
ADD = """mutation($id: ID!, $products: [ID!]!) { collectionAddProducts(collectionId: $id, products: $products) {
  collection { slug } errors { field code } } }"""
REMOVE = """mutation($id: ID!, $products: [ID!]!) { collectionRemoveProducts(collectionId: $id, products: $products) {
  collection { slug } errors { field code } } }"""
REORDER = """mutation($id: ID!, $moves: [MoveProductInput!]!) {
  collectionReorderProducts(collectionId: $id, moves: $moves) { collection { slug } errors { field message code } } }"""
PUBLISH = """mutation($id: ID!, $input: CollectionChannelListingUpdateInput!) {
  collectionChannelListingUpdate(id: $id, input: $input) {
    collection { channelListings { isPublished publishedAt channel { slug } } } errors { field code channels } } }"""
READ = """query($slug: String!, $channel: String) { collection(slug: $slug, channel: $channel) { name channel
  products(first: 20, sortBy: {field: COLLECTION, direction: ASC}) { totalCount edges { node { name } } } } }"""


def key(row: Any) -> str:
    return global_id(type(row).__name__, row.pk)


@pytest.fixture
def autumn(town: Shelf) -> tuple[str, list[Product]]:
    """A collection of three products, published."""
    products = town.put("Apfelbrot", "Birnbrot", "Kürbisbrot")
    given = {"name": "Zum Herbst", "products": [key(each) for each in products]}
    made = ask(CREATE, {"input": given}, by=APP, now=NOW)
    assert made["errors"] == []
    show(town, made["collection"]["id"])
    return made["collection"]["id"], products


def show(town: Shelf, collection: str, **more: Any) -> Any:
    listing = {"channelId": key(town.channel), "isPublished": True, **more}
    return ask(PUBLISH, {"id": collection, "input": {"addChannels": [listing]}}, by=APP, now=NOW)


def names(**variables: Any) -> list[str] | None:
    found = ask(READ, {"slug": "zum-herbst", "channel": "zeitz", **variables}, now=NOW)
    return found and [edge["node"]["name"] for edge in found["products"]["edges"]]


def test_a_collection_is_made_with_all_its_words(town: Shelf) -> None:
    (bread,) = town.put("Brot")
    words = json.dumps({"blocks": [{"type": "paragraph", "data": {"text": "Warm"}}]})
    given = {
        "name": "Für den Winter",
        "description": words,
        "seo": {"title": "Winter in Zeitz", "description": "Warmes"},
        "metadata": [{"key": "art", "value": "Jahreszeit"}],
        "products": [key(bread), key(bread)],
    }
    made = ask(CREATE, {"input": given}, by=APP, now=NOW)
    assert made["errors"] == []
    collection = made["collection"]
    assert (collection["slug"], collection["seoTitle"]) == ("fuer-den-winter", "Winter in Zeitz")
    assert json.loads(collection["description"])["blocks"][0]["data"]["text"] == "Warm"
    assert collection["metadata"] == [{"key": "art", "value": "Jahreszeit"}]
    assert Collection.objects.get().product_links.count() == 1
    again = ask(CREATE, {"input": {"name": "Für den Winter"}}, by=APP)
    assert again["collection"]["slug"] == "fuer-den-winter-2"


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({}, [("name", "REQUIRED"), ("slug", "REQUIRED")]),
        ({"name": ""}, [("name", "REQUIRED")]),
        ({"name": "x", "slug": "zum-herbst"}, [("slug", "UNIQUE")]),
        ({"name": "x", "products": ["UHJvZHVjdDo5OTk5OQ=="]}, [("products", "NOT_FOUND")]),
        ({"name": "x", "products": ["bm9uc2Vuc2U="]}, [("products", "GRAPHQL_ERROR")]),
    ],
)
def test_what_a_new_collection_must_have(
    autumn: tuple[str, list[Product]], given: dict[str, Any], errors: list[tuple[str, str]]
) -> None:
    answer = ask(CREATE, {"input": given}, by=APP)
    assert [(each["field"], each["code"]) for each in answer["errors"]] == errors
    assert Collection.objects.count() == 1


def test_only_who_manages_products_may_write(autumn: tuple[str, list[Product]]) -> None:
    collection, (apple, *_others) = autumn
    for document, variables in [
        (CREATE, {"input": {"name": "x"}}),
        (UPDATE, {"id": collection, "input": {"name": "x"}}),
        (DELETE, {"id": collection}),
        (ADD, {"id": collection, "products": [key(apple)]}),
        (REMOVE, {"id": collection, "products": [key(apple)]}),
        (REORDER, {"id": collection, "moves": []}),
        (PUBLISH, {"id": collection, "input": {}}),
    ]:
        answer = run(document, variables)
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert names() == ["Apfelbrot", "Birnbrot", "Kürbisbrot"]


def test_products_come_go_and_move(town: Shelf, autumn: tuple[str, list[Product]]) -> None:
    collection, (apple, pear, pumpkin) = autumn
    move = lambda product, step: ask(  # noqa: E731
        REORDER, {"id": collection, "moves": [{"productId": key(product), "sortOrder": step}]}, by=APP
    )
    assert move(pumpkin, -2)["errors"] == []
    assert names() == ["Kürbisbrot", "Apfelbrot", "Birnbrot"]
    assert move(pumpkin, 99)["errors"] == []
    assert names() == ["Apfelbrot", "Birnbrot", "Kürbisbrot"]
    (plum,) = town.put("Aprikosenbrot")
    refused = move(plum, 1)["errors"]
    assert [(each["field"], each["code"]) for each in refused] == [("moves", "NOT_FOUND")]
    assert ask(ADD, {"id": collection, "products": [key(plum), key(apple)]}, by=APP, now=NOW)["errors"] == []
    assert names() == ["Apfelbrot", "Birnbrot", "Kürbisbrot", "Aprikosenbrot"]
    assert ask(REMOVE, {"id": collection, "products": [key(pear)]}, by=APP, now=NOW)["errors"] == []
    assert names() == ["Apfelbrot", "Kürbisbrot", "Aprikosenbrot"]
    unknown = {"id": "Q29sbGVjdGlvbjo5OTk5OQ==", "products": [key(apple)]}
    assert ask(ADD, unknown, by=APP)["errors"] == [{"field": "collectionId", "code": "NOT_FOUND"}]


def test_shoppers_see_a_collection_from_its_day_on(town: Shelf, autumn: tuple[str, list[Product]]) -> None:
    collection, _products = autumn
    assert names() == names(channel=None) == ["Apfelbrot", "Birnbrot", "Kürbisbrot"]
    show(town, collection, isPublished=False)
    assert names() is None
    assert ask(READ, {"slug": "zum-herbst"}, by=APP)["name"] == "Zum Herbst"
    tomorrow = (NOW + timedelta(days=1)).isoformat()
    listed = show(town, collection, publishedAt=tomorrow)["collection"]["channelListings"]
    assert [(each["isPublished"], each["channel"]["slug"]) for each in listed] == [(True, "zeitz")]
    assert names() is None
    found = ask(READ, {"slug": "zum-herbst", "channel": "zeitz"}, now=NOW + timedelta(days=2))
    assert found["channel"] == "zeitz"
    channel = key(town.channel)
    ask(PUBLISH, {"id": collection, "input": {"removeChannels": [channel]}}, by=APP)
    assert ask(READ, {"slug": "zum-herbst", "channel": "zeitz"}, by=APP) is None
    twice = {"addChannels": [{"channelId": channel}], "removeChannels": [channel]}
    refused = ask(PUBLISH, {"id": collection, "input": twice}, by=APP)["errors"]
    assert refused == [{"field": "input", "code": "DUPLICATED_INPUT_ITEM", "channels": [channel]}]


def test_a_hidden_product_is_not_shown_in_its_collection(town: Shelf, autumn: tuple[str, list[Product]]) -> None:
    _collection, (apple, *_others) = autumn
    apple.channel_listings.update(is_published=False)
    assert names() == ["Birnbrot", "Kürbisbrot"]


def test_products_are_filtered_by_collection_and_know_theirs(
    town: Shelf, autumn: tuple[str, list[Product]], django_assert_num_queries: Any
) -> None:
    collection, _products = autumn
    town.put("Anderes")
    document = """query($filter: ProductFilterInput, $where: ProductWhereInput) {
      products(first: 20, channel: "zeitz", filter: $filter, where: $where) {
        edges { node { name collections { slug } } } } }"""
    for question in ({"filter": {"collections": [collection]}}, {"where": {"collection": {"eq": collection}}}):
        found = ask(document, question, now=NOW)["edges"]
        assert [edge["node"]["name"] for edge in found] == ["Apfelbrot", "Birnbrot", "Kürbisbrot"]
        assert found[0]["node"]["collections"] == [{"slug": "zum-herbst"}]
    with django_assert_num_queries(2):
        everything = ask(document, now=NOW)["edges"]
    assert everything[0]["node"] == {"name": "Anderes", "collections": []}


def test_collections_are_listed_found_and_sorted(town: Shelf, autumn: tuple[str, list[Product]]) -> None:
    ask(CREATE, {"input": {"name": "Advent"}}, by=APP)
    document = """query($filter: CollectionFilterInput, $sort: CollectionSortingInput) {
      collections(first: 20, channel: null, filter: $filter, sortBy: $sort) { totalCount edges { node { slug } } } }"""
    found = lambda **variables: [  # noqa: E731
        edge["node"]["slug"] for edge in ask(document, variables, by=APP)["edges"]
    ]
    assert found() == ["advent", "zum-herbst"]
    assert found(filter={"search": "herb"}) == found(filter={"published": "PUBLISHED"}) == ["zum-herbst"]
    assert found(sort={"field": "PRODUCT_COUNT", "direction": "DESC"}) == ["zum-herbst", "advent"]
    assert [edge["node"]["slug"] for edge in ask(document, now=NOW)["edges"]] == ["zum-herbst"]


def test_the_statements_of_a_list_do_not_grow(
    town: Shelf, autumn: tuple[str, list[Product]], django_assert_num_queries: Any
) -> None:
    for number in range(5):
        show(town, ask(CREATE, {"input": {"name": f"Wahl {number}"}}, by=APP)["collection"]["id"])
    document = (
        """{ collections(first: 20, channel: "zeitz") { totalCount edges { node { name slug description } } } }"""
    )
    with django_assert_num_queries(2):
        assert ask(document)["totalCount"] == 6


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "orange").save(out, kind)
    return SimpleUploadedFile("herbst.exe", out.getvalue())


def test_its_picture_is_uploaded_served_replaced_and_forgotten(
    town: Shelf, client: Client, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    given = {"name": "Bunt", "backgroundImage": picture(), "backgroundImageAlt": "Laub"}
    made = ask(CREATE, {"input": given}, by=APP)["collection"]
    assert made["backgroundImage"]["alt"] == "Laub"
    answer = client.get(made["backgroundImage"]["url"].removeprefix("http://127.0.0.1:8000"))
    assert answer.status_code == 200
    assert "immutable" not in answer["Cache-Control"]
    first = Collection.objects.get().background_image
    with django_capture_on_commit_callbacks(execute=True):
        ask(UPDATE, {"id": made["id"], "input": {"backgroundImage": picture("JPEG")}}, by=APP)
    second = Collection.objects.get().background_image
    assert not (tmp_path / first).exists() and (tmp_path / second).is_file()
    wrong = SimpleUploadedFile("x.png", b"no picture")
    refused = ask(UPDATE, {"id": made["id"], "input": {"backgroundImage": wrong}}, by=APP)["errors"]
    assert [(each["field"], each["code"]) for each in refused] == [("backgroundImage", "INVALID")]
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(DELETE, {"id": made["id"]}, by=APP)["collection"] == {"id": made["id"]}
    assert not (tmp_path / second).exists()


def test_a_collection_is_changed_and_taken_apart(town: Shelf, autumn: tuple[str, list[Product]]) -> None:
    collection, products = autumn
    answer = ask(UPDATE, {"id": collection, "input": {"slug": ""}}, by=APP)
    assert answer["errors"] == [{"field": "slug", "message": "Slug value cannot be blank.", "code": "REQUIRED"}]
    answer = ask(UPDATE, {"id": collection, "input": {"name": "Ernte", "seo": {"title": "E"}}}, by=APP)
    assert answer["collection"] == {"name": "Ernte", "slug": "zum-herbst", "seoTitle": "E", "backgroundImage": None}
    assert ask(DELETE, {"id": collection}, by=APP, now=NOW)["errors"] == []
    assert ask(DELETE, {"id": collection}, by=APP)["errors"] == [{"field": "id", "code": "NOT_FOUND"}]
    assert Product.objects.filter(pk__in=[each.pk for each in products]).count() == 3


def test_a_category_takes_a_picture_too(town: Shelf) -> None:
    document = """mutation($id: ID!, $input: CategoryInput!) { categoryUpdate(id: $id, input: $input) {
      category { backgroundImage(size: 64) { url alt } seoTitle seoDescription } errors { field code } } }"""
    given = {"backgroundImage": picture(), "backgroundImageAlt": "Brote", "seo": {"title": "T", "description": "D"}}
    changed = ask(document, {"id": key(town.bread), "input": given}, by=APP, now=NOW)["category"]
    assert changed["backgroundImage"]["alt"] == "Brote"
    assert "/thumbnail/" in changed["backgroundImage"]["url"]
    assert (changed["seoTitle"], changed["seoDescription"]) == ("T", "D")
