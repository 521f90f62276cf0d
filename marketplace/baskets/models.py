"""The fulfilment plan of a basket. The basket itself is a checkout of the commerce engine, none of it is here."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


def new_reference() -> str:
    """A reference for a choice: unguessable, because it names a booking on links and labels."""
    return uuid4().hex


class FulfilmentPlan(models.Model):
    """How all groups of one checkout reach the shopper. `version` grows with every change and is part of the method id.

    `destination` is a keyed digest of the address for which the plan was priced ("" when no way needs one): it tells a
    changed address without keeping a second copy of it. `postal_code` is what the shopper named before an address.
    `is_complete`: every group had a choice when the plan was last looked at. `order_id` closes the plan: an order
    exists.
    """

    checkout_id = models.CharField(max_length=120, unique=True)
    version = models.PositiveIntegerField(default=1)
    currency = models.CharField(max_length=3)
    destination = models.CharField(max_length=32, blank=True, default="")
    postal_code = models.CharField(max_length=12, blank=True, default="")
    is_complete = models.BooleanField(default=False)
    order_id = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 NULL: unique once set
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_is_positive")]

    def __str__(self) -> str:
        return f"{self.checkout_id} v{self.version}"


class PlanChoice(models.Model):
    """The way that one vendor's goods take. `lines` are the pieces by variant id for which it was agreed.

    `is_stale`: the goods or the destination changed since; the choice is kept as a wish, but counts for nothing until
    it is checked again. `reference` stays the same through changes, so a booking moves instead of multiplying.
    """

    plan = models.ForeignKey(FulfilmentPlan, models.CASCADE, related_name="choices")
    vendor = models.ForeignKey("vendors.Vendor", models.CASCADE, related_name="+")
    method = models.CharField(max_length=40)
    offer_key = models.CharField(max_length=120)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    price = models.DecimalField(max_digits=8, decimal_places=2)
    reference = models.CharField(max_length=32, unique=True, default=new_reference)
    lines = models.JSONField(default=dict)
    is_stale = models.BooleanField(default=False)
    stale_reason = models.CharField(max_length=300, blank=True, help_text="Why it cannot be had, for the shopper.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "vendor"], name="plan_has_one_choice_per_vendor"),
            models.CheckConstraint(condition=Q(price__gte=0), name="choice_price_is_not_negative"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="choice_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.offer_key}"
