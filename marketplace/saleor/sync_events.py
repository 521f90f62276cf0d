"""The engine asks and waits: a shopper stands at the other end, so answers come out of prepared data, fast.

https://docs.saleor.io/developer/extending/webhooks/synchronous-events/overview
"""

import logging
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection, transaction

from marketplace.saleor.extensions import answers

logger = logging.getLogger(__name__)

AIM = 0.1  # seconds that an answer should take at most
ALARM = 2.0  # seconds from which shoppers leave

# What is said when the platform has no answer or fails to find one: nothing offered, nothing excluded, nothing charged.
_NOTHING: dict[str, Any] = {
    "SHIPPING_LIST_METHODS_FOR_CHECKOUT": [],
    "CHECKOUT_FILTER_SHIPPING_METHODS": {"excluded_methods": []},
    "PAYMENT_GATEWAY_INITIALIZE_SESSION": {"data": None},
}
_SESSIONS = frozenset({"TRANSACTION_INITIALIZE_SESSION", "TRANSACTION_PROCESS_SESSION"})


class Unanswered(Exception):
    """There is no safe answer: whether the money moved is unknown. Saleor keeps its request pending."""


def answer(event_type: str, payload: dict[str, Any]) -> Any:
    """The platform's answer to a synchronous event (a list for SHIPPING_LIST_METHODS_FOR_CHECKOUT, else an object).

    A handler that fails is reported and answered by the safe fallback; raises Unanswered where there is none
    (`TRANSACTION_REFUND_REQUESTED` and its like).
    """
    handler = answers.get(event_type)
    if handler is None:
        return _fallback(event_type, payload)
    started = time.monotonic()
    try:
        with _guarded():
            return handler(payload)
    except Exception as error:
        logger.exception("%s was not answered", event_type)
        return _fallback(event_type, payload, error)
    finally:
        _report(event_type, time.monotonic() - started)


def _guarded() -> AbstractContextManager[Any]:
    """Inside a transaction of the embedded engine a failing handler must not spoil it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _fallback(event_type: str, payload: dict[str, Any], error: Exception | None = None) -> Any:
    if event_type in _NOTHING:
        return _NOTHING[event_type]
    if event_type in _SESSIONS:
        action = payload["action"]
        return {"result": f"{action['actionType']}_FAILURE", "amount": action["amount"]}
    raise Unanswered(event_type) from error


def _report(event_type: str, seconds: float) -> None:
    if seconds > ALARM:
        logger.error("%s took %.2f s to answer", event_type, seconds)
    elif seconds > AIM:
        logger.warning("%s took %.2f s to answer", event_type, seconds)
