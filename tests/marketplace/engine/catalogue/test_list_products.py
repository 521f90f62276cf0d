"""Lists of products: who sees which, in which order, in pages, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import ProductChannelListing
from marketplace.engine.services.channels import create_channel
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf
from tests.marketplace.engine.platform import ask, run

NAMES = """query($first: Int, $last: Int, $after: String, $before: String, $channel: String, $where: ProductWhereInput,
    $filter: ProductFilterInput, $sort: ProductOrder, $search: String) {
  products(first: $first, last: $last, after: $after, before: $before, channel: $channel, where: $where,
    filter: $filter, sortBy: $sort, search: $search) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { name slug } } } }"""
CARDS = """query($channel: String!) { products(first: 20, channel: $channel) { totalCount
  edges { node { id name slug thumbnail(size: 256, format: WEBP) { url alt } category { name }
    pricing { onSale priceRange { start { gross { amount currency } } stop { gross { amount currency } } } } } } } }"""


def names(by: Requestor = ANONYMOUS, **variables: Any) -> list[str]:
    variables.setdefault("first", 100)
    variables.setdefault("channel", "zeitz")
    return [edge["node"]["name"] for edge in ask(NAMES, variables, by=by, now=NOW)["edges"]]


@pytest.fixture
def connection_counter() -> Any:
    def count(document: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = run(document, by=APP, now=NOW)
        assert "errors" not in answer, answer["errors"]
        return len(captured)

    return count


def test_a_card_costs_one_statement_and_the_count_another(town: Shelf, django_assert_num_queries: Any) -> None:
    bread, _white = town.put("Roggenbrot", "Weißbrot")
    ask(CARDS, {"channel": "zeitz"}, now=NOW)
    with django_assert_num_queries(2):
        page = ask(CARDS, {"channel": "zeitz"}, now=NOW)
    assert page["totalCount"] == 2
    price = {"gross": {"amount": 3.1, "currency": "EUR"}}
    assert page["edges"][0]["node"] == {
        "id": global_id("Product", bread.pk),
        "name": "Roggenbrot",
        "slug": "roggenbrot",
        "thumbnail": None,
        "category": {"name": "Brot"},
        "pricing": {"onSale": False, "priceRange": {"start": price, "stop": price}},
    }


def test_statements_do_not_grow_with_rows(town: Shelf, connection_counter: Any) -> None:
    document = """query { products(first: 100, channel: "zeitz") { edges { node {
      id name description metadata { key value }
      category { name parent { name } } productType { slug taxClass { name } } taxClass { name countries { rate } }
      media { url } thumbnail { url } channelListings { channel { slug } isPublished }
      pricing { priceRange { start { net { amount } tax { amount } } } }
      attributes { attribute { slug } values { name } } defaultVariant { sku }
      variants { id sku quantityAvailable pricing { price { gross { amount } net { amount } } }
        attributes { attribute { slug } values { name } } media { url }
        channelListings { channel { slug } price { amount } }
        stocks { quantity quantityReserved warehouse { slug } } } } } } }"""
    town.put(*(f"Brot {number}" for number in range(5)))
    few = connection_counter(document)
    town.put(*(f"Kuchen {number}" for number in range(5)))
    assert connection_counter(document) == few


def test_shoppers_see_what_is_published_listed_and_has_a_price(town: Shelf) -> None:
    shown, hidden, later, unlisted = town.put("Sichtbar", "Versteckt", "Später", "Ungelistet")
    town.put("Ohne Preis", price=None)
    ProductChannelListing.objects.filter(product=hidden).update(is_published=False)
    ProductChannelListing.objects.filter(product=later).update(published_at=NOW + timedelta(seconds=1))
    ProductChannelListing.objects.filter(product=unlisted).update(visible_in_listings=False)
    assert names() == ["Sichtbar"]
    assert names(by=APP) == ["Ohne Preis", "Sichtbar", "Später", "Ungelistet", "Versteckt"]
    found = 'query($slug: String!) { product(slug: $slug, channel: "zeitz") { name } }'
    seen = {each.slug: ask(found, {"slug": each.slug}, now=NOW) for each in (shown, hidden, later, unlisted)}
    assert {slug for slug, product in seen.items() if product} == {shown.slug, unlisted.slug}


def test_a_customer_and_staff_without_permission_are_shoppers(town: Shelf) -> None:
    (product,) = town.put("Versteckt")
    ProductChannelListing.objects.filter(product=product).update(is_published=False)
    assert names(by=Requestor(kind="user", user_id="VXNlcjox")) == []
    assert names(by=Requestor(kind="user", is_staff=True)) == []
    assert names(by=Requestor(kind="user", permissions=frozenset({"MANAGE_PRODUCTS"}))) == ["Versteckt"]


def test_without_a_channel_shoppers_get_the_only_active_one(town: Shelf) -> None:
    town.put("Brot")
    assert names(channel=None) == ["Brot"]
    values = {"name": "B", "slug": "b", "currency_code": "EUR", "default_country": "DE", "is_active": True}
    create_channel(values=values)
    answer = run(NAMES, {"first": 1})
    assert answer["data"]["products"] is None
    assert "channel" in answer["errors"][0]["message"]
    assert names(channel=None, by=APP) == ["Brot"]
    assert names(channel="nirgends") == names(channel="b") == []


def test_an_inactive_channel_shows_shoppers_nothing(town: Shelf) -> None:
    (product,) = town.put("Brot")
    town.channel.is_active = False
    town.channel.save()
    assert names() == []
    assert ask('query($s: String!) { product(slug: $s, channel: "zeitz") { id } }', {"s": product.slug}) is None
    assert names(by=APP) == ["Brot"]


@pytest.mark.parametrize(
    "sort",
    [
        None,
        {"field": "NAME", "direction": "DESC"},
        {"field": "PRICE", "direction": "ASC"},
        {"field": "RATING", "direction": "ASC"},
        {"field": "RATING", "direction": "DESC"},
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_forwards_and_backwards_show_each_product_once(town: Shelf, sort: Any, size: int) -> None:
    town.put_rows([
        town.row(name, price=price, rating=rating)
        for name, price, rating in [("A", "2.00", 1.0), ("B", "2.00", None), ("C", "1.00", 3.0), ("D", "9.00", None),
                                    ("E", "2.00", 1.0), ("F", "5.00", 2.5), ("G", "0.00", None)]
    ])  # fmt: skip
    whole = names(sort=sort)
    assert sorted(whole) == list("ABCDEFG")
    assert _walked("first", "after", "endCursor", "hasNextPage", size, sort) == whole
    assert _walked("last", "before", "startCursor", "hasPreviousPage", size, sort) == whole


def _walked(size_name: str, cursor_name: str, cursor: str, more: str, size: int, sort: Any) -> list[str]:
    seen: list[str] = []
    variables: dict[str, Any] = {size_name: size, "channel": "zeitz", "sort": sort}
    for _page in range(10):
        page = ask(NAMES, variables, now=NOW)
        assert page["totalCount"] == 7
        found = [edge["node"]["name"] for edge in page["edges"]]
        seen = seen + found if size_name == "first" else found + seen
        if not page["pageInfo"][more]:
            return seen
        variables[cursor_name] = page["pageInfo"][cursor]
    raise AssertionError("the pages never end")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "You must provide a `first` or `last` value to properly paginate the `products` connection."),
        (
            {"first": 101},
            "Requesting 101 records on the `products` connection exceeds the `first` limit of 100 records.",
        ),
        ({"first": 1, "last": 1}, "Argument `last` cannot be combined with `first` on the `products` connection."),
        ({"first": 2, "after": "nonsense"}, "Received cursor is invalid."),
        ({"first": 2, "after": "WyJhIiwiYiIsImMiLCJkIl0="}, "Received cursor is invalid."),
    ],
)
def test_wrong_paging_is_refused_in_saleors_words(town: Shelf, arguments: dict[str, Any], message: str) -> None:
    answer = run(NAMES, {**arguments, "channel": "zeitz"}, now=NOW)
    assert answer["data"] == {"products": None}
    assert answer["errors"][0]["message"] == message
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "GraphQLError"


def test_sorting(town: Shelf) -> None:
    town.put_rows([town.row("Ei", price="2.00"), town.row("Apfel", price="3.00"), town.row("Öl", price="1.00")])
    order = lambda field, direction: names(sort={"field": field, "direction": direction})  # noqa: E731
    assert order("PRICE", "ASC") == order("MINIMAL_PRICE", "ASC") == ["Öl", "Ei", "Apfel"]
    assert order("PRICE", "DESC") == ["Apfel", "Ei", "Öl"]
    assert order("NAME", "ASC")[:2] == ["Apfel", "Ei"]
    assert order("CREATED_AT", "ASC") == ["Ei", "Apfel", "Öl"]
