"""Events come in at least once and in any order; each consumer is done with each of them once.

An event is stored under a key that all its deliveries share, together with one `Consumption` per consumer. Workers take
consumptions one by one, outside any transaction, so a failing consumer neither blocks nor repeats the others. What a
lost message or a dead worker leaves behind, the sweep finds by `due_at`.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from marketplace.errors import NotFound
from marketplace.priorities import CATALOGUE_PREFIX, priority
from marketplace.saleor.events import CONFIDENTIAL
from marketplace.saleor.extensions import consumers
from marketplace.saleor.models import Consumption, InboxEvent
from marketplace.saleor.rules import KEPT, LEASE, retry_delay

logger = logging.getLogger(__name__)

CONSUME_TASK = "marketplace.saleor.tasks.consume_event_task"
BATCH = 100
BATCHES = 50  # at most, before a worker is free for other work
State = Consumption.State


def receive_event(event_type: str, payload: dict[str, Any], *, key: str) -> bool:
    """Store an event and have its consumers run after the commit; False if the key was here before."""
    now = timezone.now()  # the edge: engines call this without a clock of ours
    with transaction.atomic():
        event, is_new = InboxEvent.objects.get_or_create(
            key=key, defaults={"event_type": event_type, "payload": payload}
        )
        if is_new:
            Consumption.objects.bulk_create(
                Consumption(event=event, consumer=consumer, due_at=now) for consumer in consumers(event_type)
            )
            transaction.on_commit(partial(_wake_worker, event.pk, event_type))
    return is_new


def consume(event_ids: Iterable[int] | None, *, now: datetime) -> int:
    """Do the due work on these events (None: on any), sales before goods; returns how many consumptions were done.

    Batch by batch, so that a backlog of thousands does not wait for as many sweeps.
    """
    done = 0
    for _ in range(BATCHES):
        claimed = _claim(event_ids, now=now)
        done += sum(_run(consumption, now=now) for consumption in claimed)
        if len(claimed) < BATCH:
            break
    return done


def rerun(consumption_id: int, *, now: datetime) -> Consumption:
    """Have a consumer try once more, with all its attempts. Raises NotFound; a done one stays done."""
    with transaction.atomic():
        consumption = Consumption.objects.select_for_update().filter(pk=consumption_id).first()
        if consumption is None:
            raise NotFound("id")
        if consumption.state != State.DONE:
            consumption.state, consumption.attempts, consumption.due_at = State.WAITING, 0, now
            consumption.save(update_fields=["state", "attempts", "due_at"])
            transaction.on_commit(partial(_wake_worker, consumption.event_id, consumption.event.event_type))
    return consumption


def purge(*, now: datetime) -> int:
    """Delete old events with whose consumption nothing is open; returns how many."""
    old = InboxEvent.objects.filter(received_at__lt=now - KEPT)
    open_work = Consumption.objects.exclude(state=State.DONE).values("event_id")
    deleted = old.exclude(pk__in=open_work).delete()[1]
    return deleted.get("saleor.InboxEvent", 0)


def events_about(*, email: str, user_id: str) -> list[InboxEvent]:
    """Stored events that hold data of the account or of the address of mail."""
    about = Q(payload__order__userEmail__iexact=email) | Q(payload__order__user__id=user_id)
    about |= Q(payload__checkout__email__iexact=email)
    about |= Q(payload__user__email__iexact=email) | Q(payload__user__id=user_id)
    return list(InboxEvent.objects.filter(about).order_by("pk"))


def forget(*, email: str, user_id: str) -> int:
    """Delete stored events about a person once all consumers are done with them; returns how many stay open."""
    open_work = set(Consumption.objects.exclude(state=State.DONE).values_list("event_id", flat=True))
    about = [event.pk for event in events_about(email=email, user_id=user_id)]
    InboxEvent.objects.filter(pk__in=[pk for pk in about if pk not in open_work]).delete()
    return sum(pk in open_work for pk in about)


def _claim(event_ids: Iterable[int] | None, *, now: datetime) -> list[Consumption]:
    """Lease due work to this worker; rows that another worker is claiming are left to it."""
    due = Consumption.objects.filter(state=State.WAITING, due_at__lte=now)
    if event_ids is not None:
        due = due.filter(event_id__in=list(event_ids))
    with transaction.atomic():
        goods_last = Case(When(event__event_type__startswith=CATALOGUE_PREFIX, then=1), default=0)
        free = due.select_for_update(skip_locked=True, of=("self",)).select_related("event")
        claimed = list(free.order_by(goods_last, "pk")[:BATCH])
        ids = [consumption.pk for consumption in claimed]
        Consumption.objects.filter(pk__in=ids).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return claimed


def _run(consumption: Consumption, *, now: datetime) -> bool:
    event = consumption.event
    handler = consumers(event.event_type).get(consumption.consumer)
    try:
        if handler is None:
            raise LookupError(f"no consumer {consumption.consumer} is installed")
        handler(event.payload)
    except Exception as error:
        logger.exception("%s failed on %s %s", consumption.consumer, event.event_type, event.key)
        _put_back(consumption, error, now=now)
        return False
    done = {"state": State.DONE, "finished_at": timezone.now(), "error": ""}
    Consumption.objects.filter(pk=consumption.pk).update(**done)
    if event.event_type in CONFIDENTIAL:
        _forget_payload(event)
    return True


def _forget_payload(event: InboxEvent) -> None:
    """Empty what the event said unless a consumer still needs it; the row stays, to recognise a second delivery."""
    if not event.consumptions.exclude(state=State.DONE).exists():
        InboxEvent.objects.filter(pk=event.pk).update(payload={})


def _put_back(consumption: Consumption, error: Exception, *, now: datetime) -> None:
    delay = retry_delay(consumption.attempts + 1)
    changes: dict[str, Any] = {"error": f"{type(error).__name__}: {error}"[:2000]}
    changes |= {"state": State.FAILED} if delay is None else {"due_at": now + delay}
    Consumption.objects.filter(pk=consumption.pk).update(**changes)


def _wake_worker(event_id: int, event_type: str) -> None:
    """Ask for consumption by the task's name: tasks import this module, not the other way round.

    Without a broker the sweep does the work later; whoever delivered the event must not hear of it.
    """
    try:
        current_app.send_task(CONSUME_TASK, [event_id], retry=False, priority=priority(event_type))
    except Exception:
        logger.exception("no worker was woken for event %s", event_id)
