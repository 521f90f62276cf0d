"""Tells the engine which goods left a shop, which go back on its shelf, and what really lies there.

Neither of the first two operations knows a reference of ours, so an attempt after a crash first reads how far the order
is and asks only for what is missing: the engine counts returned pieces among the fulfilled ones.
"""

from datetime import datetime

from django.db import transaction

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.goods import set_stock
from marketplace.errors import DomainError, NotFound
from marketplace.orders.models import Intent
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor import returns


def carry_out(intent: Intent, *, now: datetime) -> None:
    """Bring the engine's order to where the intent wants it. Raises what the seam raises, and DomainError
    ENGINE_ORDER_GONE."""
    if intent.kind == Intent.Kind.STOCK:
        _count(intent, now=now)
    else:
        _move(intent)
    with transaction.atomic():
        Intent.objects.filter(pk=intent.pk, state=Intent.State.OPEN).update(
            state=Intent.State.DONE, done_at=now, attempts=intent.attempts + 1
        )


def _count(intent: Intent, *, now: datetime) -> None:
    """Set the stock to what the shop says; goods that are gone from the market have none."""
    for listing in Listing.objects.filter(pk__in=intent.lines, removed_at=None).select_related("vendor"):
        try:
            set_stock(listing=listing, quantity=intent.lines[str(listing.pk)], now=now)
        except NotFound:
            continue


def _move(intent: Intent) -> None:
    arrived = saleor_orders.order(intent.order.purchase.saleor_order_id)
    if arrived is None:
        raise DomainError("ENGINE_ORDER_GONE", "the engine does not know the order any more")
    fulfilled = {line.id: line.quantity_fulfilled for line in arrived.lines}
    if intent.kind == Intent.Kind.RELEASE:
        _release(intent, fulfilled)
    else:
        _fulfil(intent, fulfilled)


def _release(intent: Intent, fulfilled: dict[str, int]) -> None:
    """Give back what `lines` counts in all, as far as the engine has not counted it yet."""
    missing = {line: wanted - fulfilled.get(line, 0) for line, wanted in intent.lines.items()}
    quantities = {line: quantity for line, quantity in missing.items() if quantity > 0}
    if quantities:
        returns.return_unfulfilled(
            order_id=intent.order.purchase.saleor_order_id, quantities=quantities, reason=intent.reason
        )


def _fulfil(intent: Intent, fulfilled: dict[str, int]) -> None:
    """Hand over all that is not rejected, out of the vendor's own warehouse and no other."""
    warehouse = intent.order.vendor.warehouse_id or ""
    left = {
        line.saleor_line_id: line.quantity - fulfilled.get(line.saleor_line_id, 0) for line in intent.order.lines.all()
    }
    handed_over = [
        saleor_orders.HandedOver(line_id=line, warehouse_id=warehouse, quantity=quantity)
        for line, quantity in left.items()
        if quantity > 0
    ]
    if handed_over:
        saleor_orders.fulfill(
            order_id=intent.order.purchase.saleor_order_id,
            handed_over=handed_over,
            tracking_number=intent.order.number,
        )
