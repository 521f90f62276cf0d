"""A shop's orders by what is to be done with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.orders.extensions import Captures, payment_gateways
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.states import State
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
    """`counts` by stage (of TASKS), the rows of each, and the order that comes next, opened."""

    counts: dict[str, int]
    queues: dict[str, list[VendorOrder]]
    next: OrderSheet | None


def orders_in(vendor: Vendor, *, stage: str = "", text: str = "") -> QuerySet[VendorOrder]:
    """The shop's orders: open ones by when they must be ready, then closed ones, the latest first.

    `text` is part of a number, or of the shopper's name.
    """
    rows = VendorOrder.objects.filter(vendor=vendor).select_related("purchase")
    if stage:
        rows = rows.filter(state__in=STATES[stage])
    if text:
        name = Q(purchase__address__first_name__icontains=text) | Q(purchase__address__last_name__icontains=text)
        rows = rows.filter(Q(number__icontains=text) | name)
    rows = rows.annotate(pieces=Count("lines"))
    closed = Q(state__in=(*STATES[Stage.DONE], *STATES[Stage.CANCELLED]))
    urgency = models.Case(models.When(closed, then=None), default=F("ready_by"))
    return rows.order_by(
        models.Case(models.When(closed, then=1), default=0), urgency.asc(nulls_last=True), "-placed_at", "-pk"
    )


def work_of(vendor: Vendor, person: Person | None, *, now: datetime) -> Work:
    """What is to be done today. The next order is the new or unpacked one that must be ready first."""
    rows = list(orders_in(vendor).filter(state__in=[state for stage in TASKS for state in STATES[stage]]))
    queues = {stage.value: [row for row in rows if row.state in STATES[stage]] for stage in TASKS}
    first = next(iter([*queues[Stage.NEW], *queues[Stage.TO_PACK], *queues[Stage.TO_HAND_OVER]]), None)
    return Work(
        counts={stage: len(queue) for stage, queue in queues.items()},
        queues=queues,
        next=sheet(first, person, now=now) if first else None,
    )


def awaits_receipt(order: VendorOrder) -> bool:
    """True while the shop has to tell when the shopper's money arrives (bank transfer)."""
    gateway = payment_gateways.get(order.payment_method)
    if gateway is None or gateway.captures != Captures.ON_RECEIPT or order.state == State.CANCELLED:
        return False
    return order.due > order.captured - order.refunded
