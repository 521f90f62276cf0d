"""What the catalogue tells the platform."""

from collections.abc import Iterable
from datetime import datetime

from marketplace.engine.services.outbox import Event, record_all


def tell(event_type: str, subject_type: str, subject_ids: Iterable[object], *, now: datetime) -> None:
    """Record the same event for several objects, in the open transaction, with one statement."""
    events = [Event(event_type=event_type, subject_type=subject_type, subject_id=each) for each in subject_ids]
    if events:
        record_all(events, now=now)


def product_changed(product_ids: Iterable[int], *, now: datetime) -> None:
    """PRODUCT_UPDATED for each product."""
    tell("PRODUCT_UPDATED", "Product", sorted(set(product_ids)), now=now)


def variant_changed(variant_ids: Iterable[int], *, now: datetime) -> None:
    """PRODUCT_VARIANT_UPDATED for each variant."""
    tell("PRODUCT_VARIANT_UPDATED", "ProductVariant", sorted(set(variant_ids)), now=now)
