"""Compares our rows with the engine's: what an event failed to tell is made up for, the rest is told to the operator.

Safe to set right: an order that never came (the same intake as its event), a cancellation that was not heard (the same
mark as its event), a listing that is out of date (read anew). Whatever is about people, pieces or money that differ
stays as it is on both sides and is shown until it agrees.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from marketplace.catalogue.services.reconcile import reconcile
from marketplace.errors import DomainError
from marketplace.orders.models import Comparison, Difference, Purchase
from marketplace.orders.rules.comparison import Found, differences
from marketplace.orders.selectors.comparisons import (
    facts_here,
    facts_there,
    purchases_by_order,
    start_of_look,
    under_way,
    worth_a_look,
)
from marketplace.orders.services.errands import after_commit
from marketplace.orders.services.splits import note_cancellation, split_order
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.orders import Order, orders_by_ids, orders_changed_since

logger = logging.getLogger(__name__)

COMPARE = "marketplace.orders.tasks.compare_task"
BATCH = 100
CANCELLED = "CANCELED"
NEVER_ORDERS = frozenset({"DRAFT", "UNCONFIRMED", "EXPIRED"})


def compare(*, with_goods: bool, now: datetime) -> Comparison:
    """Compare the orders that changed since the last run and those that are open; with `with_goods` all listings too.

    Raises SaleorUnreachable; the run is kept with its error, and the next one looks as far back.
    """
    run = Comparison.objects.create(started_at=now, looked_since=start_of_look(now))
    try:
        _compare_orders(run, now=now)
        if with_goods:
            goods = reconcile(now=now)
            run.goods_read, run.goods_refreshed = goods.read, goods.refreshed
    except DomainError as error:
        run.error = str(error)[:500]
        run.save()
        raise
    run.finished_at = timezone.now()
    run.save()
    Comparison.objects.filter(pk__lt=run.pk).delete()
    return run


def ask_for_comparison() -> None:
    """Have a worker compare everything now."""
    after_commit(COMPARE, True)


def _compare_orders(run: Comparison, *, now: datetime) -> None:
    seen: set[str] = set()
    changed = orders_changed_since(run.looked_since)
    while batch := list(islice(changed, BATCH)):
        _compare_batch(run, batch, now=now)
        seen.update(each.id for each in batch)
    left = iter([each for each in worth_a_look() if each not in seen])
    while ids := list(islice(left, BATCH)):
        found = orders_by_ids(ids)
        _compare_batch(run, list(found.values()), now=now)
        _note_gone([each for each in ids if each not in found], now=now)


def _compare_batch(run: Comparison, batch: Sequence[Order], *, now: datetime) -> None:
    arrived = [each for each in batch if each.status not in NEVER_ORDERS]
    run.orders_read += len(arrived)
    known = purchases_by_order([each.id for each in arrived])
    told = []
    missing = [each for each in arrived if each.id not in known and each.status != CANCELLED]
    for each in missing:
        found = _take_in(each, now=now)
        run.orders_taken_in += not found
        told.append(_Told(each.id, None, tuple(found)))
    if missing:
        known = purchases_by_order([each.id for each in arrived])
    busy = under_way(known.values())
    for each in arrived:
        purchase = known.get(each.id)
        if purchase is None or purchase.pk in busy:
            continue
        if each.status == CANCELLED:
            note_cancellation(saleor_order_id=each.id, now=now)
            told.append(_Told(each.id, purchase, ()))
        else:
            found_here = tuple(differences(facts_here(purchase), facts_there(each, purchase)))
            told.append(_Told(each.id, purchase, found_here))
    _tell(told, now=now)


def _take_in(arrived: Order, *, now: datetime) -> list[Found]:
    """The intake that its event would have started; what is to be told if it fails."""
    try:
        split_order(saleor_order_id=arrived.id, now=now)
    except SaleorUnreachable:
        raise
    except Exception:
        # One order that breaks the intake must not keep the others from being looked at; the operator hears of it.
        logger.exception("order %s was not taken in", arrived.number)
        return [Found(kind=Difference.Kind.NOT_TAKEN_IN, name=arrived.number, there=str(arrived.total.amount))]
    return []


def _note_gone(saleor_order_ids: Iterable[str], *, now: datetime) -> None:
    """The engine does not know these. What never was taken in and is gone now is no difference any more."""
    ids = list(saleor_order_ids)
    known = purchases_by_order(ids)
    told = []
    for each in ids:
        purchase = known.get(each)
        found = (Found(kind=Difference.Kind.GONE, here=str(purchase.total)),) if purchase else ()
        told.append(_Told(each, purchase, found))
    _tell(told, now=now)


@dataclass(frozen=True)
class _Told:
    """All in which one order of the engine differs from our rows."""

    saleor_id: str
    purchase: Purchase | None
    found: tuple[Found, ...]


@transaction.atomic
def _tell(told: Sequence[_Told], *, now: datetime) -> None:
    """These orders' differences are these and no others; one that was known keeps the moment it was found."""
    rows = [row for each in told for row in _rows(each, now=now)]
    Difference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "saleor_id", "detail"],
        update_fields=["purchase", "label", "here", "there", "seen_at"],
    )
    standing = {(row.kind, row.saleor_id, row.detail) for row in rows}
    known = Difference.objects.filter(saleor_id__in=[each.saleor_id for each in told])
    settled = [row.pk for row in known if (row.kind, row.saleor_id, row.detail) not in standing]
    Difference.objects.filter(pk__in=settled).delete()


def _rows(told: _Told, *, now: datetime) -> Iterator[Difference]:
    purchase = told.purchase
    for each in told.found:
        label = " · ".join(part for part in (purchase.number if purchase else "", each.name) if part)
        yield Difference(
            kind=each.kind,
            saleor_id=told.saleor_id,
            detail=each.detail,
            purchase=purchase,
            label=label[:500],
            here=each.here[:500],
            there=each.there[:500],
            found_at=now,
            seen_at=now,
        )
