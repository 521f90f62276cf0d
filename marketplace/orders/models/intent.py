"""What must still be told to the commerce engine or a payment gateway: stored with the fact, carried out afterwards."""

from uuid import uuid4

from django.db import models


def new_reference() -> str:
    """A reference that stays the same over all attempts, so that nobody does the thing twice."""
    return uuid4().hex


class Intent(models.Model):
    """One thing to do for a vendor order outside our rows.

    It is written in the transaction of the fact that asks for it and carried out in order of `pk` per vendor order, as
    often as it takes. `amount` is gross (money kinds); `lines` maps the engine's line ids to the pieces of the order
    line that must be released in all once this intent is done, so that a repeated attempt converges. For STOCK it maps
    primary keys of listings to the pieces that can be sold from now on. `retries` is the intent that a gateway refused
    and that this one tries again under a reference of its own: once each.
    """

    class Kind(models.TextChoices):
        RELEASE = "release"
        FULFIL = "fulfil"
        STOCK = "stock"
        CAPTURE = "capture"
        VOID = "void"
        REFUND = "refund"

    class State(models.TextChoices):
        OPEN = "open"
        PENDING = "pending"
        DONE = "done"
        FAILED = "failed"

    order = models.ForeignKey("orders.VendorOrder", models.PROTECT, related_name="intents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reference = models.CharField(max_length=32, unique=True, default=new_reference)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    lines = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    retries = models.OneToOneField("self", models.PROTECT, null=True, related_name="retried_by")
    psp_reference = models.CharField(max_length=200, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["not_before"], condition=models.Q(state="open"), name="intent_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["release", "fulfil", "stock"], amount__isnull=True)
                | models.Q(kind__in=["capture", "void", "refund"], amount__gt=0),
                name="intent_has_an_amount_if_it_moves_money",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
