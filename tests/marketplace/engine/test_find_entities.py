"""Objects by their federation keys: owners and managers find what is theirs, knowing an id is not enough."""

from typing import Any
from uuid import uuid4

import pytest

from config.schema import engine_schema
from marketplace.engine.models import Address, Order, ProductChannelListing
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import execute_document
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import SINCE, Market, customer, market
from tests.marketplace.engine.platform import APP, user

pytestmark = pytest.mark.django_db
ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) {
  __typename
  ... on Product { name channel pricing { priceRange { start { gross { amount } } } } }
  ... on ProductVariant { sku channel pricing { price { gross { amount } } } }
  ... on Category { name }
  ... on Order { status }
  ... on User { email }
  ... on Address { city }
} }"""


@pytest.fixture
def town() -> Market:
    return market()


def entities(*representations: dict[str, Any], by: Requestor = ANONYMOUS) -> Any:
    context = Context(requestor=by, now=SINCE.replace(year=2027))
    schema = engine_schema().graphql_schema
    result = execute_document(schema, ENTITIES, context=context, variables={"r": list(representations)})
    assert result.errors is None, result.errors
    return result.data["_entities"]


def test_goods_in_a_channel_have_prices_and_without_one_are_for_managers(town: Market) -> None:
    variant = town.variants["A-1"]
    ProductChannelListing.objects.update(price_min=10, price_max=10)
    product = {"__typename": "Product", "id": global_id("Product", variant.product_id), "channel": "de-market"}
    other = {"__typename": "ProductVariant", "id": town.variant_id("B-1"), "channel": "de-market"}
    found = entities(other, product, {**other, "channel": "nowhere"}, {**other, "id": global_id("ProductVariant", 0)})
    assert found[0]["sku"] == "B-1"
    assert found[0]["pricing"]["price"]["gross"]["amount"] == 20.0
    assert found[1]["channel"] == "de-market"
    assert found[1]["pricing"]["priceRange"]["start"]["gross"]["amount"] == 10.0
    assert found[2:] == [None, None]
    (bare,) = entities({"__typename": "ProductVariant", "id": town.variant_id("B-1")}, by=APP)
    assert bare == {"__typename": "ProductVariant", "sku": "B-1", "channel": None, "pricing": None}


def test_many_goods_cost_no_more_than_one(town: Market, django_assert_num_queries: Any) -> None:
    keys = [
        {"__typename": "ProductVariant", "id": town.variant_id(sku), "channel": "de-market"} for sku in town.variants
    ]
    context = Context(requestor=ANONYMOUS, now=SINCE.replace(year=2027))
    document = "query($r: [_Any!]!) { _entities(representations: $r) { ... on ProductVariant { sku } } }"
    with django_assert_num_queries(2):  # the channel, the variants
        found = execute_document(engine_schema().graphql_schema, document, context=context, variables={"r": keys})
    assert [each["sku"] for each in found.data["_entities"]] == list(town.variants)


def test_an_order_is_found_by_its_buyer_and_by_managers(town: Market) -> None:
    buyer, other = customer(), customer("max@example.com")
    order = Order.objects.create(
        channel=town.channel,
        user=buyer,
        user_email=buyer.email,
        number="7",
        status="UNFULFILLED",
        currency="EUR",
        total_gross_amount=7,
        total_net_amount=7,
    )
    key = {"__typename": "Order", "id": global_id("Order", order.pk)}
    strange = {"__typename": "Order", "id": global_id("Order", uuid4())}
    assert entities(key) == [None]
    assert entities(key, by=user(other.pk, other.email)) == [None]
    for allowed in (user(buyer.pk, buyer.email), APP):
        assert entities(strange, key, by=allowed) == [None, {"__typename": "Order", "status": "UNFULFILLED"}]
    assert entities({"__typename": "Order", "id": global_id("Order", "no-uuid")}, by=APP) == [None]


def test_people_and_their_addresses_are_found_by_themselves_and_by_managers(town: Market) -> None:
    someone, other = customer(), customer("max@example.com")
    home = Address.objects.create(user=someone, city="Zeitz", country="DE")
    by_id = {"__typename": "User", "id": global_id("User", someone.pk)}
    by_email = {"__typename": "User", "email": someone.email}
    address = {"__typename": "Address", "id": global_id("Address", home.pk)}
    for stranger in (ANONYMOUS, user(other.pk, other.email)):
        assert entities(by_id, by_email, address, by=stranger) == [None, None, None]
    for allowed in (user(someone.pk, someone.email), APP):
        assert [each.get("email") for each in entities(by_id, by_email, by=allowed)] == [someone.email] * 2
        assert entities(address, by=allowed) == [{"__typename": "Address", "city": "Zeitz"}]


def test_a_page_has_a_hundred_at_most(town: Market) -> None:
    keys = [{"__typename": "Category", "id": global_id("Category", 1)}] * 101
    context = Context(requestor=ANONYMOUS, now=SINCE)
    result = execute_document(engine_schema().graphql_schema, ENTITIES, context=context, variables={"r": keys})
    assert result.errors[0].message == "Federated query exceeded entity limit: 101 items requested over 100."
