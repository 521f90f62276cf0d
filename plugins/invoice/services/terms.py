"""A shop says on which terms it takes invoices."""

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from plugins.invoice.models import InvoiceTerms
from plugins.invoice.rules.bank import compact, is_iban


@transaction.atomic
def save_terms(
    *, vendor: Vendor, is_offered: bool, holder: str, iban: str, bic: str = "", days: int = 14
) -> InvoiceTerms:
    """Keep the shop's account; the caller came through the shop's door. Raises DomainError IBAN_WRONG, HOLDER_MISSING
    or DAYS_OUT_OF_RANGE."""
    if not is_iban(iban):
        raise DomainError("IBAN_WRONG", _("Diese IBAN stimmt nicht. Bitte prüfen Sie sie."), field="iban")
    if not holder.strip():
        raise DomainError("HOLDER_MISSING", _("Bitte nennen Sie, wem das Konto gehört."), field="holder")
    if not 1 <= days <= 60:
        raise DomainError("DAYS_OUT_OF_RANGE", _("Das Zahlungsziel liegt zwischen 1 und 60 Tagen."), field="days")
    values = {
        "is_offered": is_offered,
        "holder": holder.strip()[:70],
        "iban": compact(iban),
        "bic": compact(bic)[:11],
        "days": days,
    }
    return InvoiceTerms.objects.update_or_create(vendor=vendor, defaults=values)[0]
