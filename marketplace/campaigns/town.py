"""The demo town's campaigns, dated from the day of loading."""

import csv
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.rules import state
from marketplace.campaigns.services import create_campaign
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.vendors.selectors import public_vendors, region

FILE = "campaigns.csv"


def load(folder: Path, *, now: datetime) -> str:
    """Plan the campaigns of `campaigns.csv`; those that exist already stay as they are.

    `goods` names "shop:number" parted by blanks: so many of the shop's goods, spread over its range. A campaign whose
    shops and goods are all missing stays a draft.
    """
    with (folder / FILE).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    missing = [row for row in rows if not Campaign.objects.filter(slug=row["slug"]).exists()]
    for row in missing:
        _plan(row, now=now)
    return f"{len(rows)} campaigns"


def _plan(row: Mapping[str, str], *, now: datetime) -> None:
    pks = dict(public_vendors().filter(slug__in=row["vendors"].split()).values_list("slug", "pk"))
    vendor_pks = [pks[slug] for slug in row["vendors"].split() if slug in pks]
    listing_pks = [pk for choice in row["goods"].split() for pk in _goods(*choice.split(":"))]
    starts, ends = (_midnight(int(row[name]), now) for name in ("starts_in_days", "ends_in_days"))
    fields = {name: row[name] for name in ("slug", "title", "teaser", "body", "motif")}
    over = state(is_draft=False, starts=starts, ends=ends, now=now).value == "ended"
    create_campaign(
        fields={
            **fields,
            "starts": starts,
            "ends": ends,
            "start_place": int(row["start_place"]),
            "is_draft": not (vendor_pks or listing_pks),
        },
        listing_pks=listing_pks,
        vendor_pks=vendor_pks,
        # A campaign of the past was planned in its own time.
        now=starts if over else now,
    )


def _goods(shop: str, number: str) -> list[int]:
    pks = list(public_listings().filter(vendor__slug=shop).order_by("slug").values_list("pk", flat=True))
    step = max(1, len(pks) // int(number))
    return pks[::step][: int(number)]


def _midnight(days: int, now: datetime) -> datetime:
    zone = region().zone
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=days), time(), zone)
