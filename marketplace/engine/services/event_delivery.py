"""Events on their way from the outbox to the platform: at least once, each for itself."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, When
from django.utils.module_loading import import_string

from marketplace.engine.models import OutboxEvent
from marketplace.engine.rules.outbox import LEASE, retry_delay
from marketplace.engine.services.event_payload import event_payload
from marketplace.engine.services.payment_request import EVENTS, ask_for_request
from marketplace.priorities import CATALOGUE_PREFIX

logger = logging.getLogger(__name__)

BATCH = 25
BATCHES = 20  # at most, before a worker is free for other work


def deliver(keys: Iterable[str] | None, *, now: datetime) -> int:
    """Deliver the due events among `keys` (None: all), sales before goods; returns how many the platform took.

    Batch by batch, so that a backlog does not wait for as many sweeps. A failing event is tried again later and does
    not hold up the others.
    """
    wanted = None if keys is None else list(keys)
    taken = 0
    for _ in range(BATCHES):
        events = _claim(wanted, now=now)
        taken += sum(_delivered(event, now=now) for event in events)
        if len(events) < BATCH:
            break
    return taken


def _delivered(event: OutboxEvent, *, now: datetime) -> bool:
    try:
        _send(event, now=now)
    except Exception as error:
        logger.exception("Event %s %s was not delivered", event.event_type, event.pk)
        _put_back(event, error, now=now)
        return False
    OutboxEvent.objects.filter(pk=event.pk).delete()
    return True


def _send(event: OutboxEvent, *, now: datetime) -> None:
    """Tell the platform, or ask it where the event is a request of the payment app."""
    if event.event_type in EVENTS.values():
        ask_for_request(event, now=now)
    else:
        receive = import_string(settings.ENGINE_EVENT_RECEIVER)
        receive(event.event_type, event_payload(event), key=str(event.pk))


def _claim(keys: Iterable[str] | None, *, now: datetime) -> list[OutboxEvent]:
    """Lease due events to this worker; rows that another worker is claiming are left to it."""
    due = OutboxEvent.objects.filter(due_at__lte=now)
    if keys is not None:
        due = due.filter(pk__in=list(keys))
    with transaction.atomic():
        goods_last = Case(When(event_type__startswith=CATALOGUE_PREFIX, then=1), default=0)
        events = list(due.select_for_update(skip_locked=True).order_by(goods_last, "issued_at", "pk")[:BATCH])
        OutboxEvent.objects.filter(pk__in=[event.pk for event in events]).update(
            due_at=now + LEASE, attempts=F("attempts") + 1
        )
    return events


def _put_back(event: OutboxEvent, error: Exception, *, now: datetime) -> None:
    due_at = now + retry_delay(event.attempts + 1)
    OutboxEvent.objects.filter(pk=event.pk).update(due_at=due_at, last_error=f"{type(error).__name__}: {error}"[:2000])
