"""Telling the orders what was brought. A drop marked as brought closes the vendor orders whose goods it carried."""

import logging
from datetime import datetime, timedelta

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.services import hand_over
from plugins.pooled_delivery.models import Load, StopState
from plugins.pooled_delivery.selectors.tours import CODE

logger = logging.getLogger(__name__)

# As long as this, a driver can take back a slip of the finger without anybody having been told.
UNDO = timedelta(seconds=60)
GIVE_UP = timedelta(days=14)


def close_brought_orders(*, now: datetime) -> int:
    """Hand over, in the driver's name, every vendor order that was brought and is still open; the number of them.

    Runs again and again: an order that cannot be closed yet (the shop has not said that it is packed) is closed by a
    later run. No transaction is open: a hand-over counts and claims in its own.
    """
    brought = Load.objects.filter(
        drop__state=StopState.DONE,
        drop__done_at__range=(now - GIVE_UP, now - UNDO),
        held_until=None,
        cancelled_at=None,
        handed_over_at=None,
    )
    drivers = {load.reference: load.drop.done_by for load in brought.select_related("drop__done_by").order_by("pk")}
    orders = VendorOrder.objects.filter(fulfilment_method=CODE, fulfilment_reference__in=drivers)
    closed = 0
    for order in orders.order_by("pk"):
        try:
            hand_over(order=order, code="", person=drivers[order.fulfilment_reference], now=now)
            closed += 1
        except DomainError as refusal:
            logger.info("order %s was brought but stays open: %s", order.number, refusal.code)
    return closed
