"""Views by day, and orders of a campaign's goods."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from marketplace.campaigns.models import CampaignDay
from marketplace.campaigns.selectors import campaign_figures
from marketplace.campaigns.services import count_view
from marketplace.orders.models import VendorOrder, VendorOrderLine
from marketplace.orders.rules.states import State
from tests.factories.campaigns import NOON, make_campaign, make_row
from tests.factories.orders import make_order

HOUR = timedelta(hours=1)


def sold(vendor, listing, *, placed_at, quantity=1, **changes) -> VendorOrder:
    order = make_order(vendor, (quantity, "10.00"))
    VendorOrder.objects.filter(pk=order.pk).update(placed_at=placed_at, **changes)
    VendorOrderLine.objects.filter(order=order).update(listing=listing)
    return order


def test_views_are_counted_by_local_day(cast, django_assert_num_queries):
    campaign = make_campaign(cast.ware)
    late = datetime(2026, 9, 15, 21, 59, tzinfo=UTC)
    for moment in (NOON, late, late + timedelta(minutes=2)):
        count_view(campaign=campaign, now=moment)
    with django_assert_num_queries(1):
        count_view(campaign=campaign, now=NOON)
    days = CampaignDay.objects.filter(campaign=campaign)
    assert [(row.day.day, row.views) for row in days] == [(15, 3), (16, 1)]
    assert campaign_figures(campaign, now=NOON).views == 4


def test_orders_of_the_goods_while_it_ran(cast, django_assert_num_queries):
    campaign = make_campaign(cast.ware, make_row(cast.shop))
    sold(cast.shop, cast.ware, placed_at=NOON - HOUR, quantity=3)
    rejected = sold(cast.shop, cast.ware, placed_at=NOON - HOUR, quantity=2)
    VendorOrderLine.objects.filter(order=rejected).update(quantity_rejected=1, given_back=Decimal("10.00"))
    sold(cast.shop, make_row(cast.shop), placed_at=NOON - HOUR)
    sold(cast.shop, cast.ware, placed_at=campaign.starts - HOUR)
    sold(cast.shop, cast.ware, placed_at=NOON - HOUR, state=State.CANCELLED)
    with django_assert_num_queries(2):
        figures = campaign_figures(campaign, now=NOON)
    assert (figures.orders, figures.pieces, figures.revenue) == (2, 4, Decimal("40.00"))


def test_a_campaign_without_anything_counts_zero(cast):
    figures = campaign_figures(make_campaign(starts=NOON + HOUR), now=NOON)
    assert (figures.views, figures.orders, figures.pieces, figures.revenue) == (0, 0, 0, Decimal("0.00"))
