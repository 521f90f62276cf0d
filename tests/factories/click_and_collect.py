"""Parts of orders that are collected."""

from datetime import UTC, datetime, timedelta
from itertools import count

from marketplace.baskets.extensions import OrderPart
from marketplace.vendors.models import Vendor
from plugins.click_and_collect.rules import Slot, slot_key

# Ten o'clock on a Monday in Zeitz.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_part(vendor: Vendor, *, reference: str = "", quantity: int = 1, lead_days: int = 0) -> OrderPart:
    """One vendor's part of an order of its own."""
    reference = reference or f"ref-{next(_numbers)}"
    return OrderPart(
        reference=reference,
        order_reference=f"order-of-{reference}",
        vendor=vendor,
        quantity=quantity,
        lead_days=lead_days,
    )


def key_at(hour: int, minute: int = 0, *, day: int = 23, month: int = 11) -> str:
    """The offer key of the slot that starts then, UTC."""
    starts = datetime(2026, month, day, hour, minute, tzinfo=UTC)
    return slot_key(Slot(starts=starts, ends=starts + timedelta(minutes=30)))
