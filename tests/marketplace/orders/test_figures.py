"""Figures come out of the rows, by the town's days."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from marketplace.orders.models import VendorOrder
from marketplace.orders.selectors.figures import town_figures, vendor_figures
from tests.factories.orders import MONDAY, make_order, make_purchase

D = Decimal
TODAY = date(2026, 11, 23)


def placed(vendor, *lines, at=MONDAY, **fields):
    order = make_order(vendor, *lines)
    VendorOrder.objects.filter(pk=order.pk).update(placed_at=at, **fields)
    return order


@pytest.fixture
def week(cast):
    placed(cast.bakery, (1, "10.00"))
    placed(cast.bakery, (1, "5.01"), given_back=D("0.01"))
    placed(cast.bakery, (1, "99.00"), state="cancelled", given_back=D("99.00"))
    placed(cast.bakery, (1, "7.00"), at=MONDAY - timedelta(days=2))
    placed(cast.bakery, (1, "1.00"), at=MONDAY - timedelta(days=30))
    placed(cast.flowers, (1, "20.00"))


def test_a_shops_days(week, cast):
    figures = vendor_figures(cast.bakery, first=TODAY - timedelta(days=2), last=TODAY)
    assert [(each.day.day, each.orders, each.revenue, each.average) for each in figures.days] == [
        (21, 1, D("7.00"), D("7.00")),
        (22, 0, D("0.00"), D("0.00")),
        (23, 2, D("15.00"), D("7.50")),
    ]
    assert (figures.orders, figures.revenue, figures.average, figures.cancelled) == (3, D("22.00"), D("7.33"), 1)


def test_the_town_sums_all_shops(week, cast):
    purchase = make_purchase(total=D("2.00"))
    for vendor in (cast.bakery, cast.flowers):
        make_order(vendor, (1, "1.00"), purchase=purchase)
    figures = town_figures(first=TODAY, last=TODAY)
    assert (figures.orders, figures.purchases, figures.shops) == (5, 4, 2)
    assert (figures.revenue, figures.cancelled) == (D("37.00"), 1)


def test_a_day_is_the_towns(cast):
    """Half past eleven at night in Berlin is the day before in no other sense than UTC's."""
    placed(cast.bakery, (1, "3.00"), at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert vendor_figures(cast.bakery, first=TODAY, last=TODAY).orders == 1
    assert vendor_figures(cast.bakery, first=TODAY - timedelta(days=1), last=TODAY - timedelta(days=1)).orders == 0


def test_figures_cost_two_queries(week, cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        vendor_figures(cast.bakery, first=TODAY - timedelta(days=365), last=TODAY)
    with django_assert_num_queries(2):
        town_figures(first=TODAY - timedelta(days=365), last=TODAY)
