"""What a shop does on the market: shown, selling, collection, delivery. The law's gates stand here (D-7, D-9, D-11)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.vendors.models import LegalIdentity, Vendor
from marketplace.vendors.rules.legal import impressum_gaps, selling_gaps
from marketplace.vendors.services.changes import apply
from marketplace.vendors.wording import camel, field_names

OFFERS = frozenset({"is_published", "sells", "reserves_only", "offers_collect", "offers_delivery"})


@transaction.atomic
def set_offers(*, vendor: Vendor, changes: Mapping[str, Any], approved: bool) -> Vendor:
    """Change fields of `OFFERS`. A shop that stops selling stops offering collection and delivery with it.

    `approved`: the operator acts, who alone lets a shop become public or begin to sell (law D-9: checked before sale).
    Raises DomainError IMPRESSUM_INCOMPLETE, SELLING_INCOMPLETE (with `details["fields"]`), NO_STOCK_ROOM,
    NOT_APPROVED, SELLING_REQUIRED or RESERVATION_ONLY.
    """
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    for name in ("is_published", "sells"):
        if changes.get(name) and not getattr(locked, name) and not approved:
            raise DomainError("NOT_APPROVED", _("Das schaltet der Kümmerer frei."), field=camel(name))
    if changes.get("sells") is False:
        changes = {"reserves_only": False, "offers_collect": False, "offers_delivery": False, **changes}
    apply(locked, changes, allowed=OFFERS)
    _refuse_contradictions(locked)
    refuse_unlawful(locked, LegalIdentity.objects.get(vendor=locked))
    locked.save()
    return locked


def refuse_unlawful(vendor: Vendor, identity: LegalIdentity) -> None:
    """Raise DomainError if the shop, as it is to be stored, is public or sells without what the law asks for."""
    texts = {name: str(value or "") for name, value in model_to_dict(identity).items()}
    if vendor.is_published and (gaps := impressum_gaps(texts)):
        names = [gap.field for gap in gaps]
        raise DomainError(
            "IMPRESSUM_INCOMPLETE",
            _("Für das Impressum fehlt noch: {fields}. Erst dann ist der Laden öffentlich (§ 5 DDG).").format(
                fields=field_names(names)
            ),
            field=camel(names[0]),
            fields=[camel(name) for name in names],
        )
    if vendor.sells and (gaps := selling_gaps(texts, self_certified=identity.self_certified_at is not None)):
        names = [gap.field for gap in gaps]
        raise DomainError(
            "SELLING_INCOMPLETE", _selling_words(names), field=camel(names[0]), fields=[camel(name) for name in names]
        )


def _selling_words(names: list[str]) -> str:
    if names == ["vat_id"]:
        return _(
            "Ohne gültige USt-IdNr. darf ein Laden auf dem Markt nicht verkaufen, auch nicht als Kleinunternehmer "
            "(§ 22f UStG). Das Bundeszentralamt für Steuern vergibt sie kostenlos."
        )
    return _("Zum Verkaufen fehlt noch: {fields}.").format(fields=field_names(names))


def _refuse_contradictions(vendor: Vendor) -> None:
    if not vendor.sells and (vendor.reserves_only or vendor.offers_collect or vendor.offers_delivery):
        raise DomainError("SELLING_REQUIRED", _("Abholung und Lieferung gibt es nur, wenn der Laden verkauft."))
    if vendor.reserves_only and (vendor.offers_delivery or not vendor.offers_collect):
        raise DomainError("RESERVATION_ONLY", _("Wer nur reservieren lässt, bietet Abholung an und keine Lieferung."))
    if vendor.sells and not vendor.warehouse_id:
        raise DomainError("NO_STOCK_ROOM", _("Das Lager des Ladens wird noch angelegt. Bitte in einer Minute wieder."))
