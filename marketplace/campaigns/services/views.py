"""Counts how often a campaign's page is shown."""

from datetime import datetime

from django.db.models import F

from marketplace.campaigns.models import Campaign, CampaignDay
from marketplace.vendors.selectors import region


def count_view(*, campaign: Campaign, now: datetime) -> None:
    """One more view on the local day of `now`. One statement, two on the first view of a day."""
    day = now.astimezone(region().zone).date()
    rows = CampaignDay.objects.filter(campaign=campaign, day=day)
    if rows.update(views=F("views") + 1):
        return
    CampaignDay.objects.bulk_create([CampaignDay(campaign=campaign, day=day)], ignore_conflicts=True)
    rows.update(views=F("views") + 1)
