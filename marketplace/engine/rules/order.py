"""What state an order is in."""

from collections.abc import Collection
from decimal import Decimal

from marketplace.engine.rules.payment import charge_status

OPEN = frozenset({"UNFULFILLED", "PARTIALLY_FULFILLED"})
NOT_CANCELABLE = frozenset({"CANCELED", "DRAFT", "EXPIRED"})
FULFILLMENTS_THAT_LET_CANCEL = frozenset({"CANCELED", "REFUNDED", "REPLACED", "REFUNDED_AND_RETURNED", "RETURNED"})
FULFILLMENTS_THAT_RETURN = frozenset({"RETURNED", "REFUNDED_AND_RETURNED"})
_PAYMENT_STATUS = {"FULL": "FULLY_CHARGED", "PARTIAL": "PARTIALLY_CHARGED", "OVERCHARGED": "FULLY_CHARGED"}


def fulfillment_status(*, ordered: int, fulfilled: int, returned: int, waiting: int = 0) -> str:
    """The status of an order by pieces; returned ones, and those that wait for approval, count among the fulfilled."""
    fulfilled -= waiting
    if fulfilled <= 0:
        return "UNFULFILLED"
    if returned == ordered:
        return "RETURNED"
    if returned > 0:
        return "PARTIALLY_RETURNED"
    return "PARTIALLY_FULFILLED" if fulfilled < ordered else "FULFILLED"


def may_cancel(status: str, fulfillment_statuses: Collection[str]) -> bool:
    """True while nothing of the order is on its way."""
    return status not in NOT_CANCELABLE and set(fulfillment_statuses) <= FULFILLMENTS_THAT_LET_CANCEL


def order_charge_status(total: Decimal, charged: Decimal, granted_refunds: Decimal) -> str:
    """The charge status against what remains due after promised refunds."""
    return charge_status(max(total - granted_refunds, Decimal(0)), charged)


def order_authorize_status(total: Decimal, covered: Decimal, granted_refunds: Decimal) -> str:
    """The authorize status against what remains due after promised refunds."""
    if covered == 0:
        return "FULL" if total == 0 else "NONE"
    return "FULL" if covered >= max(total - granted_refunds, Decimal(0)) else "PARTIAL"


def payment_status(status: str) -> str:
    """Saleor's older payment status for a charge status."""
    return _PAYMENT_STATUS.get(status, "NOT_CHARGED")


def granted_refund_status(last_event_type: str | None, current: str) -> str:
    """The status of a promised refund after the latest event about it."""
    outcomes = {"REFUND_REQUEST": "PENDING", "REFUND_SUCCESS": "SUCCESS", "REFUND_FAILURE": "FAILURE"}
    return current if last_event_type is None else outcomes.get(last_event_type, "NONE")


def remaining_grant(total: Decimal, granted: Decimal, *, processed: Decimal, refunded: Decimal) -> Decimal:
    """What was promised back and is neither paid nor on its way.

    `processed` is all money that transactions took, hold or gave back, or wait for; `refunded` the part given back or
    on its way. What was refunded beyond an overpayment counts against the promise (Saleor's rule).
    """
    used = max(refunded - (processed - total), Decimal(0))
    return max(min(granted, total) - used, Decimal(0))
