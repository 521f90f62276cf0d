"""Promotions lower prices while they run: in lists, checkouts and orders, and never for longer."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import OutboxEvent, ProductVariantChannelListing, Promotion
from marketplace.engine.services.discounted_prices import apply_due_promotions
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, Shelf, shelf
from tests.marketplace.engine.platform import ask

CREATE = """mutation Make($input: PromotionCreateInput!) { promotionCreate(input: $input) {
  promotion { id name startDate endDate rules { id rewardValue rewardValueType cataloguePredicate channels { slug } } }
  errors { field code index } } }"""
UPDATE = """mutation Change($id: ID!, $input: PromotionUpdateInput!) { promotionUpdate(id: $id, input: $input) {
  promotion { id } errors { field code } } }"""
DELETE = "mutation Drop($id: ID!) { promotionDelete(id: $id) { promotion { id } errors { field code } } }"
RULE_ADD = """mutation AddRule($input: PromotionRuleCreateInput!) { promotionRuleCreate(input: $input) {
  promotionRule { id } errors { field code } } }"""
RULE_CHANGE = """mutation ChangeRule($id: ID!, $input: PromotionRuleUpdateInput!) {
  promotionRuleUpdate(id: $id, input: $input) { promotionRule { id rewardValue } errors { field code } } }"""
RULE_DROP = (
    "mutation DropRule($id: ID!) { promotionRuleDelete(id: $id) { promotionRule { id } errors { field code } } }"
)
PRICE = """mutation Price($id: ID!, $input: [ProductVariantChannelListingAddInput!]!) {
  productVariantChannelListingUpdate(id: $id, input: $input) { errors { field code } } }"""
PRODUCTS = """query Goods { products(first: 10, channel: "zeitz", sortBy: { field: NAME, direction: ASC }) {
  edges { node { name pricing { onSale discount { gross { amount } } priceRange { start { gross { amount } } }
    priceRangeUndiscounted { start { gross { amount } } } } } } } }"""
VARIANT = """query Piece($id: ID!) { productVariant(id: $id, channel: "zeitz") { pricing { onSale
  discount { gross { amount } } price { gross { amount } net { amount } }
  priceUndiscounted { gross { amount } } } } }"""

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def rule(town: Shelf, *, percent: str = "20", fixed: str = "", **predicate: Any) -> dict[str, Any]:
    return {
        "cataloguePredicate": predicate or {"categoryPredicate": {"ids": [global_id("Category", town.bread.pk)]}},
        "rewardValueType": "FIXED" if fixed else "PERCENTAGE",
        "rewardValue": fixed or percent,
        "channels": [global_id("Channel", town.channel.pk)],
    }


def promotion(*rules: dict[str, Any], now: Any = NOW, **values: Any) -> dict[str, Any]:
    made = ask(
        CREATE, {"input": {"name": "Woche", "type": "CATALOGUE", "rules": list(rules), **values}}, by=APP, now=now
    )
    assert made["errors"] == []
    found: dict[str, Any] = made["promotion"]
    return found


def prices(now: Any = NOW) -> list[float]:
    edges = ask(PRODUCTS, now=now)["edges"]
    return [edge["node"]["pricing"]["priceRange"]["start"]["gross"]["amount"] for edge in edges]


def test_a_promotion_is_told_in_lists_and_on_variants() -> None:
    town = shelf()
    (bread,) = town.put("Brot", price="3.10")
    (shoe,) = town.put("Schuh", price="50.00", category=global_id("Category", town.shoes.pk))
    promotion(rule(town))
    first, second = (edge["node"]["pricing"] for edge in ask(PRODUCTS, now=NOW)["edges"])
    assert (first["onSale"], first["discount"]["gross"]["amount"]) == (True, 0.62)
    assert first["priceRange"]["start"]["gross"]["amount"] == 2.48
    assert first["priceRangeUndiscounted"]["start"]["gross"]["amount"] == 3.1
    assert (second["onSale"], second["discount"]) == (False, None)
    seen = ask(VARIANT, {"id": global_id("ProductVariant", town.variant(bread).pk)}, now=NOW)["pricing"]
    assert seen["price"] == {"gross": {"amount": 2.48}, "net": {"amount": 2.32}}
    assert seen["priceUndiscounted"]["gross"]["amount"] == 3.1
    assert (
        ask(VARIANT, {"id": global_id("ProductVariant", town.variant(shoe).pk)}, now=NOW)["pricing"]["onSale"] is False
    )


def test_a_list_on_sale_costs_two_statements() -> None:
    town = shelf()
    town.put("Brot", "Semmel", "Zopf")
    promotion(rule(town))
    ask(PRODUCTS, now=NOW)
    with CaptureQueriesContext(connection) as statements:
        ask(PRODUCTS, now=NOW)
    assert len(statements) <= 2


def test_the_best_rule_counts_and_they_do_not_add_up() -> None:
    town = shelf()
    town.put("Brot", price="10.00")
    promotion(rule(town, percent="20"), rule(town, fixed="3.00"))
    assert prices() == [7.0]


def test_predicates_join_and_part() -> None:
    town = shelf()
    bread, roll = town.put("Brot", "Semmel", price="10.00")
    one = {"productPredicate": {"ids": [global_id("Product", bread.pk)]}}
    other = {"variantPredicate": {"ids": [global_id("ProductVariant", town.variant(roll).pk)]}}
    made = promotion(rule(town, percent="50", OR=[one, other]))
    assert prices() == [5.0, 5.0]
    changed = {"cataloguePredicate": {"AND": [one, other]}}
    assert ask(RULE_CHANGE, {"id": made["rules"][0]["id"], "input": changed}, by=APP, now=NOW)["errors"] == []
    assert prices() == [10.0, 10.0]


def test_prices_follow_the_clock() -> None:
    town = shelf()
    town.put("Brot", price="10.00")
    begins, ends = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    promotion(rule(town), startDate=begins.isoformat(), endDate=ends.isoformat())
    assert (prices(), apply_due_promotions(now=NOW)) == ([10.0], 0)
    assert (apply_due_promotions(now=begins), prices()) == (1, [8.0])
    assert apply_due_promotions(now=begins) == 0
    assert (apply_due_promotions(now=ends + timedelta(seconds=1)), prices()) == (1, [10.0])


def test_ending_changing_and_deleting_count_at_once() -> None:
    town = shelf()
    town.put("Brot", price="10.00")
    made = promotion(rule(town))
    ends = (NOW - timedelta(seconds=1)).isoformat()
    ask(UPDATE, {"id": made["id"], "input": {"startDate": ends, "endDate": ends}}, by=APP, now=NOW)
    assert prices() == [10.0]
    ask(UPDATE, {"id": made["id"], "input": {"endDate": None}}, by=APP, now=NOW)
    assert prices() == [8.0]
    ask(RULE_ADD, {"input": {"promotion": made["id"], **rule(town, percent="50")}}, by=APP, now=NOW)
    assert prices() == [5.0]
    ask(RULE_DROP, {"id": made["rules"][0]["id"]}, by=APP, now=NOW)
    assert prices() == [5.0]
    ask(DELETE, {"id": made["id"]}, by=APP, now=NOW)
    assert prices() == [10.0]
    assert not Promotion.objects.exists()


def test_a_new_price_and_new_goods_are_reduced_too() -> None:
    town = shelf()
    (bread,) = town.put("Brot", price="10.00")
    promotion(rule(town))
    listing = {"channelId": global_id("Channel", town.channel.pk), "price": "5.00"}
    ask(PRICE, {"id": global_id("ProductVariant", town.variant(bread).pk), "input": [listing]}, by=APP, now=NOW)
    town.put("Semmel", price="1.00")
    assert prices() == [4.0, 0.8]


def test_the_platform_hears_of_each_changed_price(settings: Any) -> None:
    settings.ENGINE_EVENT_DOCUMENTS = "tests.marketplace.engine.discount.test_promotions.every_event"
    town = shelf()
    town.put("Brot", price="10.00")
    OutboxEvent.objects.all().delete()
    promotion(rule(town))
    (told,) = OutboxEvent.objects.filter(event_type="PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED")
    assert told.details == {"channel": "zeitz", "currency": "EUR", "previous": "10.000", "new": "8.000"}


def every_event(_event_type: str) -> str:
    """A subscription for whatever happens."""
    return "subscription { event { issuedAt } }"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"rewardValue": "101"}, "INVALID", "rewardValue"),
        ({"rewardValue": None}, "REQUIRED", "rewardValue"),
        ({"rewardValueType": None}, "REQUIRED", "rewardValueType"),
        ({"cataloguePredicate": None}, "REQUIRED", "cataloguePredicate"),
        ({"rewardValueType": "FIXED", "channels": []}, "MISSING_CHANNELS", "channels"),
        ({"rewardValueType": "FIXED", "rewardValue": "1.005"}, "INVALID_PRECISION", "rewardValue"),
        ({"cataloguePredicate": {"OR": [], "productPredicate": {"ids": []}}}, "INVALID", "cataloguePredicate"),
        ({"cataloguePredicate": {"productPredicate": {"isPublished": True}}}, "INVALID", "cataloguePredicate"),
    ],
)
def test_what_is_wrong_is_refused(values: dict[str, Any], code: str, field: str) -> None:
    town = shelf()
    wrong = {"name": "Woche", "type": "CATALOGUE", "rules": [rule(town), {**rule(town), **values}]}
    (error,) = ask(CREATE, {"input": wrong}, by=APP, now=NOW)["errors"]
    assert (error["code"], error["field"], error["index"]) == (code, field, 1)
    assert not Promotion.objects.exists()


def test_an_end_before_the_start_is_refused() -> None:
    wrong = {"name": "Woche", "type": "CATALOGUE", "endDate": (NOW - timedelta(days=1)).isoformat()}
    (error,) = ask(CREATE, {"input": wrong}, by=APP, now=NOW)["errors"]
    assert (error["code"], error["field"]) == ("INVALID", "endDate")


def test_nothing_becomes_cheaper_than_free() -> None:
    town = shelf()
    town.put("Brot", price="2.00")
    promotion(rule(town, fixed="99.00"))
    assert prices() == [0.0]
    assert ProductVariantChannelListing.objects.get().discounted_price_amount == Decimal(0)
