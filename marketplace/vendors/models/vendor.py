"""A retailer: what shoppers see of a shop, and what it offers on the market."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from marketplace.vendors.models.trade import SUNDAY_TRADES, Trade


class Vendor(models.Model):
    """One shop. `warehouse_id` is the commerce engine's global id of its stock room, None until that exists.

    The staircase of what a shop does here: directory entry (nothing set), collection and payment in the shop only
    (`sells` + `reserves_only`), collection (`offers_collect`), pooled delivery (`offers_delivery`).
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    trade = models.CharField(max_length=32, choices=Trade)
    teaser = models.CharField(max_length=160, blank=True)
    story = models.TextField(blank=True, validators=[MaxLengthValidator(4000)])
    picture = models.ImageField(upload_to="vendors/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)

    street = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=5)
    city = models.CharField(max_length=80)
    latitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS 84")
    longitude = models.FloatField(null=True, blank=True, help_text="degrees, WGS 84")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)

    opening_hours = models.CharField(max_length=500, blank=True, help_text="OpenStreetMap opening_hours syntax")
    packing_minutes = models.PositiveSmallIntegerField(default=60)
    warehouse_id = models.CharField(max_length=120, unique=True, null=True, blank=True)
    is_published = models.BooleanField(default=False)
    sells = models.BooleanField(default=False)
    reserves_only = models.BooleanField(default=False)
    offers_collect = models.BooleanField(default=False)
    offers_delivery = models.BooleanField(default=False)
    search_text = models.TextField(default="", editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(postal_code__regex=r"^[0-9]{5}$"), name="vendor_postal_code_has_digits"),
            models.CheckConstraint(condition=Q(trade__in=Trade.values), name="vendor_trade_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="vendor_coordinates_whole",
            ),
            models.CheckConstraint(
                condition=Q(sells=True) | Q(reserves_only=False, offers_collect=False, offers_delivery=False),
                name="vendor_offers_only_when_selling",
            ),
            models.CheckConstraint(
                condition=Q(reserves_only=False) | Q(offers_collect=True, offers_delivery=False),
                name="vendor_reservation_is_collected",
            ),
            models.CheckConstraint(condition=Q(packing_minutes__lte=7 * 24 * 60), name="vendor_packs_within_a_week"),
        ]
        indexes = [
            models.Index(fields=["name", "id"], condition=Q(is_published=True), name="vendor_public_by_name"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="vendor_search_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_trade_display(self) -> str:  # type: ignore[no-redef]  # the plugin adds one of its own
        """The trade's name in the reader's language. Django's own method translates the names of all trades each time,
        which costs half a millisecond a shop."""
        return str(Trade(self.trade).label)

    @property
    def sunday_trading(self) -> bool:
        """True if the trade may hand over goods on Sundays and holidays (law D-36)."""
        return self.trade in SUNDAY_TRADES
