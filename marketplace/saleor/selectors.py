"""How the seam is doing: for health checks and for the operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from marketplace.saleor.models import Consumption, InboxEvent

LATE = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class InboxHealth:
    """`late`: work that should have been done two minutes ago; `failed`: work that waits for a person."""

    last_received_at: datetime | None
    waiting: int
    late: int
    failed: int


def inbox_health(now: datetime) -> InboxHealth:
    """Two queries, however much there is."""
    waiting = Q(state=Consumption.State.WAITING)
    counts = Consumption.objects.exclude(state=Consumption.State.DONE).aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_at__lt=now - LATE)),
        failed=Count("pk", filter=Q(state=Consumption.State.FAILED)),
    )
    last = InboxEvent.objects.aggregate(last=Max("received_at"))["last"]
    return InboxHealth(last_received_at=last, **counts)


def recent_events(limit: int = 50) -> QuerySet[InboxEvent]:
    """The newest events with their consumptions."""
    return InboxEvent.objects.prefetch_related("consumptions").order_by("-pk")[:limit]


def failed_consumptions(limit: int = 50) -> QuerySet[Consumption]:
    """Work that was given up, newest first; `inbox.rerun` starts it again."""
    return Consumption.objects.filter(state=Consumption.State.FAILED).select_related("event").order_by("-pk")[:limit]
