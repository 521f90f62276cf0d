"""Campaigns of the town: a period, a page, chosen goods and shops, a place on the start page."""

from datetime import datetime

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from marketplace.campaigns.rules import State, state
from marketplace.vendors.models import Trade


class Campaign(models.Model):
    """What Stadtmarketing shows for a time. `start_place` 1 is the first on the start page, 0 keeps it off it.

    Without a `picture` the drawing of the trade `motif` stands for it.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    teaser = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, validators=[MaxLengthValidator(6000)])
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    is_draft = models.BooleanField(default=True)
    start_place = models.PositiveSmallIntegerField(default=0)
    motif = models.CharField(max_length=32, choices=Trade, default=Trade.GIFTS)
    picture = models.ImageField(upload_to="campaigns/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="campaign_ends_after_start"),
            models.CheckConstraint(condition=Q(motif__in=Trade.values), name="campaign_motif_known"),
        ]
        indexes = [models.Index(fields=["ends", "starts"], condition=Q(is_draft=False), name="campaign_running")]

    def __str__(self) -> str:
        return self.title

    def state_at(self, now: datetime) -> State:
        return state(is_draft=self.is_draft, starts=self.starts, ends=self.ends, now=now)


class CampaignListing(models.Model):
    """A chosen product and its place on the campaign's page."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="listings")
    listing = models.ForeignKey("catalogue.Listing", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "listing"], name="listing_once_in_a_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.listing_id}"


class CampaignVendor(models.Model):
    """A chosen shop and its place on the campaign's page."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="vendors")
    vendor = models.ForeignKey("vendors.Vendor", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "vendor"], name="vendor_once_in_a_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.vendor_id}"


class CampaignDay(models.Model):
    """How often a campaign's page was shown on a local day. A count, nothing about who (law D-31)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["campaign", "day"], name="campaign_day_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day}: {self.views}"
