"""What the engine is told when it asks for delivery methods."""

from time import perf_counter

import pytest

from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.selectors import agreed_plan
from marketplace.baskets.selectors.methods import foreign_methods, shipping_methods
from marketplace.baskets.services import change_quantity, update_plan
from marketplace.saleor.client import execute
from tests.factories.baskets import MONDAY, fill_basket, make_shop
from tests.marketplace.baskets.plans import collect_all, give_home


def question(checkout_id):
    """The event as the engine words it."""
    held = execute("checkout", {"id": checkout_id, "private": False})["checkout"]
    lines = [{"quantity": line["quantity"], "variant": {"id": line["variant"]["id"]}} for line in held["lines"]]
    return {"checkout": {"id": checkout_id, "lines": lines, "shippingAddress": held["shippingAddress"]}}


def test_one_method_stands_for_the_plan(checkout_id, shops, ride):
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    version = agreed_plan(checkout_id).version
    assert shipping_methods(question(checkout_id)) == [
        {
            "id": f"plan-{version}",
            "name": f"Plan {version}",
            "amount": "4.90",
            "currency": "EUR",
            "metadata": {"planVersion": str(version)},
        }
    ]


def test_methods_that_are_not_ours_are_excluded():
    ours = "YXBwOnJlZ2lvbmFsbWFya3Q6cGxhbi0z"  # app:regionalmarkt:plan-3
    others = ["U2hpcHBpbmdNZXRob2Q6MjE=", "YXBwOnN0cmFuZ2VyOnBsYW4tMw==", "nonsense"]  # ShippingMethod:21, app:stranger
    answer = foreign_methods({"shippingMethods": [{"id": each} for each in (ours, *others)]})
    assert [each["id"] for each in answer["excluded_methods"]] == others


def test_no_plan_no_method(checkout_id):
    assert shipping_methods(question(checkout_id)) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: FulfilmentPlan.objects.update(is_complete=False),
        lambda: PlanChoice.objects.filter(pk=PlanChoice.objects.first().pk).update(is_stale=True),
        lambda: PlanChoice.objects.first().delete(),
        lambda: PlanChoice.objects.all().delete(),
    ],
)
def test_an_incomplete_plan_is_no_plan(checkout_id, shops, spoil):
    collect_all(checkout_id, *shops)
    assert shipping_methods(question(checkout_id))
    spoil()
    assert shipping_methods(question(checkout_id)) == []


def test_changed_goods_are_looked_at_again_first(checkout_id, shops):
    seen = collect_all(checkout_id, *shops)
    line = seen.groups[0].lines[0]
    change_quantity(checkout_id=checkout_id, line_id=line.line_id, quantity=2, now=MONDAY)
    assert shipping_methods(question(checkout_id)) == []
    change_quantity(checkout_id=checkout_id, line_id=line.line_id, quantity=1, now=MONDAY)
    assert shipping_methods(question(checkout_id)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_answer_is_read_off_three_rows_and_calls_nobody(market, number, django_assert_num_queries, monkeypatch):
    shops = [make_shop(market, prices=["5.00"] * number) for _ in range(number)]
    checkout_id = fill_basket(*(article for shop in shops for article in shop.goods))
    collect_all(checkout_id, *shops)
    asked = question(checkout_id)
    monkeypatch.setattr("marketplace.saleor.client.execute", None)
    with django_assert_num_queries(3):
        assert shipping_methods(asked)
    started = perf_counter()
    for _ in range(10):
        shipping_methods(asked)
    # a hundredth of what a shopper would notice; the aim is a tenth of a second
    assert (perf_counter() - started) / 10 < 0.1
