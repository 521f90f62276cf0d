"""Tours, where they stop, and what they carry."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Zone(models.Model):
    """A postal code to which tours drive, what one delivery there costs, and from which sum of goods on (gross)."""

    postal_code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    price = models.DecimalField(max_digits=6, decimal_places=2)
    minimum_order = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Reihenfolge, in der Touren die Orte anfahren"))

    class Meta:
        ordering = ["position", "postal_code"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, minimum_order__gte=0), name="zone_sums_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.name}"


class TourPattern(models.Model):
    """A tour that runs every week. Times are local; `cost` is what one run costs the market (net of nothing)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    weekday = models.PositiveSmallIntegerField(help_text=_("0 = Montag"))
    collects = models.TimeField(help_text=_("Ab dann holt die Fahrerin in den Läden ab"))
    starts = models.TimeField()
    ends = models.TimeField()
    cut_off = models.TimeField()
    cut_off_days_before = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(help_text=_("Halte bei Kundinnen und Kunden"))
    cost = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    is_active = models.BooleanField(default=True)
    zones = models.ManyToManyField(Zone, related_name="patterns")

    class Meta:
        ordering = ["weekday", "starts", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="pattern_weekday_exists"),
            models.CheckConstraint(
                condition=Q(collects__lte=F("starts"), starts__lt=F("ends")), name="pattern_times_in_order"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="pattern_carries_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Tour(models.Model):
    """One run on one day. The row is the lock behind which places on it are claimed.

    Which vehicle and which planned times a stop has is for its own columns to say, so that a plan with several vehicles
    fills them in without another table.
    """

    pattern = models.ForeignKey(TourPattern, models.PROTECT, related_name="tours")
    date = models.DateField()
    collects_at = models.DateTimeField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    cut_off = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pattern", "date"], name="pattern_runs_once_a_day"),
            models.CheckConstraint(
                condition=Q(cut_off__lte=F("starts"), collects_at__lte=F("starts"), starts__lt=F("ends")),
                name="tour_times_in_order",
            ),
        ]
        indexes = [models.Index(fields=["cut_off"], condition=Q(cancelled_at=None), name="tour_still_open")]

    def __str__(self) -> str:
        return f"{self.pattern_id} {self.date}"


class StopKind(models.TextChoices):
    COLLECT = "collect", _("Abholen im Laden")
    DROP = "drop", _("Bringen")


class StopState(models.TextChoices):
    OPEN = "open", _("offen")
    DONE = "done", _("erledigt")
    NOT_MET = "not_met", _("nicht angetroffen")


class Stop(models.Model):
    """A call of the tour: at a shop to collect (one per shop), or at a shopper to bring (one per order).

    The address of a shopper is kept for the driver only and emptied some days after the tour. `position` and
    `planned_at` are None until a route plan sets them.
    """

    tour = models.ForeignKey(Tour, models.PROTECT, related_name="stops")
    kind = models.CharField(max_length=8, choices=StopKind.choices)
    vendor = models.ForeignKey("vendors.Vendor", models.PROTECT, null=True, blank=True, related_name="+")
    order_reference = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=StopState.choices, default=StopState.OPEN)
    reason = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True, help_text=_("Seitdem wissen die Bestellungen, was misslang"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="collect", vendor__isnull=False, order_reference="")
                | Q(kind="drop", vendor__isnull=True) & ~Q(order_reference=""),
                name="stop_is_at_a_shop_or_for_an_order",
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at__isnull=True) | ~Q(state="open") & Q(done_at__isnull=False),
                name="stop_done_has_a_time",
            ),
            models.UniqueConstraint(fields=["tour", "vendor"], condition=Q(kind="collect"), name="one_call_per_shop"),
            models.UniqueConstraint(
                fields=["tour", "order_reference"], condition=Q(kind="drop"), name="one_call_per_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.vendor_id or self.order_reference}"


class Load(models.Model):
    """One vendor's part of an order on a tour: collected at one stop, dropped at another.

    Held until `held_until`, firm when that is empty. `reference` is the fulfilment reference of basket and vendor
    order, `number` the vendor order's, known once it is firm.
    """

    reference = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=40, blank=True)
    quantity = models.PositiveIntegerField(default=0)
    collect = models.ForeignKey(Stop, models.PROTECT, related_name="collected_loads")
    drop = models.ForeignKey(Stop, models.PROTECT, related_name="dropped_loads")
    held_until = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(collected_at=None, handed_over_at=None) | Q(held_until=None), name="load_moves_when_firm"
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(cancelled_at=None), name="load_handed_over_is_not_cancelled"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.reference
