"""Events for third Apps are written with their fact, one delivery for each webhook that wants to hear."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from celery import current_app
from django.db import transaction

from marketplace.engine.models import EventDelivery
from marketplace.engine.rules.event import Event
from marketplace.engine.selectors.webhook import hears, webhooks_for

logger = logging.getLogger(__name__)

DELIVER_TASK = "marketplace.engine.tasks.deliver_webhooks_task"
PRIORITY = 8
"""After all that the market itself waits for: an App that answers slowly must not hold up an order."""


def record_deliveries(events: Sequence[Event], *, issuer: Mapping[str, str] | None, now: datetime) -> None:
    """Write the deliveries of these events in the open transaction and have them sent after the commit."""
    rows = [
        EventDelivery(
            webhook=webhook,
            event_type=event.event_type,
            subject_type=event.subject_type,
            subject_id=str(event.subject_id),
            details=event.details,
            issuer=issuer,
            issued_at=now,
            due_at=now,
            created_at=now,
        )
        for webhook in webhooks_for(event.event_type for event in events)
        for event in events
        if hears(webhook, event.event_type)
    ]
    if rows:
        EventDelivery.objects.bulk_create(rows)
        wake([row.pk for row in rows])


def wake(keys: Iterable[int]) -> None:
    """Ask a worker for these deliveries after the commit; without a broker the sweep finds them."""
    transaction.on_commit(partial(_send, list(keys)))


def _send(keys: list[int]) -> None:
    try:
        current_app.send_task(DELIVER_TASK, [keys], retry=False, priority=PRIORITY)
    except Exception:
        logger.exception("no worker was woken for %d webhook deliveries", len(keys))
