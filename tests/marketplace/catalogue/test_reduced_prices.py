"""A reduction is told against the lowest price of the 30 days before it, or not at all."""

from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.catalogue.models import PriceChange
from marketplace.catalogue.rules.reduction import Reduction, lowest_price, reduction_of
from marketplace.catalogue.services.sync import sync_products
from marketplace.engine.models import Channel
from marketplace.engine.services.promotions import create_promotion, delete_promotion
from marketplace.graphql.ids import global_id
from tests.factories.baskets import MONDAY, make_market, make_shop

DAY = timedelta(days=1)


def days_ago(*changes):
    return [(MONDAY - days * DAY, Decimal(price)) for days, price in changes]


@pytest.mark.parametrize(
    ("history", "lowest"),
    [
        ([], None),
        ([(90, "5")], "5"),
        ([(90, "5"), (20, "8")], "5"),
        ([(90, "5"), (40, "4"), (20, "8")], "4"),
        ([(90, "5"), (60, "3"), (40, "8")], "8"),
        ([(10, "8"), (5, "7"), (2, "9")], "7"),
        ([(0, "7")], None),
    ],
)
def test_the_lowest_price_of_thirty_days(history, lowest):
    assert lowest_price(days_ago(*history), now=MONDAY) == (lowest and Decimal(lowest))


@pytest.mark.parametrize(
    ("price", "before", "expected"),
    [
        ("8.00", None, None),
        ("8.00", "8.00", None),
        ("8.00", "7.00", None),
        ("8.00", "10.00", Reduction(Decimal("10.00"), 20)),
        ("6.67", "10.00", Reduction(Decimal("10.00"), 33)),
    ],
)
def test_what_may_be_advertised(price, before, expected):
    assert reduction_of(Decimal(price), before and Decimal(before)) == expected


@pytest.fixture
def listing(db):
    shop = make_shop(make_market(), prices=("10.00",))
    listing = sync_products([shop.goods[0].product_id], now=MONDAY - 60 * DAY)[shop.goods[0].product_id]
    PriceChange.objects.create(listing=listing, price=Decimal(10), valid_from=MONDAY - 60 * DAY)
    return listing


def reduced(listing, percent, *, now=MONDAY):
    rule = {
        "catalogue_predicate": {"product_predicate": {"ids": [listing.product_id]}},
        "reward_value_type": "PERCENTAGE",
        "reward_value": Decimal(percent),
        "channels": [global_id("Channel", Channel.objects.get().pk)],
    }
    values = {"name": "Woche", "type": "CATALOGUE", "rules": [rule], "start_date": now}
    promotion = create_promotion(values=values, now=now)
    return promotion, sync_products([listing.product_id], now=now)[listing.product_id]


def test_a_promotion_shows_what_it_cost_before(listing):
    promotion, row = reduced(listing, 20)
    assert (row.price, row.full_price, row.reduction) == (Decimal(8), Decimal(10), Reduction(Decimal(10), 20))
    delete_promotion(promotion_id=global_id("Promotion", promotion.pk), now=MONDAY)
    row = sync_products([listing.product_id], now=MONDAY + DAY)[listing.product_id]
    assert (row.price, row.regular_price, row.reduction) == (Decimal(10), None, None)


def test_a_price_that_was_lower_lately_is_the_base(listing):
    PriceChange.objects.create(listing=listing, price=Decimal("7.50"), valid_from=MONDAY - 20 * DAY)
    PriceChange.objects.create(listing=listing, price=Decimal(10), valid_from=MONDAY - 10 * DAY)
    _promotion, row = reduced(listing, 20)
    assert (row.price, row.reduction) == (Decimal(8), None)


def test_a_second_step_keeps_the_first_base(listing):
    reduced(listing, 20)
    _promotion, row = reduced(listing, 50, now=MONDAY + DAY)
    assert (row.price, row.reduction) == (Decimal(5), Reduction(Decimal(10), 50))
