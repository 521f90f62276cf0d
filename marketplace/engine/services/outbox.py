"""Events leave through the outbox: written with the fact, delivered after it, as often as it takes.

`record` belongs inside the transaction of the fact. After the commit a task is woken for exactly these events; what it
misses, because the broker or the worker died, the sweep of `tasks` finds by `due_at`. The platform may therefore see an
event twice and in any order, as with Saleor (https://docs.saleor.io/developer/extending/webhooks/overview).
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from marketplace.engine.models import OutboxEvent
from marketplace.engine.rules.event import Event
from marketplace.engine.selectors.accounts import app_identifier_of
from marketplace.engine.services.webhook_record import record_deliveries
from marketplace.graphql.context import Requestor
from marketplace.priorities import priority

__all__ = ["DELIVER_TASK", "Event", "record", "record_all"]

logger = logging.getLogger(__name__)

PORTION = 25
DELIVER_TASK = "marketplace.engine.tasks.deliver_events_task"
BATCH = 100


def record(
    event_type: str,
    subject_type: str,
    subject_id: object,
    *,
    now: datetime,
    issuer: Requestor | None = None,
    **details: Any,
) -> None:
    """Write one event in the open transaction and have it delivered after the commit.

    `issuer` is who caused it (Saleor's `issuingPrincipal`; anonymous counts as nobody). `details` are JSON values for
    the payload. Does nothing if the platform has no subscription for the event.
    """
    event = Event(event_type=event_type, subject_type=subject_type, subject_id=subject_id, details=details)
    record_all([event], now=now, issuer=issuer)


def record_all(events: Iterable[Event], *, now: datetime, issuer: Requestor | None = None) -> None:
    """Like `record` for several events with one statement and one message to the workers.

    Third Apps with webhooks for any of them hear too.
    """
    told, told_by = list(events), _issuer_values(issuer)
    document = import_string(settings.ENGINE_EVENT_DOCUMENTS)
    rows = [
        OutboxEvent(
            event_type=event.event_type,
            subject_type=event.subject_type,
            subject_id=str(event.subject_id),
            details=event.details,
            issuer=told_by,
            issued_at=now,
            due_at=now,
        )
        for event in told
        if document(event.event_type) is not None
    ]
    if rows:
        OutboxEvent.objects.bulk_create(rows)
        transaction.on_commit(partial(_wake_workers, [(str(row.pk), priority(row.event_type)) for row in rows]))
    record_deliveries(told, issuer=told_by, now=now)


def _wake_workers(events: list[tuple[str, int]]) -> None:
    """Ask for delivery by priority, in portions that leave a worker free for what is more urgent."""
    for level in sorted({level for _key, level in events}):
        keys = [key for key, each in events if each == level]
        for start in range(0, len(keys), PORTION):
            if not _wake_worker(keys[start : start + PORTION], level):
                return


def _wake_worker(keys: list[str], level: int) -> bool:
    """Ask for delivery by the task's name (tasks import services, not the other way round); False without a broker.

    Without a broker the sweep delivers later; who acted must not hear of it. (`robust=True` would not do: Django
    names the callback in its log by `__qualname__`, which a partial has not.)
    """
    try:
        current_app.send_task(DELIVER_TASK, [keys], retry=False, priority=level)
    except Exception:
        logger.exception("No worker was woken for %d events", len(keys))
        return False
    return True


def _issuer_values(issuer: Requestor | None) -> dict[str, str] | None:
    if issuer is None or issuer.kind == "anonymous":
        return None
    return {"kind": issuer.kind, "user_id": issuer.user_id or "", "app": app_identifier_of(issuer)}
