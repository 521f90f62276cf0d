"""What agreeing costs in statements: the same for any number of articles, and a known little for each further shop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.baskets.selectors import options
from marketplace.baskets.services import recheck_plan, update_plan
from tests.factories.baskets import MONDAY, fill_basket, make_shop
from tests.marketplace.baskets.plans import collect_all, give_contact, give_home, pickup

LATER = MONDAY + timedelta(minutes=2)
# One insert or update of a place and one of a choice.
WRITES_FOR_A_SHOP = 2


def statements(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def basket_over(market, *, shops, articles):
    made = [make_shop(market, prices=["20.00"] * articles) for _ in range(shops)]
    checkout_id = fill_basket(*(listing for shop in made for listing in shop.goods))
    give_contact(checkout_id)
    give_home(checkout_id)
    return checkout_id, made


def costs(market, ride, *, shops, articles, brought):
    checkout_id, made = basket_over(market, shops=shops, articles=articles)
    first = {shop.pk: ride if brought else pickup(checkout_id, shop) for shop in made}
    return {
        "options": statements(lambda: options(checkout_id, MONDAY)),
        "choose": statements(lambda: update_plan(checkout_id, first, MONDAY)),
        "recheck": statements(lambda: recheck_plan(checkout_id, LATER)),
    }


@pytest.mark.parametrize("brought", [False, True])
def test_articles_cost_nothing(market, ride, brought):
    one = costs(market, ride, shops=2, articles=1, brought=brought)
    assert costs(market, ride, shops=2, articles=3, brought=brought) == one


@pytest.mark.parametrize("brought", [False, True])
def test_each_further_shop_costs_its_writes(market, ride, brought):
    two = costs(market, ride, shops=2, articles=1, brought=brought)
    four = costs(market, ride, shops=4, articles=1, brought=brought)
    assert four["options"] == two["options"]
    assert four["recheck"] == two["recheck"]
    # on a tour each shop is one more stop
    assert four["choose"] - two["choose"] <= 2 * (WRITES_FOR_A_SHOP + brought)


def test_a_recheck_that_finds_nothing_new_writes_only_the_hold(market, ride):
    checkout_id, made = basket_over(market, shops=2, articles=1)
    collect_all(checkout_id, *made)
    with CaptureQueriesContext(connection) as seen:
        recheck_plan(checkout_id, LATER)
    ours = [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split('"')[1] for sql in ours if "engine_" not in sql] == ["click_and_collect_pickup"]
