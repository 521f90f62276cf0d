"""The demo town's shops, opened through the same services that people use."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from marketplace.accounts.selectors import person_by_email
from marketplace.saleor.setup import ensure_market
from marketplace.vendors.models import Closure, Vendor
from marketplace.vendors.selectors import region
from marketplace.vendors.services import (
    add_staff,
    close_between,
    create_vendor,
    ensure_stock_rooms,
    set_offers,
    set_opening_hours,
    update_legal_identity,
)

SHOPS, CLOSURES = "shops.csv", "closures.csv"
PROFILE = ("name", "trade", "teaser", "story", "street", "postal_code", "city", "phone", "email", "website")
IDENTITY = (
    "legal_name", "legal_form", "representative", "register_court", "register_number", "vat_id", "tax_status",
    "lucid_number",
)  # fmt: skip
# What each step of the staircase switches on.
STEPS = {
    "entry": {},
    "reserve": {"sells": True, "reserves_only": True, "offers_collect": True},
    "collect": {"sells": True, "offers_collect": True},
    "delivery": {"sells": True, "offers_collect": True, "offers_delivery": True},
}


def load(folder: Path, *, now: datetime) -> str:
    """Open the shops of `shops.csv` and plan the closures of `closures.csv` (days counted from today).

    May be run again: shops that are public already stay as their people left them.
    """
    rows = _rows(folder / SHOPS)
    for row in rows:
        if not Vendor.objects.filter(slug=row["slug"]).exists():
            _open(row, now=now)
    ensure_market(name=str(settings.TOWN["market_name"]))
    ensure_stock_rooms(Vendor.objects.filter(slug__in=[row["slug"] for row in rows]))
    vendors = {vendor.slug: vendor for vendor in Vendor.objects.filter(slug__in=[row["slug"] for row in rows])}
    for row in rows:
        _staff(vendors[row["slug"]], row["staff"])
        if not vendors[row["slug"]].is_published:
            changes = {"is_published": True, **STEPS[row["step"]]}
            set_offers(vendor=vendors[row["slug"]], changes=changes, approved=True)
    planned = sum(_close(vendors[row["shop"]], row, now=now) for row in _rows(folder / CLOSURES))
    return f"{len(rows)} shops, {planned} closures planned"


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def _open(row: Mapping[str, str], *, now: datetime) -> None:
    profile: dict[str, object] = {name: row[name] for name in PROFILE}
    profile |= {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}
    profile["packing_minutes"] = int(row["packing_minutes"])
    vendor = create_vendor(slug=row["slug"], profile=profile)
    set_opening_hours(vendor=vendor, text=row["opening_hours"])
    identity = {name: row[name] for name in IDENTITY}
    identity |= {name: row[name] for name in ("street", "postal_code", "city", "email", "phone")}
    update_legal_identity(vendor=vendor, changes=identity, self_certified=row["step"] != "entry", now=now)


def _staff(vendor: Vendor, text: str) -> None:
    """`text`: "address:role" parted by blanks; people without an account are left out."""
    for entry in text.split():
        email, _, role = entry.partition(":")
        if person := person_by_email(email):
            add_staff(vendor=vendor, person=person, role=role or "staff")


def _close(vendor: Vendor, row: Mapping[str, str], *, now: datetime) -> int:
    if Closure.objects.filter(vendor=vendor, reason=row["reason"], ends__gt=now).exists():
        return 0
    zone = region().zone
    first = now.astimezone(zone).date() + timedelta(days=int(row["in_days"]))
    last = first + timedelta(days=int(row["days"]) - 1)
    starts = datetime.combine(first, time.fromisoformat(row["from"] or "00:00"), zone)
    if row["to"] in ("", "24:00"):
        ends = datetime.combine(last + timedelta(days=1), time(), zone)
    else:
        ends = datetime.combine(last, time.fromisoformat(row["to"]), zone)
    close_between(vendor=vendor, starts=starts, ends=ends, reason=row["reason"], now=now)
    return 1
