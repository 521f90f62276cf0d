"""What a payment app answers to a session or a requested action, read with suspicion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from marketplace.money import cents

ACTIONS = ("CHARGE", "REFUND", "CANCEL")
SESSION_RESULTS = frozenset(
    {
        "AUTHORIZATION_SUCCESS",
        "AUTHORIZATION_FAILURE",
        "AUTHORIZATION_REQUEST",
        "AUTHORIZATION_ACTION_REQUIRED",
        "CHARGE_SUCCESS",
        "CHARGE_FAILURE",
        "CHARGE_REQUEST",
        "CHARGE_ACTION_REQUIRED",
        "CANCEL_SUCCESS",
    }
)
REQUEST_RESULTS = {
    "CHARGE_REQUEST": frozenset({"CHARGE_SUCCESS", "CHARGE_FAILURE"}),
    "REFUND_REQUEST": frozenset({"REFUND_SUCCESS", "REFUND_FAILURE"}),
    "CANCEL_REQUEST": frozenset({"CANCEL_SUCCESS", "CANCEL_FAILURE"}),
}
NO_ANSWER = "Failed to delivery request."
"""Saleor's words for an app that is down."""


class BadAnswer(ValueError):
    """The answer cannot be used; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A usable answer. Without `result` the action goes on and will be reported later."""

    result: str | None
    reference: str
    amount: Decimal
    message: str = ""
    external_url: str = ""
    actions: Sequence[str] | None = None
    time: datetime | None = None


def answer_in(raw: object, *, results: frozenset[str], amount: Decimal, may_wait: bool = False) -> Answer:
    """Read an answer (https://docs.saleor.io/developer/extending/webhooks/synchronous-events/transaction).

    `amount` stands for a left out one. Raises BadAnswer.
    """
    if raw is None:
        raise BadAnswer(NO_ANSWER)
    if not isinstance(raw, Mapping):
        raise BadAnswer("The answer is not an object.")
    result = str(raw["result"]).upper() if raw.get("result") else None
    reference = str(raw.get("pspReference") or "")
    if (result is None and not may_wait) or (result is not None and result not in results):
        raise BadAnswer(f"Incorrect value ({raw.get('result')}) for field: result in response of transaction webhook.")
    if not reference and (result is None or result.endswith(("_SUCCESS", "_REQUEST"))):
        raise BadAnswer("Missing `pspReference` field in the response.")
    return Answer(
        result=result,
        reference=reference[:512],
        amount=_amount(raw.get("amount"), amount),
        message=str(raw.get("message") or "")[:512],
        external_url=str(raw.get("externalUrl") or "")[:2000],
        actions=_actions(raw.get("actions")),
        time=_time(raw.get("time")),
    )


def _amount(value: object, default: Decimal) -> Decimal:
    if value is None:
        return default
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise BadAnswer(f"Incorrect value ({value}) for field: amount in response of transaction webhook.")
    return cents(amount)


def _actions(value: object) -> list[str] | None:
    if not isinstance(value, list):
        return None
    named = {str(each).upper() for each in value}
    return [action for action in ACTIONS if action in named]


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadAnswer(f"Invalid value for field 'time': {value}. Expected ISO 8601 format.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
