"""What the platform adds to Saleor's types, and the ways back: alike in one schema and in two that a gateway joins.

Nobody learns more by asking over a gateway than at the front door.
"""

from functools import cache
from typing import Any

import pytest
from graphql import GraphQLSchema

from config.schema import engine_schema, platform_schema, whole_schema
from marketplace.accounts.models import Person
from marketplace.graphql.context import Context, Requestor
from marketplace.graphql.execution import execute_document
from marketplace.graphql.extending import KEYS
from marketplace.graphql.ids import global_id
from marketplace.orders.models import Purchase
from tests.access.test_every_operation import EVERYBODY
from tests.access.world import NOW, World, make_world
from tests.factories.accounts import make_person
from tests.factories.baskets import make_goods, make_market, make_shop

ORDER = "query($id: ID!) { order(id: $id) { number vendorOrders { number } } }"
GOODS = """query($id: ID!, $variant: ID!) {
  product(id: $id, channel: "zeitz") { name listing { slug vendor { slug } } }
  productVariant(id: $variant, channel: "zeitz") { listing { slug } }
}"""
BACK = """query($slug: String!) { listing(slug: $slug) {
  product { id name channel pricing { priceRange { start { gross { amount } } } } }
  variant { id product { listing { slug } } }
} }"""
ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) {
  __typename
  ... on Product { id listing { slug } }
  ... on ProductVariant { id listing { slug } }
  ... on Order { id vendorOrders { number order { id } } }
  ... on User { id vendors { slug } }
} }"""
PAGE = """{ products(first: 50, channel: "zeitz") { edges { node {
  listing { slug vendor { slug } product { id } } variants { listing { slug } }
} } } }"""
SEE_THE_ORDER = {"operator"}


@cache
def whole() -> GraphQLSchema:
    return whole_schema().graphql_schema


@cache
def part() -> GraphQLSchema:
    return platform_schema().graphql_schema


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def ask(schema: GraphQLSchema, context: Context, source: str, **variables: Any) -> Any:
    result = execute_document(schema, source, context=context, variables=variables)
    assert result.errors is None, result.errors
    return result.data


def as_person(person: Person) -> Context:
    return Context(requestor=Requestor(kind="user", user_id=person.saleor_user_id, email=person.email), now=NOW)


def test_both_schemas_add_the_same_fields() -> None:
    engine = engine_schema().graphql_schema
    for name, keys in KEYS.items():
        added = whole().type_map[name].fields.keys() - engine.type_map[name].fields.keys()  # type: ignore[attr-defined]
        stub = part().type_map[name].fields.keys() - set(" ".join(keys).split())  # type: ignore[attr-defined]
        assert added == stub != set()


def test_an_outage_of_ours_takes_nothing_of_saleors() -> None:
    for name, keys in KEYS.items():
        for field, definition in part().type_map[name].fields.items():  # type: ignore[attr-defined]
            assert field in " ".join(keys).split() or not str(definition.type).endswith("!"), (
                f"{name}.{field} must be nullable"
            )
    ours = whole().query_type.fields.keys() - engine_schema().graphql_schema.query_type.fields.keys()
    required = {each for each in ours if str(whole().query_type.fields[each].type).endswith("!")}
    assert required == set(), "a required field of the root takes the whole answer with it"


@pytest.mark.parametrize("role", EVERYBODY)
def test_parts_of_an_order_are_for_those_who_may_see_them(world: World, role: str) -> None:
    order_id = world.ids["order"]
    front = ask(whole(), world.context(role), ORDER, id=order_id)["order"]["vendorOrders"]
    (over_gateway,) = ask(part(), world.context(role), ENTITIES, r=[{"__typename": "Order", "id": order_id}])[
        "_entities"
    ]
    numbers = [each["number"] for each in over_gateway["vendorOrders"] or []]
    assert [each["number"] for each in front or []] == numbers
    assert bool(numbers) is (role in SEE_THE_ORDER)


def test_the_shopper_gets_from_the_order_to_its_parts_and_back(world: World) -> None:
    shopper = make_person(saleor_user_id=world.ids["customer"])
    Purchase.objects.update(person=shopper)
    (found,) = ask(
        part(), as_person(shopper), ENTITIES, r=[{"__typename": "Order", "id": world.ids["order"]}]
    )["_entities"]  # fmt: skip
    assert [each["order"] for each in found["vendorOrders"]] == [{"id": world.ids["order"]}]
    answer = ask(whole(), as_person(shopper), ORDER, id=world.ids["order"])["order"]
    assert len(answer["vendorOrders"]) == 1


@pytest.mark.parametrize("role", EVERYBODY)
def test_goods_on_offer_are_public_and_hidden_ones_are_not(world: World, role: str) -> None:
    shown, hidden = world.shop.goods[0], world.ids["listing"]
    answer = ask(whole(), world.context(role), GOODS, id=shown.product_id, variant=shown.variant_id)
    assert answer["product"]["listing"] == {"slug": shown.slug, "vendor": {"slug": "opferladen"}}
    assert answer["productVariant"]["listing"] == {"slug": shown.slug}
    secret = shown.__class__.objects.get(name="Geheime Ware")
    assert global_id("Listing", secret.pk) == hidden
    keys = [{"__typename": "Product", "id": each.product_id, "channel": "zeitz"} for each in (secret, shown)]
    found = ask(part(), world.context(role), ENTITIES, r=keys)["_entities"]
    assert [each["listing"] for each in found] == [None, {"slug": shown.slug}]


@pytest.mark.parametrize("role", EVERYBODY)
def test_shops_of_a_user_are_told_to_that_user_alone(world: World, role: str) -> None:
    person = world.people["rival"]
    assert person is not None
    (found,) = ask(part(), world.context(role), ENTITIES, r=[{"__typename": "User", "id": person.saleor_user_id}])[
        "_entities"
    ]
    assert found["vendors"] == ([{"slug": "nebenan"}] if role == "rival" else None)


def test_from_goods_of_ours_to_saleors_and_back(world: World) -> None:
    goods = world.shop.goods[0]
    found = ask(whole(), world.context("anonymous"), BACK, slug=goods.slug)["listing"]
    assert found["product"]["id"] == goods.product_id
    assert found["product"]["channel"] == "zeitz"
    assert found["product"]["pricing"]["priceRange"]["start"]["gross"]["amount"] == float(goods.price)
    assert found["variant"] == {"id": goods.variant_id, "product": {"listing": {"slug": goods.slug}}}
    reference = "query($slug: String!) { listing(slug: $slug) { product { id channel } variant { id } } }"
    over_gateway = ask(part(), world.context("anonymous"), reference, slug=goods.slug)["listing"]
    assert over_gateway["product"] == {"id": goods.product_id, "channel": "zeitz"}
    assert over_gateway["variant"] == {"id": goods.variant_id}


def test_a_wrong_id_is_an_error_of_its_own(world: World) -> None:
    goods = world.shop.goods[0]
    keys = [{"__typename": "Product", "id": each} for each in (world.ids["variant"], "nonsense", goods.product_id)]
    result = execute_document(part(), ENTITIES, context=world.context("anonymous"), variables={"r": keys})
    assert [each and each["listing"] for each in result.data["_entities"]] == [None, None, {"slug": goods.slug}]
    assert [error.path for error in result.errors] == [["_entities", 0], ["_entities", 1]]


def test_more_goods_cost_no_more_questions(world: World, django_assert_num_queries: Any) -> None:
    few = _statements(world)
    make_goods(make_market(), make_shop(make_market(), slug="drittladen"), prices=["2.00"] * 12)
    with django_assert_num_queries(few):
        ask(whole(), world.context("anonymous"), PAGE)


def _statements(world: World) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(whole(), world.context("anonymous"), PAGE)  # what is prepared once
    with CaptureQueriesContext(connection) as captured:
        ask(whole(), world.context("anonymous"), PAGE)
    return len(captured)
