"""The legal identity: what it must hold is in `rules.legal`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.models import LegalIdentity, Vendor
from marketplace.vendors.rules.legal import compact_number, lucid_refusal, vat_id_refusal
from marketplace.vendors.services.changes import apply
from marketplace.vendors.services.offers import refuse_unlawful
from marketplace.vendors.services.profile import check_phone

IDENTITY = frozenset(
    {
        "legal_name", "legal_form", "representative", "street", "postal_code", "city", "email", "phone",
        "register_court", "register_number", "vat_id", "tax_number", "tax_status", "tax_status_since",
        "supervisory_authority", "chamber", "profession", "responsible_for_content", "lucid_number",
    }
)  # fmt: skip


@transaction.atomic
def update_legal_identity(
    *, vendor: Vendor, changes: Mapping[str, Any], now: datetime, self_certified: bool | None = None
) -> LegalIdentity:
    """Change fields of `IDENTITY`. `self_certified`: the retailer declares to offer only what the law allows
    (Art. 30(1)(e) DSA); True stores `now`, False withdraws it.

    Raises DomainError VAT_ID_FORM, VAT_ID_CHECK_DIGIT, LUCID_FORM, INVALID ... with the field, and
    IMPRESSUM_INCOMPLETE or SELLING_INCOMPLETE if a shop that is public or sells would lose what the law asks for.
    """
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    identity = LegalIdentity.objects.select_for_update().get(vendor=locked)
    apply(identity, _compacted(changes), allowed=IDENTITY)
    if self_certified is not None:
        identity.self_certified_at = now if self_certified else None
    _check_numbers(identity)
    refuse_unlawful(locked, identity)
    identity.save()
    return identity


def _compacted(changes: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {name: compact_number(str(changes[name])) for name in ("vat_id", "lucid_number") if name in changes}
    return {**changes, **numbers}


def _check_numbers(identity: LegalIdentity) -> None:
    if identity.vat_id and (code := vat_id_refusal(identity.vat_id)):
        raise DomainError(code, vat_id_words(code), field="vatId")
    if identity.lucid_number and (code := lucid_refusal(identity.lucid_number)):
        raise DomainError(code, _("Eine LUCID-Nummer ist DE und 13 Ziffern."), field="lucidNumber")
    if identity.postal_code and not (identity.postal_code.isdecimal() and len(identity.postal_code) == 5):
        raise DomainError("INVALID", _("Bitte geben Sie eine Postleitzahl mit fünf Ziffern an."), field="postalCode")
    if identity.phone:
        check_phone(identity.phone)


def vat_id_words(code: str) -> str:
    """Why a VAT number is not accepted."""
    if code == "VAT_ID_CHECK_DIGIT":
        return _("Diese USt-IdNr. hat einen Zahlendreher: Die Prüfziffer stimmt nicht. Bitte vergleichen Sie sie.")
    return _(
        "Eine deutsche USt-IdNr. ist DE und neun Ziffern, zum Beispiel DE123456788. Die Steuernummer ist etwas anderes."
    )
