"""What the catalogue does when the engine tells of a change: note which copies are stale. Reading them is a task.

PRODUCT_VARIANT_STOCK_UPDATED is not sent when an order takes or gives back stock, so orders are listened to as well.
https://docs.saleor.io/developer/extending/webhooks/asynchronous-events
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from marketplace.catalogue.services.sync import mark_stale
from marketplace.saleor.orders import order

Payload = dict[str, Any]


def product_changed(payload: Payload) -> None:
    """PRODUCT_CREATED, PRODUCT_UPDATED, PRODUCT_DELETED."""
    product = payload.get("product")
    if product:
        mark_stale([product["id"]], now=timezone.now())


def variant_changed(payload: Payload) -> None:
    """PRODUCT_VARIANT_UPDATED, PRODUCT_VARIANT_STOCK_UPDATED, PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED."""
    variant = payload.get("productVariant")
    if variant:
        mark_stale([variant["product"]["id"]], now=timezone.now())


def order_created(payload: Payload) -> None:
    """ORDER_CREATED: its lines are allocated."""
    lines = (payload.get("order") or {}).get("lines") or ()
    mark_stale({line["variant"]["product"]["id"] for line in lines if line["variant"]}, now=timezone.now())


def order_cancelled(payload: Payload) -> None:
    """ORDER_CANCELLED: its lines may be sold again. The event names the order only."""
    told = payload.get("order")
    cancelled = order(told["id"]) if told else None
    if cancelled is not None:
        mark_stale({line.product_id for line in cancelled.lines if line.product_id}, now=timezone.now())


HANDLERS: Mapping[str, Callable[[Payload], None]] = {
    "PRODUCT_CREATED": product_changed,
    "PRODUCT_UPDATED": product_changed,
    "PRODUCT_DELETED": product_changed,
    "PRODUCT_VARIANT_UPDATED": variant_changed,
    "PRODUCT_VARIANT_STOCK_UPDATED": variant_changed,
    "PRODUCT_VARIANT_DISCOUNTED_PRICE_UPDATED": variant_changed,
    "ORDER_CREATED": order_created,
    "ORDER_CANCELLED": order_cancelled,
}
