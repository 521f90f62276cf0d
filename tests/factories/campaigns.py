"""Campaigns and bare listings for tests."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.services import create_campaign
from marketplace.catalogue.models import Listing
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Vendor

_numbers = count(700_001)
NOON = datetime(2026, 9, 15, 10, tzinfo=UTC)


def make_row(vendor: Vendor, **fields: Any) -> Listing:
    """A public listing as a row alone: the engine knows nothing of it."""
    number = next(_numbers)
    values = {
        "product_id": global_id("Product", number),
        "variant_id": global_id("ProductVariant", number),
        "slug": f"ware-{number}",
        "name": f"Ware {number}",
        "price": Decimal("10.00"),
        "available": 5,
        "is_published": True,
        "created": NOON,
        "synced_at": NOON,
    }
    return Listing.objects.create(vendor=vendor, **values | fields)


def make_campaign(*chosen: Listing | Vendor, now: datetime = NOON, **fields: Any) -> Campaign:
    """A campaign with the chosen goods and shops that began yesterday and runs for a week, unless told otherwise."""
    number = next(_numbers)
    values = {
        "title": f"Aktion {number}",
        "teaser": "Nur für kurze Zeit",
        "starts": now - timedelta(days=1),
        "ends": now + timedelta(days=6),
        "is_draft": not chosen,
    }
    return create_campaign(
        fields=values | fields,
        listing_pks=[each.pk for each in chosen if isinstance(each, Listing)],
        vendor_pks=[each.pk for each in chosen if isinstance(each, Vendor)],
        now=now,
    )
