"""Who finds which orders, and what they cost to read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import Order
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import Market, customer, market
from tests.marketplace.engine.platform import ANONYMOUS, APP, ask, run, user
from tests.marketplace.engine.shopping import new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

FIELDS = """id number created status authorizeStatus chargeStatus userEmail checkoutId shippingMethodName
  metadata { key value } shippingAddress { city } billingAddress { city } total { gross { amount } net { amount } }
  lines { id productName quantity unitPrice { gross { amount } } totalPrice { gross { amount } }
    variant { id sku product { id name slug } } }
  fulfillments { id warehouse { id } lines { quantity orderLine { id } } }"""
APP_FIELDS = """privateMetadata { key value } user { id }
  transactions { id chargedAmount { amount } events { type } }
  grantedRefunds { id lines { quantity orderLine { id } } }"""
MINE = f"query Mine($first: Int!) {{ me {{ orders(first: $first) {{ totalCount edges {{ node {{ {FIELDS} }} }} }} }} }}"
ALL = f"""query All($first: Int!, $where: OrderWhereInput, $sortBy: OrderSortingInput) {{
  orders(first: $first, where: $where, sortBy: $sortBy) {{ totalCount
    edges {{ node {{ {FIELDS} {APP_FIELDS} lines {{ allocations {{ quantity warehouse {{ slug }} }} }} }} }} }} }}"""
NUMBERS = """query Numbers($where: OrderWhereInput, $sortBy: OrderSortingInput) {
  orders(first: 10, where: $where, sortBy: $sortBy) { edges { node { number } } } }"""
ONE = f"query One($id: ID!) {{ order(id: $id) {{ {FIELDS} }} }}"
BY_TOKEN = "query ByToken($token: UUID!) { orderByToken(token: $token) { id number } }"


def _statements(document: str, by: Any, first: int) -> int:
    with CaptureQueriesContext(connection) as statements:
        ask(document, {"first": first}, by=by)
    return len(statements)


def _orders(town: Market, count: int, **more: Any) -> None:
    for _ in range(count):
        new_order(town, town.line("A-1", 2), town.line("B-1"), **more)


@pytest.mark.parametrize("document", [MINE, ALL])
def test_twice_the_orders_cost_the_same_statements(document: str) -> None:
    town, erika = market(), customer()
    by = user(erika.pk) if document is MINE else APP
    _orders(town, 2, by=user(erika.pk))
    few = _statements(document, by, 10)
    _orders(town, 4, by=user(erika.pk))
    assert _statements(document, by, 10) == few <= 14


def test_a_customer_finds_their_own_orders_newest_first() -> None:
    town, erika, otto = market(), customer(), customer("otto@example.com")
    _orders(town, 2, by=user(erika.pk))
    _orders(town, 1, by=user(otto.pk))
    mine = ask(MINE, {"first": 10}, by=user(erika.pk))["orders"]
    assert mine["totalCount"] == 2
    numbers = [int(edge["node"]["number"]) for edge in mine["edges"]]
    assert numbers == sorted(numbers, reverse=True)


def test_the_list_of_all_orders_is_not_for_shoppers() -> None:
    erika = customer()
    for by in (ANONYMOUS, user(erika.pk)):
        answer = run(NUMBERS, by=by)
        assert answer["errors"][0]["message"].endswith("MANAGE_ORDERS")


def test_whoever_knows_the_id_sees_the_order_but_not_its_payments_or_owner() -> None:
    town, erika = market(), customer()
    order = new_order(town, town.line("A-1"), by=user(erika.pk))
    seen = ask(ONE, {"id": order["id"]})
    assert (seen["number"], seen["shippingAddress"]["city"]) == (order["number"], "BERLIN")
    assert ask(BY_TOKEN, {"token": str(Order.objects.get().pk)})["number"] == order["number"]
    for hidden in ("transactions { id }", "user { id }", "grantedRefunds { id }", "privateMetadata { key }"):
        answer = run(f"query Hidden($id: ID!) {{ order(id: $id) {{ {hidden} }} }}", {"id": order["id"]})
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied", hidden
        assert not (answer["data"]["order"] or {}).get(hidden.split()[0])
    answer = run("query A($id: ID!) { order(id: $id) { lines { allocations { quantity } } } }", {"id": order["id"]})
    assert answer["data"]["order"]["lines"][0]["allocations"] is None


def test_orders_are_found_by_what_is_known_of_them() -> None:
    town, erika = market(), customer()
    _orders(town, 1, by=user(erika.pk))
    _orders(town, 1, email="otto@example.com")
    first, second = Order.objects.order_by("number")
    Order.objects.filter(pk=second.pk).update(status="FULFILLED")
    for where, expected in (
        ({"ids": [global_id("Order", first.pk)]}, first),
        ({"number": {"eq": second.number}}, second),
        ({"number": {"range": {"lte": first.number}}}, first),
        ({"userEmail": {"eq": "otto@example.com"}}, second),
        ({"user": {"eq": global_id("User", erika.pk)}}, first),
        ({"status": {"oneOf": ["FULFILLED"]}}, second),
        ({"checkoutId": {"eq": global_id("Checkout", first.checkout_id)}}, first),
        ({"createdAt": {"lte": second.created_at.isoformat(), "gte": second.created_at.isoformat()}}, second),
        ({"chargeStatus": {"eq": "FULL"}, "status": {"eq": "UNFULFILLED"}}, first),
    ):
        found = ask(NUMBERS, {"where": where}, by=APP)["edges"]
        assert [edge["node"]["number"] for edge in found] == [str(expected.number)], where
    assert ask(NUMBERS, {"where": {"ids": [global_id("Order", "nonsense")]}}, by=APP)["edges"] == []
    ascending = ask(NUMBERS, {"sortBy": {"field": "NUMBER", "direction": "ASC"}}, by=APP)["edges"]
    assert [edge["node"]["number"] for edge in ascending] == [str(first.number), str(second.number)]


def test_an_unknown_order_is_null() -> None:
    for unknown in ("nonsense", "T3JkZXI6eA==", "T3JkZXI6NDdhZGY5OTItN2ZkMC00N2JjLWE5ZTUtZDMxMjVkYTBkYTI1"):
        assert ask(ONE, {"id": unknown}) is None
