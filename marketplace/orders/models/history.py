"""What happened to a vendor order, and what is not as it was agreed."""

from django.db import models

from marketplace.orders.wording import DeviationWords, deviation_words

AFTER_SALE = ("returned", "refunded")
"""Kinds of entries by which money goes back for goods that were sold: pieces that came back, a lower price."""


class HistoryEntry(models.Model):
    """One fact in the life of a vendor order; rows are only ever added.

    `digest` is a SHA-256 over the entry and the digest before it, so that a changed or missing row shows (GoBD, law
    D-20; checked by `selectors/history.py: broken_entry`). `person` is None for a clock, an event or an erased person.
    """

    order = models.ForeignKey("orders.VendorOrder", models.PROTECT, related_name="history")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    role = models.CharField(max_length=12)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "history entries"
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="history_has_no_two_places")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.sequence} {self.kind}"


class Deviation(models.Model):
    """One way in which a purchase is not what was agreed or not what the rows say; somebody has to decide.

    `order` names the vendor's part it concerns, None the purchase as a whole. Codes: those of `baskets`'
    `order_deviations`; VENDOR_UNCLEAR, BOOKING_REFUSED, PAYMENT_UNKNOWN, TOTAL_CHANGED when it arrived; INTENT_FAILED,
    PAYMENT_FAILED, NOT_MET, NOT_COLLECTED afterwards; CANCELLED_OUTSIDE, CHARGE_OUTSIDE, REFUND_OUTSIDE, CANCEL_OUTSIDE
    when somebody acted past the market.
    """

    purchase = models.ForeignKey("orders.Purchase", models.PROTECT, related_name="deviations")
    order = models.ForeignKey("orders.VendorOrder", models.PROTECT, null=True, related_name="deviations")
    code = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["found_at", "pk"]
        indexes = [
            models.Index(fields=["found_at"], condition=models.Q(resolved_at__isnull=True), name="deviation_open")
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id} {self.code}"

    @property
    def words(self) -> DeviationWords:
        """What it means and what the operator can do about it."""
        return deviation_words(self.code)
