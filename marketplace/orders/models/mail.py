"""Mails about vendor orders: claimed once per order and kind, kept as sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderMail(models.Model):
    """One mail that is to be sent once. Whoever sends it first moves `not_before` into the future.

    `about` tells mails of a kind apart that may come often (a rejection's id). `text` is the plain text as it left,
    `digest` its SHA-256: proof of what the shopper was told (law D-1).
    """

    class Kind(models.TextChoices):
        PLACED = "placed", _("Bestellbestätigung")
        CONFIRMED = "confirmed", _("Bestätigung durch den Laden")
        LINES_REJECTED = "lines_rejected", _("Absage von Artikeln")
        READY = "ready", _("Bereit")
        RETURNED = "returned", _("Rücknahme")
        REFUNDED = "refunded", _("Erstattung")
        NOT_MET = "not_met", _("Nicht angetroffen")
        HANDED_OVER = "handed_over", _("Übergeben")
        CANCELLED = "cancelled", _("Storniert")
        VENDOR_PLACED = "vendor_placed", _("Neue Bestellung")
        VENDOR_CANCELLED = "vendor_cancelled", _("Bestellung storniert")

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        GIVEN_UP = "given_up"

    order = models.ForeignKey("orders.VendorOrder", models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    recipient = models.EmailField(blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    text = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    last_error = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "kind", "about"], name="order_mail_is_sent_once")]
        indexes = [models.Index(fields=["not_before"], condition=models.Q(state="queued"), name="order_mail_queued")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"
