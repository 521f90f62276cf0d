"""When an order that nobody moves on is given up."""

from datetime import timedelta

import pytest

from marketplace.orders.rules.deadlines import Waiting, overdue
from marketplace.orders.rules.states import State
from tests.factories.orders import MONDAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "brought", "ends", "after", "expected"),
    [
        (State.PLACED, False, MONDAY + HOUR, 3 * DAY, None),
        (State.PLACED, False, MONDAY + HOUR, 3 * DAY + HOUR, "unanswered"),
        (State.PLACED, True, MONDAY + HOUR, 4 * DAY, "unanswered"),
        (State.PLACED, False, None, 13 * DAY, None),
        (State.PLACED, False, None, 14 * DAY, "unanswered"),
        (State.PLACED, False, MONDAY - 30 * DAY, 3 * DAY - HOUR, None),
        (State.READY, False, MONDAY + HOUR, 7 * DAY, None),
        (State.READY, False, MONDAY + HOUR, 7 * DAY + HOUR, "uncollected"),
        (State.READY, True, MONDAY + HOUR, 99 * DAY, None),
        (State.CONFIRMED, False, MONDAY + HOUR, 99 * DAY, None),
        (State.HANDED_OVER, False, MONDAY + HOUR, 99 * DAY, None),
        (State.CANCELLED, False, MONDAY + HOUR, 99 * DAY, None),
    ],
)
def test_overdue(state, brought, ends, after, expected):
    order = Waiting(state=state, brought=brought, since=MONDAY, ends=ends)
    assert overdue(order, now=MONDAY + after) == expected
