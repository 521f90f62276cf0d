"""The life of a vendor order: which act leads where, and who may do it when.

placed -> confirmed | partly_rejected -> ready -> handed_over (collected) | delivered (brought)
any of the first four -> cancelled, when nothing of it is left
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PARTLY_REJECTED = "partly_rejected"
    READY = "ready"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Act(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    MARK_READY = "mark_ready"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
    """The shop takes pieces back that it had handed over."""
    REFUND = "refund"
    """The shop gives money back while the goods stay where they are."""
    RECORD_PAYMENT = "record_payment"


class Role(StrEnum):
    """In what part somebody touches a vendor order. SYSTEM is a clock or the arrival of an event."""

    SHOPPER = "shopper"
    VENDOR = "vendor"
    DRIVER = "driver"
    OPERATOR = "operator"
    SYSTEM = "system"


OPEN = frozenset({State.PLACED, State.CONFIRMED, State.PARTLY_REJECTED, State.READY})
"""Something is still to be done by the shop."""
DONE = frozenset({State.HANDED_OVER, State.DELIVERED})
_TO_PACK = frozenset({State.CONFIRMED, State.PARTLY_REJECTED})
KEEPERS = frozenset({Role.VENDOR, Role.OPERATOR})
"""Who looks after an order from the shop's side."""
_ANY_TIME_BUT_CANCELLED = frozenset(State) - {State.CANCELLED}

FROM: dict[Act, frozenset[State]] = {
    Act.CONFIRM: frozenset({State.PLACED}),
    Act.REJECT: OPEN,
    Act.MARK_READY: _TO_PACK,
    Act.HAND_OVER: frozenset({State.READY}),
    Act.CANCEL: OPEN,
    Act.TAKE_BACK: DONE,
    Act.REFUND: _TO_PACK | {State.READY} | DONE,
    Act.RECORD_PAYMENT: _ANY_TIME_BUT_CANCELLED,
}


@dataclass(frozen=True)
class Verdict:
    """Why an act is refused."""

    code: str


WRONG_ROLE = Verdict("NOT_YOURS_TO_DO")
WRONG_STATE = Verdict("ORDER_STATE_CHANGED")
TOO_LATE = Verdict("TOO_LATE_TO_CANCEL")


def roles_for(act: Act, *, brought: bool) -> frozenset[Role]:
    """Who may do it at some time. `brought`: a tour carries the goods, so its driver hands them over, not the shop."""
    if act == Act.CANCEL:
        return KEEPERS | {Role.SHOPPER, Role.SYSTEM}
    if act == Act.HAND_OVER and brought:
        return frozenset({Role.DRIVER, Role.OPERATOR})
    return KEEPERS


def refusal(act: Act, *, state: State, role: Role, brought: bool = False) -> Verdict | None:
    """Why somebody in this role may not do this now; None if they may.

    A shopper may take the order back only until the shop has confirmed it: afterwards the shop has begun to work, and
    what remains is the withdrawal by law, which is another declaration with its own form.
    """
    if role not in roles_for(act, brought=brought):
        return WRONG_ROLE
    if state not in FROM[act]:
        return WRONG_STATE
    if act == Act.CANCEL and role == Role.SHOPPER and state != State.PLACED:
        return TOO_LATE
    return None


def role_for(act: Act, *, state: State, roles: Iterable[Role], brought: bool = False) -> Role | Verdict:
    """The first of somebody's roles in which they may do this now; else why not, a wrong moment before a wrong role."""
    reasons = []
    for role in roles:
        reason = refusal(act, state=state, role=role, brought=brought)
        if reason is None:
            return role
        reasons.append(reason)
    return next((reason for reason in reasons if reason != WRONG_ROLE), WRONG_ROLE)


def acts_open_to(*, state: State, roles: Iterable[Role], brought: bool = False) -> tuple[Act, ...]:
    """The acts that somebody with these roles may do now, in the order of the work."""
    held = tuple(roles)
    return tuple(
        act for act in Act if any(refusal(act, state=state, role=role, brought=brought) is None for role in held)
    )


def after_rejection(state: State, *, left: int) -> State:
    """Where a rejection leads when `left` pieces are still wanted; what was handed over stays so."""
    if state in DONE:
        return state
    if left == 0:
        return State.CANCELLED
    return State.READY if state == State.READY else State.PARTLY_REJECTED


def after_hand_over(*, brought: bool) -> State:
    return State.DELIVERED if brought else State.HANDED_OVER
