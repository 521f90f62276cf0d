"""What the platform is told: its own subscription document, executed over the event."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from marketplace.engine.models import OutboxEvent
from marketplace.engine.rules.event import APP_PERMISSIONS
from marketplace.graphql.context import Context, Requestor

MEMORY_KEY = "engine.event"


@dataclass(frozen=True, kw_only=True)
class EventData:
    """The root of a subscription. `values` are the fields of the event type that are at hand already.

    `recipient` is the identifier of the App that hears of it, empty for the platform's own.
    """

    event_type: str
    subject_type: str = ""
    subject_id: str = ""
    issued_at: datetime
    issuer: dict[str, str] | None = None
    recipient: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


class EventNotRendered(Exception):
    """The subscription document could not be executed over the event."""


def event_payload(event: OutboxEvent) -> dict[str, Any]:
    """The payload of a stored event, as its subject is now. Raises EventNotRendered."""
    return render(
        EventData(
            event_type=event.event_type,
            subject_type=event.subject_type,
            subject_id=event.subject_id,
            issued_at=event.issued_at,
            issuer=event.issuer,
            details=event.details,
        )
    )


def render(event: EventData, *, document: str | None = None, reader: Requestor | None = None) -> dict[str, Any]:
    """Execute a subscription over the event: the platform's own, or an App's `document` with that App as `reader`.

    Raises EventNotRendered. Errors of single fields travel in the payload under `errors`, as Saleor sends them; without
    any data at all the event cannot be rendered.
    """
    document = document or import_string(settings.ENGINE_EVENT_DOCUMENTS)(event.event_type)
    if document is None:
        raise EventNotRendered(f"no subscription for {event.event_type}")
    execute = import_string(settings.SALEOR_IN_PROCESS_EXECUTOR)
    app = reader or Requestor(kind="app", permissions=APP_PERMISSIONS)
    context = Context(requestor=app, now=event.issued_at, memory={MEMORY_KEY: event})
    result = execute(document, context=context, variables=None)
    if not result.data or result.data.get("event") is None:
        raise EventNotRendered(f"{event.event_type} of {event.subject_type} {event.subject_id}: {result.errors}")
    payload: dict[str, Any] = dict(result.data["event"])
    if result.errors:
        payload["errors"] = [error.formatted for error in result.errors]
    return payload
