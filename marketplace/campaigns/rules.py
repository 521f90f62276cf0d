"""In which state a campaign is: nobody stores it, it follows from the clock."""

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)
MOST_GOODS = 60
MOST_SHOPS = 30


class State(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


def state(*, is_draft: bool, starts: datetime, ends: datetime, now: datetime) -> State:
    """A draft is a draft whatever the clock says. A campaign runs from `starts` up to, not including, `ends`."""
    if is_draft:
        return State.DRAFT
    if now < starts:
        return State.PLANNED
    return State.RUNNING if now < ends else State.ENDED


def period_refusal(*, starts: datetime, ends: datetime, now: datetime, is_draft: bool) -> str | None:
    """Why a period cannot be: PERIOD_EMPTY, PERIOD_TOO_LONG, PERIOD_PAST (a draft may lie in the past)."""
    if ends <= starts:
        return "PERIOD_EMPTY"
    if ends - starts > LONGEST:
        return "PERIOD_TOO_LONG"
    return "PERIOD_PAST" if ends <= now and not is_draft else None
