"""What a payment amounts to: a function of the events that the payment app reported.

Events with the same reference speak of the same step of money: a request waits until its success or failure comes, and
of a success and a failure the later one counts. The rules are Saleor's
(https://docs.saleor.io/developer/payments/transactions).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)
SUCCESS_OR_REQUEST = frozenset({"AUTHORIZATION_REQUEST", "AUTHORIZATION_SUCCESS", "CHARGE_REQUEST", "CHARGE_SUCCESS"})
FINAL_FOR_SESSION = frozenset(
    {"AUTHORIZATION_SUCCESS", "AUTHORIZATION_FAILURE", "CHARGE_SUCCESS", "CHARGE_FAILURE", "CANCEL_SUCCESS"}
)
AMOUNT_MAY_BE_LEFT_OUT = frozenset(
    {"AUTHORIZATION_FAILURE", "CHARGE_FAILURE", "REFUND_FAILURE", "CANCEL_FAILURE", "INFO"}
    | {"CHARGE_ACTION_REQUIRED", "AUTHORIZATION_ACTION_REQUIRED"}
)
REPEATABLE = frozenset({"AUTHORIZATION_ACTION_REQUIRED", "CHARGE_ACTION_REQUIRED", "INFO"})
_FAILURES = {"AUTHORIZATION": "AUTHORIZATION_FAILURE", "CHARGE": "CHARGE_FAILURE"}
_FAILURES |= {"REFUND": "REFUND_FAILURE", "CANCEL": "CANCEL_FAILURE"}


@dataclass(frozen=True, slots=True)
class Reported:
    """The part of an event that counts."""

    type: str
    amount: Decimal
    reference: str


@dataclass(slots=True)
class Amounts:
    """The money of a transaction by what has become of it."""

    authorized: Decimal = ZERO
    authorize_pending: Decimal = ZERO
    charged: Decimal = ZERO
    charge_pending: Decimal = ZERO
    refunded: Decimal = ZERO
    refund_pending: Decimal = ZERO
    canceled: Decimal = ZERO
    cancel_pending: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class _Step:
    """An action, the sum that its success adds to, the sum of its requests, and the sum that the money comes from."""

    action: str
    done: str
    pending: str
    source: str | None


_STEPS = (
    _Step("AUTHORIZATION", "authorized", "authorize_pending", None),
    _Step("CHARGE", "charged", "charge_pending", "authorized"),
    _Step("REFUND", "refunded", "refund_pending", "charged"),
    _Step("CANCEL", "canceled", "cancel_pending", "authorized"),
)


@dataclass(slots=True)
class _Outcome:
    """The latest event of each kind about one reference, the latest of all last."""

    kinds: dict[str, Reported] = field(default_factory=dict)

    def add(self, kind: str, event: Reported) -> None:
        self.kinds.pop(kind, None)
        self.kinds[kind] = event

    def succeeded(self) -> Reported | None:
        ends = [kind for kind in self.kinds if kind in ("SUCCESS", "FAILURE")]
        return self.kinds["SUCCESS"] if ends and ends[-1] == "SUCCESS" else None

    def waiting(self) -> Reported | None:
        return None if self.kinds.keys() & {"SUCCESS", "FAILURE"} else self.kinds.get("REQUEST")


def amounts_of(events: Iterable[Reported]) -> Amounts:
    """The amounts after these events, given in the order in which they happened."""
    counted = _since_adjustment(list(events))
    amounts = Amounts()
    for event in counted:
        if event.type == "AUTHORIZATION_ADJUSTMENT":
            amounts.authorized = event.amount
        elif event.type == "CHARGE_BACK":
            amounts.charged -= event.amount
        elif event.type == "REFUND_REVERSE":
            amounts.charged += event.amount
            amounts.refunded -= event.amount
        elif not event.reference:
            _add_unreferenced(amounts, event)
    for step in _STEPS:
        for outcome in _outcomes(counted, step.action):
            _add_outcome(amounts, step, outcome)
    amounts.authorized = max(amounts.authorized, ZERO)
    amounts.authorize_pending = max(amounts.authorize_pending, ZERO)
    return amounts


def _since_adjustment(events: list[Reported]) -> list[Reported]:
    """An adjustment states the authorized amount anew: what was said about it before no longer counts."""
    adjusted = max((i for i, event in enumerate(events) if event.type == "AUTHORIZATION_ADJUSTMENT"), default=-1)
    return [event for i, event in enumerate(events) if i >= adjusted or not event.type.startswith("AUTHORIZATION_")]


def _add_unreferenced(amounts: Amounts, event: Reported) -> None:
    for step in _STEPS:
        if event.type == f"{step.action}_SUCCESS":
            setattr(amounts, step.done, getattr(amounts, step.done) + event.amount)


def _outcomes(events: Sequence[Reported], action: str) -> Iterable[_Outcome]:
    found: dict[str, _Outcome] = {}
    for event in events:
        about, _, kind = event.type.rpartition("_")
        if event.reference and about == action and kind in ("REQUEST", "SUCCESS", "FAILURE"):
            found.setdefault(event.reference, _Outcome()).add(kind, event)
    return found.values()


def _add_outcome(amounts: Amounts, step: _Step, outcome: _Outcome) -> None:
    for event, total in ((outcome.waiting(), step.pending), (outcome.succeeded(), step.done)):
        if event is not None:
            setattr(amounts, total, getattr(amounts, total) + event.amount)
            if step.source:
                setattr(amounts, step.source, getattr(amounts, step.source) - event.amount)


def failure_of(event_type: str) -> str:
    """The failure that answers a request of the type, e.g. CHARGE_REQUEST -> CHARGE_FAILURE; INFO has none."""
    return next((failure for action, failure in _FAILURES.items() if event_type.startswith(action)), "INFO")


def charge_status(total: Decimal, charged: Decimal) -> str:
    """Saleor's charge status of an amount due, in whole cents."""
    if charged == total:
        return "FULL"
    if charged <= 0:
        return "NONE"
    return "PARTIAL" if charged < total else "OVERCHARGED"


def authorize_status(total: Decimal, covered: Decimal) -> str:
    """Saleor's authorize status: `covered` is what is authorized or charged."""
    if covered == 0:
        return "FULL" if total == 0 else "NONE"
    return "FULL" if covered >= total else "PARTIAL"


def remaining(total: Decimal, transactions: Iterable[Amounts]) -> Decimal:
    """What is still to be paid after what the transactions hold or wait for; never negative."""
    for each in transactions:
        total -= max(each.authorized, each.charged) + each.authorize_pending + each.charge_pending
    return max(total, ZERO)
