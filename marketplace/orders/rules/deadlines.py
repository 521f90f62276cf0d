"""When an order that nobody moves on is given up, so that goods and places do not wait for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from marketplace.orders.rules.states import State

# Counted from the end of the agreed time. Small shops press their buttons in the evening, or after the weekend.
UNANSWERED_FOR = timedelta(days=3)
UNCOLLECTED_FOR = timedelta(days=7)
# Where no time was agreed, counted from the last thing that happened.
WITHOUT_A_TIME = timedelta(days=14)


class Overdue(StrEnum):
    UNANSWERED = "unanswered"
    """The shop has neither confirmed nor refused."""
    UNCOLLECTED = "uncollected"
    """The goods lie ready and nobody came for them."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """`since`: when the order came into its state. `ends`: of the agreed time, if there is one."""

    state: State
    brought: bool
    since: datetime
    ends: datetime | None


def overdue(order: Waiting, *, now: datetime) -> Overdue | None:
    """Why the order is given up now; None while somebody may still come. What a tour could not bring is for the
    operator to decide."""
    if order.state == State.PLACED:
        verdict, patience = Overdue.UNANSWERED, UNANSWERED_FOR
    elif order.state == State.READY and not order.brought:
        verdict, patience = Overdue.UNCOLLECTED, UNCOLLECTED_FOR
    else:
        return None
    until = order.since + WITHOUT_A_TIME if order.ends is None else max(order.ends, order.since) + patience
    return verdict if now >= until else None
