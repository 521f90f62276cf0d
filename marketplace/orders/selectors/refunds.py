"""Money that goes back for a vendor order, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marketplace.money import Money
from marketplace.orders.models import Intent, VendorOrder


class RefundState(StrEnum):
    REQUESTED = "requested"
    """On its way, or waiting for the provider's answer."""
    DONE = "done"
    FAILED = "failed"
    """The provider refused it or could not be reached; the shop can try again."""


_STATES = {
    Intent.State.OPEN: RefundState.REQUESTED,
    Intent.State.PENDING: RefundState.REQUESTED,
    Intent.State.DONE: RefundState.DONE,
    Intent.State.FAILED: RefundState.FAILED,
}


@dataclass(frozen=True, kw_only=True)
class Refund:
    """One return of money that was taken. `error` is what the provider said, for the shop."""

    pk: int
    amount: Money
    reason: str
    state: RefundState
    requested_at: datetime
    done_at: datetime | None
    error: str


def refunds_of(order: VendorOrder, intents: Iterable[Intent]) -> tuple[Refund, ...]:
    """The refunds among an order's intents, oldest first; one that was tried again shows as its last attempt."""
    rows = [each for each in intents if each.kind == Intent.Kind.REFUND]
    tried_again = {each.retries_id for each in rows}
    return tuple(_refund(order, each) for each in rows if each.pk not in tried_again and each.amount is not None)


def _refund(order: VendorOrder, intent: Intent) -> Refund:
    state = _STATES[Intent.State(intent.state)]
    return Refund(
        pk=intent.pk,
        amount=Money(intent.amount or order.total * 0, order.currency),
        reason=intent.reason,
        state=state,
        requested_at=intent.created_at,
        done_at=intent.done_at,
        error=intent.last_error if state == RefundState.FAILED else "",
    )
