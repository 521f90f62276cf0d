"""What the orders do when the commerce engine speaks: hooks into the seam, no decisions."""

from typing import Any

from django.utils import timezone

from marketplace.accounts.extensions import personal_data
from marketplace.orders.services import sessions, splits
from marketplace.orders.services.personal_data import OrderData
from marketplace.saleor.extensions import answers, on_event


def connect() -> None:
    """Register all hooks. Consumer names are stored with events and never change."""
    on_event("ORDER_CREATED", "orders.split", split)
    on_event("ORDER_FULLY_PAID", "orders.split", split)
    on_event("ORDER_CANCELLED", "orders.note_cancellation", note_cancellation)
    answers.register("PAYMENT_GATEWAY_INITIALIZE_SESSION", sessions.answer_gateway_initialize)
    answers.register("TRANSACTION_INITIALIZE_SESSION", _initialize)
    answers.register("TRANSACTION_PROCESS_SESSION", _process)
    for asked in ("CHARGE", "REFUND", "CANCELATION"):
        answers.register(f"TRANSACTION_{asked}_REQUESTED", _act)
    personal_data.register("orders", OrderData())


def split(payload: dict[str, Any]) -> None:
    """ORDER_CREATED and ORDER_FULLY_PAID, in any order, as often as they come."""
    splits.split_order(saleor_order_id=payload["order"]["id"], now=timezone.now())


def note_cancellation(payload: dict[str, Any]) -> None:
    splits.note_cancellation(saleor_order_id=payload["order"]["id"], now=timezone.now())


def _initialize(payload: dict[str, Any]) -> dict[str, Any]:
    return sessions.answer_initialize(payload, now=timezone.now())


def _process(payload: dict[str, Any]) -> dict[str, Any]:
    return sessions.answer_process(payload, now=timezone.now())


def _act(payload: dict[str, Any]) -> dict[str, Any]:
    return sessions.answer_action(payload, now=timezone.now())
