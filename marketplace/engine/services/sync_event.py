"""Questions to the platform that somebody waits for."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from marketplace.engine.services.event_payload import EventData, render

logger = logging.getLogger(__name__)


def is_asked(event_type: str) -> bool:
    """True if the platform has a subscription for the event."""
    return import_string(settings.ENGINE_EVENT_DOCUMENTS)(event_type) is not None


def ask(event_type: str, *, now: datetime, **values: Any) -> Any:
    """The platform's answer to a synchronous event, or None if it fails or does not want to be asked.

    `values` are the event type's fields. Never call this while rows are locked: the platform may read and write what
    the answer is about. Like an app of Saleor that is down, a failing answer is logged and shows in the result.
    """
    if not is_asked(event_type):
        return None
    try:
        return question(event_type, now=now, **values)
    except Exception:
        logger.exception("The platform did not answer %s", event_type)
        return None


def question(event_type: str, *, now: datetime, **values: Any) -> Any:
    """Like `ask`, but raises what the platform raises."""
    answer = import_string(settings.ENGINE_SYNC_EVENT_RECEIVER)
    return answer(event_type, render(EventData(event_type=event_type, issued_at=now, values=values)))
