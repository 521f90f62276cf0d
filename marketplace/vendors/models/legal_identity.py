"""Who the retailer is before the law: the Impressum, tax and register facts (law D-7, D-9, D-11, D-17, D-28)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.vendors.models.vendor import Vendor


class LegalForm(models.TextChoices):
    SOLE = "sole", _("Einzelunternehmen")
    REGISTERED_MERCHANT = "ek", _("eingetragene Kauffrau / eingetragener Kaufmann (e. K.)")
    GBR = "gbr", _("Gesellschaft bürgerlichen Rechts (GbR)")
    OHG = "ohg", _("offene Handelsgesellschaft (OHG)")
    KG = "kg", _("Kommanditgesellschaft (KG)")
    GMBH = "gmbh", _("Gesellschaft mit beschränkter Haftung (GmbH)")
    UG = "ug", _("Unternehmergesellschaft (haftungsbeschränkt)")
    GMBH_KG = "gmbh_kg", _("GmbH & Co. KG")
    AG = "ag", _("Aktiengesellschaft (AG)")
    COOPERATIVE = "eg", _("eingetragene Genossenschaft (eG)")
    ASSOCIATION = "ev", _("eingetragener Verein (e. V.)")


class TaxStatus(models.TextChoices):
    REGULAR = "regular", _("Regelbesteuerung")
    SMALL_BUSINESS = "small_business", _("Kleinunternehmer nach § 19 UStG")


class LegalIdentity(models.Model):
    """One per vendor. Empty strings mean "not stated yet"; `rules.legal` says what is missing for which step.

    Public in the Impressum: everything but `tax_number`, `tax_status` and `self_certified_at`.
    """

    vendor = models.OneToOneField(Vendor, models.CASCADE, primary_key=True, related_name="legal_identity")
    legal_name = models.CharField(max_length=160, blank=True)
    legal_form = models.CharField(max_length=16, choices=LegalForm, blank=True)
    representative = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    register_court = models.CharField(max_length=120, blank=True)
    register_number = models.CharField(max_length=40, blank=True)
    vat_id = models.CharField(max_length=11, blank=True)
    tax_number = models.CharField(max_length=20, blank=True)
    tax_status = models.CharField(max_length=16, choices=TaxStatus, default=TaxStatus.REGULAR)
    tax_status_since = models.DateField(null=True, blank=True)
    supervisory_authority = models.CharField(max_length=200, blank=True)
    chamber = models.CharField(max_length=160, blank=True)
    profession = models.CharField(max_length=160, blank=True)
    responsible_for_content = models.CharField(max_length=200, blank=True)
    lucid_number = models.CharField(max_length=15, blank=True)
    self_certified_at = models.DateTimeField(null=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(vat_id="") | Q(vat_id__regex=r"^DE[1-9][0-9]{8}$"), name="vat_id_form"),
            models.CheckConstraint(
                condition=Q(lucid_number="") | Q(lucid_number__regex=r"^DE[0-9]{13}$"), name="lucid_number_form"
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^[0-9]{5}$"),
                name="identity_postal_code_form",
            ),
        ]

    def __str__(self) -> str:
        return self.legal_name or str(self.vendor_id)
