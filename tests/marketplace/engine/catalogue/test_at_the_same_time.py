"""What two do at the same moment, on connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from marketplace.engine.models import Category, Product, SigningKey, Stock
from marketplace.engine.services.signing_keys import signing_key
from marketplace.graphql.ids import global_id
from tests.factories.engine_catalogue import APP, NOW, shelf
from tests.marketplace.engine.catalogue.test_write_products import CREATE, STOCKS, product_input
from tests.marketplace.engine.platform import ask

pytestmark = pytest.mark.django_db(transaction=True)


def together(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What `act` returns to each of several threads that start at once."""
    start = Barrier(count)

    def run(number: int) -> Any:
        try:
            start.wait(timeout=10)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_the_first_key_is_made_once() -> None:
    keys = together(6, lambda _number: signing_key().kid)
    assert set(keys) == {SigningKey.objects.get().kid}


def test_one_of_two_products_gets_the_slug() -> None:
    town = shelf()
    given = {"input": product_input(town, slug="brot")}
    answers = together(4, lambda _number: ask(CREATE, given, by=APP, now=NOW))
    assert Product.objects.count() == 1
    assert sorted(len(answer["errors"]) for answer in answers) == [0, 1, 1, 1]
    assert {error["code"] for answer in answers for error in answer["errors"]} == {"UNIQUE"}


def test_stock_is_set_by_both_without_a_deadlock() -> None:
    town = shelf()
    products = town.put("Brot", "Kuchen")
    places = [global_id("Warehouse", town.corner.pk), global_id("Warehouse", town.mill.pk)]

    def fill(number: int) -> list[Any]:
        order = places if number % 2 else places[::-1]
        stocks = [{"warehouse": place, "quantity": number} for place in order]
        ids = [global_id("ProductVariant", town.variant(product).pk) for product in products]
        return [ask(STOCKS, {"id": each, "stocks": stocks}, by=APP, now=NOW)["errors"] for each in ids]

    assert together(6, fill) == [[[], []]] * 6
    assert Stock.objects.count() == 4
    assert all(
        len(set(Stock.objects.filter(product_variant__product=each).values_list("quantity"))) == 1 for each in products
    )


def test_the_tree_grows_one_branch_after_another() -> None:
    create = """mutation($input: CategoryInput!, $parent: ID) { categoryCreate(input: $input, parent: $parent) {
      category { id } errors { code } } }"""
    root = ask(create, {"input": {"name": "Wurzel"}}, by=APP)["category"]["id"]
    together(5, lambda number: ask(create, {"input": {"name": f"Ast {number}"}, "parent": root}, by=APP))
    top = Category.objects.get(parent=None)
    branches = Category.objects.filter(parent=top)
    assert {each.path for each in branches} == {f"{top.path}{each.pk}/" for each in branches}
    assert branches.count() == 5
