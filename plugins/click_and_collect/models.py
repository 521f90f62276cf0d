"""Where and when goods are collected."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PointKind(models.TextChoices):
    SHOP = "shop", _("Laden")


class CollectionPoint(models.Model):
    """A place where goods are handed out, and how many at a time. The row is the lock behind which slots are claimed.

    A shop without a row has the defaults below; its row is made with its first pickup. Other kinds of points (stall,
    locker, depot) belong to no single vendor, so `vendor` may be empty for them.
    """

    kind = models.CharField(max_length=16, choices=PointKind.choices, default=PointKind.SHOP)
    vendor = models.ForeignKey("vendors.Vendor", models.CASCADE, null=True, blank=True, related_name="+")
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    capacity = models.PositiveSmallIntegerField(default=4, help_text=_("Abholungen je Zeitfenster"))
    days_ahead = models.PositiveSmallIntegerField(default=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vendor"], condition=Q(kind="shop"), name="shop_has_one_collection_point"),
            models.CheckConstraint(condition=~Q(kind="shop") | Q(vendor__isnull=False), name="shop_point_has_vendor"),
            models.CheckConstraint(condition=Q(slot_minutes__in=(10, 15, 20, 30, 60)), name="slot_fits_the_hour"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="point_serves_somebody"),
            models.CheckConstraint(condition=Q(days_ahead__range=(1, 28)), name="point_looks_days_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.vendor_id}"


class Pickup(models.Model):
    """One vendor's part of an order, to be collected in a window. No word about the person: the order knows them.

    Held until `held_until`, firm when that is empty; a firm one has a code. What is collected or cancelled stays as a
    record of the promise. `reference` is the fulfilment reference of basket and vendor order.
    """

    point = models.ForeignKey(CollectionPoint, models.PROTECT, related_name="pickups")
    vendor = models.ForeignKey("vendors.Vendor", models.CASCADE, related_name="+")
    reference = models.CharField(max_length=64, unique=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    ready_by = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=6, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    last_wrong_code = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="pickup_ends_after_start"),
            models.CheckConstraint(condition=Q(ready_by__lte=F("starts")), name="pickup_is_packed_before"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=False, code="") | Q(held_until__isnull=True) & ~Q(code=""),
                name="pickup_is_firm_with_a_code",
            ),
            models.CheckConstraint(
                condition=Q(collected_at__isnull=True) | Q(cancelled_at__isnull=True, held_until__isnull=True),
                name="pickup_collected_only_when_firm",
            ),
            models.UniqueConstraint(
                fields=["vendor", "code"],
                condition=Q(collected_at__isnull=True, cancelled_at__isnull=True) & ~Q(code=""),
                name="open_pickup_code_is_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["point", "starts"], condition=Q(cancelled_at__isnull=True), name="pickup_by_time")
        ]

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d %H:%M} {self.reference}"
