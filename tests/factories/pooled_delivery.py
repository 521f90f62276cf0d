"""Zones, tours and parts of orders that ride on them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from marketplace.baskets.extensions import Destination, OrderPart, Recipient
from marketplace.vendors.models import Vendor
from plugins.pooled_delivery.models import Tour, TourPattern, Zone
from plugins.pooled_delivery.selectors.tours import offer_key

# Ten o'clock on a Monday in Zeitz.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOME = Destination(postal_code="06712", city="Zeitz", street="Am Anger 3")
SHOPPER = Recipient(name="Erika Muster", phone="030 23125 001", email="erika@example.com")
_numbers = count(1)


def make_zone(postal_code: str = "06712", **fields: Any) -> Zone:
    """Delivery for 4.90 from 15 euros on."""
    values = {"name": "Zeitz", "price": Decimal("4.90"), "minimum_order": Decimal("15.00")}
    return Zone.objects.get_or_create(postal_code=postal_code, defaults=values | fields)[0]


def make_pattern(*zones: Zone, **fields: Any) -> TourPattern:
    """Tuesdays: orders until noon, at the shops from two, at the shoppers from four to seven."""
    number = next(_numbers)
    values = {
        "code": f"tour-{number}",
        "name": f"Tour {number}",
        "weekday": 1,
        "collects": time(14),
        "starts": time(16),
        "ends": time(19),
        "cut_off": time(12),
        "capacity": 10,
        "cost": Decimal("30.00"),
    }
    pattern = TourPattern.objects.create(**values | fields)
    pattern.zones.set(zones or [make_zone()])
    return pattern


def make_tour(pattern: TourPattern | None = None, *, day: int = 24, **fields: Any) -> Tour:
    """A tour on a day of November 2026, by default tomorrow; times in UTC are an hour behind the clock."""
    values = {
        "date": date(2026, 11, day),
        "cut_off": datetime(2026, 11, day, 11, tzinfo=UTC),
        "collects_at": datetime(2026, 11, day, 13, tzinfo=UTC),
        "starts": datetime(2026, 11, day, 15, tzinfo=UTC),
        "ends": datetime(2026, 11, day, 18, tzinfo=UTC),
        "capacity": 10,
    }
    return Tour.objects.create(pattern=pattern or make_pattern(), **values | fields)


def make_ride(vendor: Vendor, *, order: str = "", reference: str = "", **fields: Any) -> OrderPart:
    """One vendor's part of an order to Zeitz."""
    number = next(_numbers)
    values = {"quantity": 1, "destination": HOME, "recipient": SHOPPER, "number": f"26-{number:06}-A"}
    return OrderPart(
        reference=reference or f"ref-{number}",
        order_reference=order or f"order-{number}",
        vendor=vendor,
        **values | fields,
    )


def key_of(tour: Tour) -> str:
    return offer_key(tour)
