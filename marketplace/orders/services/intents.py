"""Stores and carries out what the engine and the payment gateways must still be told.

An intent is written with the fact that asks for it (`add`, `plan_give_back`) and carried out afterwards by a worker
(`carry_out`): one vendor order at a time under a lease, intents in their order, as often as it takes. A process that
dies in the middle leaves an open intent and a lease that runs out; the next sweep starts it again, and each kind of
errand knows how to find out what is done already (`goods.py`, `money.py`).
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError, NotFound
from marketplace.orders.models import Deviation, Intent, VendorOrder
from marketplace.orders.rules.amounts import ZERO, give_back
from marketplace.orders.services import goods, money
from marketplace.orders.services.deviations import flag, held_deviation, settle_deviation
from marketplace.orders.services.errands import CARRY_OUT, after_commit

logger = logging.getLogger(__name__)

# Longer than the seam waits for an answer, so that a lease ends only when its holder is dead.
LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 12
MAX_WAIT = timedelta(hours=1)
_WAITING = (Intent.State.OPEN, Intent.State.PENDING)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Where the money will stand when all intents are carried out."""

    captured: Decimal
    voided: Decimal


def planned(order: VendorOrder) -> Planned:
    """The caller holds the lock on the order's row."""
    rows = order.intents.filter(state__in=_WAITING).values("kind").annotate(sum=Sum("amount")).order_by()
    waiting = {row["kind"]: row["sum"] for row in rows}
    return Planned(
        captured=order.captured + (waiting.get(Intent.Kind.CAPTURE) or ZERO),
        voided=order.voided + (waiting.get(Intent.Kind.VOID) or ZERO),
    )


def add(
    order: VendorOrder,
    kind: Intent.Kind,
    *,
    now: datetime,
    amount: Decimal | None = None,
    lines: dict[str, int] | None = None,
    reason: str = "",
    retries: Intent | None = None,
) -> Intent:
    """Store an intent in the open transaction and ask a worker to carry it out after commit."""
    intent = Intent.objects.create(
        order=order,
        kind=kind,
        amount=amount,
        lines=lines or {},
        reason=reason[:300],
        retries=retries,
        not_before=now,
        created_at=now,
    )
    after_commit(CARRY_OUT, order.pk)
    return intent


def plan_give_back(order: VendorOrder, amount: Decimal, *, reason: str, now: datetime) -> None:
    """Plan to reduce what was promised and to return what was taken, `amount` in all."""
    if amount <= 0 or not order.payment_method:
        return
    state = planned(order)
    movement = give_back(amount, total=order.total, captured=state.captured, voided=state.voided)
    if movement.void:
        add(order, Intent.Kind.VOID, amount=movement.void, reason=reason, now=now)
    if movement.refund:
        add(order, Intent.Kind.REFUND, amount=movement.refund, reason=reason, now=now)


def orders_with_open_intents(*, now: datetime) -> list[int]:
    """Primary keys of vendor orders that somebody should work on now."""
    free = Q(order__lease_until__isnull=True) | Q(order__lease_until__lte=now)
    firsts = Intent.objects.filter(free, state=Intent.State.OPEN).order_by("order_id", "pk").distinct("order_id")
    return [intent.order_id for intent in firsts if intent.not_before <= now]


def carry_out(order_pk: int, *, now: datetime) -> None:
    """Do what is open for a vendor order, in order, until something must wait. Safe to call at any time, by anybody."""
    while _take_lease(order_pk, now):
        try:
            while (intent := _next(order_pk, now)) and _attempt(intent, now):
                pass
        finally:
            VendorOrder.objects.filter(pk=order_pk).update(lease_until=None)
        if _next(order_pk, now) is None:
            return


def _take_lease(order_pk: int, now: datetime) -> bool:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return VendorOrder.objects.filter(free, pk=order_pk).update(lease_until=now + LEASE) == 1


def _next(order_pk: int, now: datetime) -> Intent | None:
    """The oldest open intent if it may be tried now; a later one never overtakes it."""
    rows = Intent.objects.filter(order_id=order_pk, state=Intent.State.OPEN)
    first = rows.select_related("order__purchase", "order__vendor").order_by("pk").first()
    return first if first is not None and first.not_before <= now else None


def _attempt(intent: Intent, now: datetime) -> bool:
    """True if the intent is out of the way, so that the next one may be tried."""
    errand = goods.carry_out if intent.amount is None else money.carry_out
    try:
        errand(intent, now=now)
    except DomainError as error:
        return _postpone(intent, error, now)
    return True


def _postpone(intent: Intent, error: DomainError, now: datetime) -> bool:
    logger.warning("intent %s (%s) failed: %s", intent.pk, intent.kind, error)
    intent.attempts += 1
    intent.last_error = str(error)[:500]
    intent.not_before = now + min(timedelta(seconds=2**intent.attempts), MAX_WAIT)
    given_up = intent.attempts >= MAX_ATTEMPTS
    with transaction.atomic():
        if given_up:
            intent.state = Intent.State.FAILED
            flag(intent.order.purchase, "INTENT_FAILED", order=intent.order, now=now, intent=intent.kind)
        intent.save(update_fields=["attempts", "last_error", "not_before", "state"])
    return given_up


@transaction.atomic
def retry_given_up(*, deviation_pk: int, person: Person | None, now: datetime) -> Deviation:
    """The operator wants another go at what was given up (INTENT_FAILED); if that fails too, it is marked again.

    What a gateway refused is not asked again: it would answer the same. Raises NotFound.
    """
    deviation = held_deviation(deviation_pk, person)
    if deviation.code != "INTENT_FAILED" or deviation.order_id is None:
        raise NotFound("id")
    rows = Intent.objects.filter(order_id=deviation.order_id, state=Intent.State.FAILED, attempts__gte=MAX_ATTEMPTS)
    rows.update(state=Intent.State.OPEN, attempts=0, not_before=now, last_error="")
    after_commit(CARRY_OUT, deviation.order_id)
    return settle_deviation(deviation, note=_("Noch einmal versucht."), person=person, now=now)
