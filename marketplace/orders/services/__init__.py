"""What one can do with orders. Every act is one call; who may do it is checked inside."""

from marketplace.orders.services.deviations import resolve_deviation
from marketplace.orders.services.intents import retry_given_up
from marketplace.orders.services.money import report_payment
from marketplace.orders.services.numbers import next_number
from marketplace.orders.services.placements import Placed, continue_payment, place_order
from marketplace.orders.services.progress import (
    confirm_order,
    hand_over,
    mark_ready,
    note_not_collected,
    note_not_met,
    record_payment,
)
from marketplace.orders.services.refunds import preview_refund, preview_take_back, refund_amount, retry_refund
from marketplace.orders.services.rejections import cancel_order, reject_lines, release_overdue, take_back
from marketplace.orders.services.splits import split_order

__all__ = [
    "Placed",
    "cancel_order",
    "confirm_order",
    "continue_payment",
    "hand_over",
    "mark_ready",
    "next_number",
    "note_not_collected",
    "note_not_met",
    "place_order",
    "preview_refund",
    "preview_take_back",
    "record_payment",
    "refund_amount",
    "reject_lines",
    "release_overdue",
    "report_payment",
    "resolve_deviation",
    "retry_given_up",
    "retry_refund",
    "split_order",
    "take_back",
]
