"""Shops that take invoices, and the papers themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class InvoiceTerms(models.Model):
    """On which account a shop wants its money, and within how many days of the invoice."""

    vendor = models.OneToOneField("vendors.Vendor", models.CASCADE, primary_key=True, related_name="+")
    is_offered = models.BooleanField(default=False)
    holder = models.CharField(max_length=70, help_text="Account holder.")
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True, default="")
    days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        verbose_name_plural = "invoice terms"
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(1, 60)), name="invoice_is_due_within_two_months"),
            models.CheckConstraint(condition=Q(is_offered=False) | ~Q(iban=""), name="invoice_needs_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.vendor_id}: {self.iban}"


class Invoice(models.Model):
    """One paper in one shop's consecutive circle. Rows are added, never changed but for file and mail.

    `facts` (a `rules.paper.Paper` as JSON) is all the paper says; `digest` is the SHA-256 of the stored PDF. `about` is
    the history entry that a correction is about. `gross` is negative on corrections. `mail_due` is when the mail may be
    tried next; whoever tries moves it into the future first.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("Rechnung")
        CORRECTION = "correction", _("Rechnungskorrektur")

    vendor = models.ForeignKey("vendors.Vendor", models.PROTECT, related_name="+")
    order = models.ForeignKey("orders.VendorOrder", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=24, unique=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    about = models.PositiveBigIntegerField(default=0)
    issued_on = models.DateField()
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    facts = models.JSONField()
    file = models.FileField(upload_to="invoices/", blank=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    mail_due = models.DateTimeField()
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vendor", "sequence"], name="invoice_numbers_of_a_vendor_are_unique"),
            models.UniqueConstraint(fields=["order"], condition=Q(kind="invoice"), name="order_has_one_invoice"),
            models.UniqueConstraint(fields=["order", "about"], name="order_is_corrected_once_per_fact"),
            models.CheckConstraint(
                condition=Q(kind="invoice", corrects__isnull=True, about=0)
                | Q(kind="correction", corrects__isnull=False, about__gt=0),
                name="correction_names_what_it_corrects",
            ),
            models.CheckConstraint(condition=Q(file="") | ~Q(digest=""), name="invoice_file_has_a_digest"),
        ]

    def __str__(self) -> str:
        return self.number
