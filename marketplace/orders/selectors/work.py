"""A shop's open orders by what is to be done with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.orders.extensions import Captures, payment_gateways
from marketplace.orders.models import Deviation, VendorOrder
from marketplace.orders.rules.deadlines import UNANSWERED_FOR, UNCOLLECTED_FOR, Waiting, overdue
from marketplace.orders.rules.states import State
from marketplace.orders.selectors.orders import work_of
from marketplace.orders.selectors.sheets import OrderSheet, sheet
from marketplace.vendors.models import Vendor


class Stage(models.TextChoices):
    """What a shop calls the states of an order."""

    NEW = "new", _("Neu")
    TO_PACK = "to_pack", _("Zu packen")
    TO_HAND_OVER = "to_hand_over", _("Liegt bereit")
    DONE = "done", _("Erledigt")
    CANCELLED = "cancelled", _("Storniert")


STATES: dict[str, tuple[State, ...]] = {
    Stage.NEW: (State.PLACED,),
    Stage.TO_PACK: (State.CONFIRMED, State.PARTLY_REJECTED),
    Stage.TO_HAND_OVER: (State.READY,),
    Stage.DONE: (State.HANDED_OVER, State.DELIVERED),
    Stage.CANCELLED: (State.CANCELLED,),
}
TASKS = (Stage.NEW, Stage.TO_PACK, Stage.TO_HAND_OVER)


@dataclass(frozen=True, kw_only=True)
class Work:
    """The rows of each stage of TASKS, their counts, and the order that comes next, opened.

    `next` is the most urgent order to look at or to pack, None while everything is packed; it is in no queue.
    """

    queues: dict[str, list[VendorOrder]]
    counts: dict[str, int]
    next: OrderSheet | None

    @property
    def rest(self) -> bool:
        """Is there more to do than the next order?"""
        return any(self.queues.values())


def sorted_work(vendor: Vendor, person: Person | None, *, now: datetime) -> Work:
    """What is to be done today, the most urgent first; rows carry `pieces`, the number of their lines."""
    rows = list(work_of(vendor).annotate(pieces=Count("lines")))
    first = next((row for stage in (Stage.NEW, Stage.TO_PACK) for row in rows if row.state in STATES[stage]), None)
    queues = {stage.value: [row for row in rows if row.state in STATES[stage]] for stage in TASKS}
    return Work(
        queues={stage: [row for row in queue if row != first] for stage, queue in queues.items()},
        counts={stage: len(queue) for stage, queue in queues.items()},
        next=sheet(first, person, now=now) if first else None,
    )


def waiting_of(order: VendorOrder) -> Waiting:
    """The order as the deadlines see it."""
    since = (order.ready_at if order.state == State.READY else None) or order.placed_at
    return Waiting(state=State(order.state), brought=order.brought, since=since, ends=order.ends)


def overdue_orders(*, now: datetime) -> list[int]:
    """Primary keys of the orders that nobody moved on in time. Those that the operator is clearing up are left out."""
    unclear = Deviation.objects.filter(resolved_at=None)
    rows = VendorOrder.objects.filter(
        state__in=[State.PLACED, State.READY], placed_at__lte=now - min(UNANSWERED_FOR, UNCOLLECTED_FOR)
    )
    rows = rows.exclude(pk__in=unclear.exclude(order=None).values("order"))
    rows = rows.exclude(purchase__in=unclear.filter(order=None).values("purchase"))
    return [row.pk for row in rows.order_by("pk") if overdue(waiting_of(row), now=now)]


def awaits_receipt(order: VendorOrder) -> bool:
    """True while the shop has to tell when the shopper's money arrives (bank transfer)."""
    gateway = payment_gateways.get(order.payment_method)
    if gateway is None or gateway.captures != Captures.ON_RECEIPT or order.state == State.CANCELLED:
        return False
    return order.due > order.captured - order.refunded
