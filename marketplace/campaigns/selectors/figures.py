"""What a campaign brought: page views, and orders of its goods while it ran. Nobody is followed for it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Sum

from marketplace.campaigns.models import Campaign, CampaignDay, CampaignListing
from marketplace.orders.models import VendorOrderLine
from marketplace.orders.rules.states import State


@dataclass(frozen=True, kw_only=True)
class CampaignFigures:
    """`orders` are vendor orders with goods of the campaign, `pieces` and `revenue` (gross) those goods alone."""

    views: int
    orders: int
    pieces: int
    revenue: Decimal


def campaign_figures(campaign: Campaign, *, now: datetime) -> CampaignFigures:
    """From the campaign's start to its end, or to now, without cancelled orders and rejected pieces. Two queries."""
    views = CampaignDay.objects.filter(campaign=campaign).aggregate(sum=Sum("views"))["sum"]
    lines = VendorOrderLine.objects.filter(
        listing__in=CampaignListing.objects.filter(campaign=campaign).values("listing"),
        order__placed_at__gte=campaign.starts,
        order__placed_at__lt=min(campaign.ends, max(now, campaign.starts)),
    ).exclude(order__state=State.CANCELLED)
    sums = lines.aggregate(
        orders=Count("order", distinct=True),
        pieces=Sum(F("quantity") - F("quantity_rejected")),
        revenue=Sum(F("total") - F("given_back")),
    )
    return CampaignFigures(
        views=views or 0,
        orders=sums["orders"],
        pieces=sums["pieces"] or 0,
        revenue=sums["revenue"] or Decimal("0.00"),
    )
