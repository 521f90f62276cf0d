"""How apps hear of commerce events and answer the engine's questions.

`on_event(event_type, consumer, handler)` in an `AppConfig.ready()`: the handler runs in a task, at least once, in any
order, and must stand being run twice. `answers.register(event_type, handler)`: the engine waits for this answer.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marketplace.registry import Registry
from marketplace.saleor.documents import event_document

Handler = Callable[[dict[str, Any]], None]
Answer = Callable[[dict[str, Any]], dict[str, Any] | list[dict[str, Any]]]

# One answer per synchronous event type (`SHIPPING_LIST_METHODS_FOR_CHECKOUT`): handler(payload) -> Saleor's answer.
# https://docs.saleor.io/developer/extending/webhooks/synchronous-events/overview
answers: Registry[Answer] = Registry("synchronous event answer")


@dataclass(frozen=True, kw_only=True)
class DashboardEntry:
    """A link from Saleor's Dashboard to a page of the platform: `mount` is where it hangs (`NAVIGATION_ORDERS`,
    `ORDER_DETAILS_MORE_ACTIONS` ...), `path` the page's, `permissions` what staff need to see it."""

    code: str
    label: object
    mount: str
    path: str
    permissions: frozenset[str] = frozenset()


dashboard_entries: Registry[DashboardEntry] = Registry("Dashboard entry")

_consumers: dict[str, dict[str, Handler]] = defaultdict(dict)


def on_event(event_type: str, consumer: str, handler: Handler) -> None:
    """Run the handler for each event of the type. `consumer` (`orders.split`) is stored with events: keep it for ever.

    Raises LookupError if the platform subscribes to no such event.
    """
    if event_document(event_type) is None:
        raise LookupError(f"no document subscribes to {event_type}")
    _consumers[event_type][consumer] = handler


def consumers(event_type: str) -> dict[str, Handler]:
    """The handlers of an event type by consumer, in the order of registration."""
    return dict(_consumers[event_type])
