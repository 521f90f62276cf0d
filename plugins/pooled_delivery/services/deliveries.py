"""Telling the orders what became of their goods.

A drop marked as brought closes the vendor orders whose goods it carried; where nobody was met, the shopper is told and
the operator calls.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.services import hand_over, note_not_collected, note_not_met
from plugins.pooled_delivery.models import Load, Stop, StopKind, StopState
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


def tell_missed_orders(*, now: datetime) -> int:
    """Tell every vendor order whose goods could not be brought, or not be collected; the number of stops told of.

    Runs again and again, a minute after the driver's word: until then it may be taken back. Each stop is told of once
    for each word of the driver.
    """
    untold = Q(told_at=None) | Q(told_at__lt=F("done_at"))
    missed = Stop.objects.filter(untold, state=StopState.NOT_MET, done_at__range=(now - GIVE_UP, now - UNDO))
    stops = list(missed.select_related("done_by").order_by("pk"))
    for stop in stops:
        _tell(stop, now=now)
        Stop.objects.filter(pk=stop.pk, done_at=stop.done_at).update(told_at=now)
    return len(stops)


def _tell(stop: Stop, *, now: datetime) -> None:
    assert stop.done_at is not None, "the database holds that a stop that is done has a time"
    collecting = stop.kind == StopKind.COLLECT
    note, loads = (note_not_collected, stop.collected_loads) if collecting else (note_not_met, stop.dropped_loads)
    references = loads.filter(held_until=None, cancelled_at=None, handed_over_at=None).values("reference")
    orders = VendorOrder.objects.filter(fulfilment_method=CODE, fulfilment_reference__in=references)
    for order in orders.order_by("pk"):
        note(order=order, reason=stop.reason, person=stop.done_by, happened_at=stop.done_at, now=now)
