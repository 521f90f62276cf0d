"""A shop's profile: created by the operator, kept by its staff."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.errors import DomainError
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.vendors.models import LegalIdentity, Trade, Vendor
from marketplace.vendors.rules.search import folded
from marketplace.vendors.services.changes import apply, refuse_invalid
from marketplace.vendors.services.warehouses import ensure_stock_rooms

logger = logging.getLogger(__name__)

PROFILE = frozenset(
    {
        "name", "trade", "teaser", "story", "picture_alt", "street", "postal_code", "city", "latitude", "longitude",
        "phone", "email", "website", "packing_minutes",
    }
)  # fmt: skip
_REQUIRED = ("name", "trade", "street", "postal_code", "city")


@transaction.atomic
def create_vendor(*, slug: str = "", profile: Mapping[str, Any]) -> Vendor:
    """A new shop with an empty legal identity: hidden, not selling, without a stock room yet.

    `profile` has fields of `PROFILE`; `slug` is made of the name if
    empty. Raises DomainError UNIQUE (slug), REQUIRED, INVALID ... with the field.
    """
    vendor = Vendor(slug=slug or shop_slug(str(profile.get("name", ""))))
    apply(vendor, profile, allowed=PROFILE)
    refuse_invalid(vendor, ("slug", *_REQUIRED))
    _check_profile(vendor)
    try:
        with transaction.atomic():
            vendor.save()
    except IntegrityError:
        raise DomainError("UNIQUE", _("Diesen Kurznamen hat schon ein anderer Laden."), field="slug") from None
    LegalIdentity.objects.create(vendor=vendor)
    return vendor


def open_vendor(*, slug: str = "", profile: Mapping[str, Any]) -> Vendor:
    """`create_vendor` and its stock room. While the commerce engine does not answer, or has no market yet, the shop
    stands without one; the regular task adds it later."""
    vendor = create_vendor(slug=slug, profile=profile)
    try:
        ensure_stock_rooms([vendor])
    except (SaleorUnreachable, LookupError):
        logger.warning("no stock room for shop %s yet", vendor.slug, exc_info=True)
    return vendor


@transaction.atomic
def update_profile(*, vendor: Vendor, changes: Mapping[str, Any]) -> Vendor:
    """Change fields of `PROFILE`. Raises DomainError REQUIRED, INVALID ... with the field."""
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    apply(locked, changes, allowed=PROFILE)
    _check_profile(locked)
    locked.save()
    return locked


def shop_slug(name: str) -> str:
    """An address from a name: "Bäckerei am Roßmarkt" becomes baeckerei-am-rossmarkt."""
    return slugify(folded(name))[:80].strip("-")


def search_text(vendor: Vendor) -> str:
    """What a search for shops looks through, folded."""
    with override("de"):
        trade = Trade(vendor.trade).label
    return folded(" ".join((vendor.name, str(trade), vendor.street, vendor.city, vendor.teaser, vendor.story)))


def _check_profile(vendor: Vendor) -> None:
    if (vendor.latitude is None) != (vendor.longitude is None):
        raise DomainError("REQUIRED", _("Bitte geben Sie beide Koordinaten an."), field="latitude")
    if vendor.latitude is not None and not (-90 <= vendor.latitude <= 90 and -180 <= (vendor.longitude or 0) <= 180):
        raise DomainError("INVALID", _("Diese Koordinaten gibt es nicht."), field="latitude")
    if not vendor.postal_code.isdecimal() or len(vendor.postal_code) != 5:
        raise DomainError("INVALID", _("Bitte geben Sie eine Postleitzahl mit fünf Ziffern an."), field="postalCode")
    if vendor.phone:
        check_phone(vendor.phone)
    if vendor.packing_minutes > 7 * 24 * 60:
        raise DomainError("TOO_LARGE", _("Die Packzeit darf höchstens eine Woche sein."), field="packingMinutes")
    vendor.search_text = search_text(vendor)


def check_phone(phone: str) -> None:
    """Raise DomainError INVALID unless a text can be dialled: digits, spaces, + ( ) / - and at least five digits."""
    digits = sum(character.isdecimal() for character in phone)
    if digits < 5 or not all(character.isdecimal() or character in "+()/- " for character in phone):
        raise DomainError("INVALID", _("Bitte geben Sie eine Telefonnummer aus Ziffern an."), field="phone")
