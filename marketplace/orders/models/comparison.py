"""What the comparison of both sides found: the platform's rows and the commerce engine's."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Comparison(models.Model):
    """One run. `looked_since` is from when on changed orders were read; `finished_at` is None while it runs, and stays
    so if it broke off (`error`): the next one starts where the last finished one began."""

    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    looked_since = models.DateTimeField()
    orders_read = models.PositiveIntegerField(default=0)
    orders_taken_in = models.PositiveIntegerField(default=0)
    goods_read = models.PositiveIntegerField(null=True, blank=True, help_text="None: goods were not looked at.")
    goods_refreshed = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return f"comparison of {self.started_at:%Y-%m-%d %H:%M}"


class Difference(models.Model):
    """Something that is not the same on both sides and that no machine may set right. It goes when they agree again.

    `saleor_id` is the engine's order, `detail` tells differences of a kind and order apart (a line's id). `here` and
    `there` are both values as people write them.
    """

    class Kind(models.TextChoices):
        NOT_TAKEN_IN = "not_taken_in", _("Bestellung nicht übernommen")
        GONE = "gone", _("Bestellung fehlt in der Warenwirtschaft")
        TOTAL = "total", _("Gesamtbetrag")
        LINE_GONE = "line_gone", _("Position")
        QUANTITY = "quantity", _("Stückzahl")
        LEFT_SHOP = "left_shop", _("Übergebene oder abgesagte Stücke")
        PAYMENT_GONE = "payment_gone", _("Zahlung fehlt")
        CHARGED = "charged", _("Eingenommen")
        REFUNDED = "refunded", _("Erstattet")
        VOIDED = "voided", _("Zusage aufgehoben")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    saleor_id = models.CharField(max_length=120)
    detail = models.CharField(max_length=120, blank=True, default="")
    purchase = models.ForeignKey("orders.Purchase", models.CASCADE, null=True, related_name="differences")
    label = models.CharField(max_length=500)
    here = models.CharField(max_length=500, blank=True)
    there = models.CharField(max_length=500, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "saleor_id", "detail"], name="difference_is_told_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.saleor_id}"
