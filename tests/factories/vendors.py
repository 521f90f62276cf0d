"""Shops for tests: complete, published and selling unless told otherwise."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from marketplace.accounts.models import Person
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Closure, LegalIdentity, StaffMember, Vendor
from marketplace.vendors.rules.legal import vat_check_digit
from marketplace.vendors.services.profile import search_text

_numbers = count(1)
WEEK = "Mo-Fr 09:00-18:00; Sa 09:00-13:00; PH off"


def make_vendor(**fields: Any) -> Vendor:
    """A public shop in Zeitz that sells, with a complete legal identity. Fields are the model's."""
    number = next(_numbers)
    values = {
        "slug": f"laden-{number}",
        "name": f"Laden {number}",
        "trade": "books",
        "street": "Roßmarkt 1",
        "postal_code": "06712",
        "city": "Zeitz",
        "latitude": 51.0496,
        "longitude": 12.1369,
        "phone": "030 23125 000",
        "email": f"laden{number}@laden.example",
        "opening_hours": WEEK,
        "packing_minutes": 60,
        "warehouse_id": global_id("Warehouse", uuid4()),
        "is_published": True,
        "sells": True,
        "offers_collect": True,
        "offers_delivery": True,
    }
    vendor = Vendor(**values | fields)
    vendor.search_text = search_text(vendor)
    vendor.save()
    make_legal_identity(vendor)
    return vendor


def make_legal_identity(vendor: Vendor, **fields: Any) -> LegalIdentity:
    """A complete legal identity with a well-formed VAT number of its own."""
    digits = f"{99900000 + vendor.pk % 99999:08}"
    values = {
        "legal_name": f"{vendor.name} GmbH",
        "legal_form": "gmbh",
        "representative": "die Geschäftsführung",
        "street": vendor.street,
        "postal_code": vendor.postal_code,
        "city": vendor.city,
        "email": vendor.email,
        "phone": vendor.phone,
        "register_court": "Amtsgericht Stendal",
        "register_number": f"HRB {99000 + vendor.pk}",
        "vat_id": f"DE{digits}{vat_check_digit(digits)}",
        "self_certified_at": datetime.fromisoformat("2026-01-01T00:00:00Z"),
    }
    return LegalIdentity.objects.create(vendor=vendor, **values | fields)


def make_staff(vendor: Vendor, person: Person, role: str = "owner") -> StaffMember:
    """Let a person work in a shop."""
    return StaffMember.objects.create(vendor=vendor, person=person, role=role)


def make_closure(vendor: Vendor, starts: datetime, ends: datetime | None = None, reason: str = "") -> Closure:
    """A planned closure, of one day unless `ends` is given."""
    return Closure.objects.create(vendor=vendor, starts=starts, ends=ends or starts + timedelta(days=1), reason=reason)
