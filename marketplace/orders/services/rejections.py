"""Takes back what a shop cannot give, or what is not wanted any more: lines, or all that is left."""

import logging
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum
from django.utils import translation
from django.utils.translation import gettext_lazy

from marketplace.accounts.models import Person
from marketplace.baskets.extensions import fulfilment_methods
from marketplace.catalogue.services.goods import MOST_STOCK
from marketplace.catalogue.wording import refusal_text
from marketplace.errors import DomainError
from marketplace.orders.extensions import Captures
from marketplace.orders.models import HistoryEntry, Intent, OrderMail, VendorOrder
from marketplace.orders.rules.amounts import ZERO
from marketplace.orders.rules.deadlines import Overdue, overdue
from marketplace.orders.rules.states import DONE, Act, Role, State, after_rejection
from marketplace.orders.selectors.work import overdue_orders, waiting_of
from marketplace.orders.services import intents
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.history import record
from marketplace.orders.services.mails import queue_mail
from marketplace.orders.services.parts import Part, as_history, check_shown, chosen_parts, part_of, reduce_lines
from marketplace.orders.services.progress import capture_if_due
from marketplace.orders.services.rows import SYSTEM, Actor, lock, permit
from marketplace.orders.signals import vendor_order_cancelled, vendor_order_lines_rejected

logger = logging.getLogger(__name__)

_GIVEN_UP = {
    Overdue.UNANSWERED: gettext_lazy("Der Laden hat die Bestellung nicht bestätigt."),
    Overdue.UNCOLLECTED: gettext_lazy("Die Ware wurde nicht abgeholt."),
}


@transaction.atomic
def reject_lines(
    *,
    order: VendorOrder,
    quantities: Mapping[int, int],
    reason: str,
    person: Person | None,
    now: datetime,
    left: Mapping[int, int] | None = None,
) -> VendorOrder:
    """The shop cannot give these pieces (by primary key of the line); the rest counts as confirmed.

    The shopper is told and gets the money back for them; with the last piece the order is cancelled and the price of
    the way is returned too. `left` says, by primary key of a line, how many pieces can still be sold: the stock is set
    to that. Goods that it does not name count as lying on the shelf again. All or nothing. Raises DomainError
    NOTHING_SELECTED, LINE_UNKNOWN, QUANTITY_TOO_LARGE, STOCK_INVALID.
    """
    row = lock(order.pk)
    actor = permit(row, Act.REJECT, person)
    parts = chosen_parts(row, quantities)
    stocks = _stocks(parts, left or {})
    rejected = _take_back(row, parts, actor=actor, reason=reason, now=now)
    if stocks:  # after the release, which puts the pieces back first
        intents.add(row, Intent.Kind.STOCK, lines=stocks, now=now)
    return rejected


@transaction.atomic
def take_back(
    *,
    order: VendorOrder,
    quantities: Mapping[int, int],
    reason: str,
    person: Person | None,
    now: datetime,
    shown_due: Decimal | None = None,
) -> VendorOrder:
    """The shop takes back pieces that it had handed over (by primary key of the line) and returns the money for them.

    The engine is told of the money alone; the price of the way is not returned. `shown_due` is what the shop
    was shown to be owed afterwards. Raises what `reject_lines` raises, and DomainError AMOUNT_CHANGED if it is not so.
    """
    row = lock(order.pk)
    actor = permit(row, Act.TAKE_BACK, person)
    parts = chosen_parts(row, quantities)
    check_shown(row, sum((part.amount for part in parts), ZERO), shown_due)
    return _take_back(row, parts, actor=actor, reason=reason, now=now)


@transaction.atomic
def cancel_order(*, order: VendorOrder, person: Person | None, reason: str = "", now: datetime) -> VendorOrder:
    """Cancel all that is left. Shoppers may until the shop has confirmed; shop and operator until the hand-over."""
    row = lock(order.pk)
    return _take_back(row, _all_that_is_left(row), actor=permit(row, Act.CANCEL, person), reason=reason, now=now)


@transaction.atomic
def release_order(*, order_pk: int, now: datetime) -> VendorOrder | None:
    """Cancel by the clock: nobody came, or the shop never answered; None if it is too early or somebody was faster."""
    row = lock(order_pk)
    verdict = overdue(waiting_of(row), now=now)
    if verdict is None:
        return None
    with translation.override(row.language):
        reason = str(_GIVEN_UP[verdict])
    return _take_back(row, _all_that_is_left(row), actor=SYSTEM, reason=reason, now=now)


def release_overdue(*, now: datetime) -> int:
    """Cancel every order that nobody moved on in time, each in a transaction of its own; the number of them.

    One that cannot be cancelled is reported and does not hold up the others.
    """
    released = 0
    for pk in overdue_orders(now=now):
        try:
            released += release_order(order_pk=pk, now=now) is not None
        except Exception:
            logger.exception("order %s is overdue and could not be released", pk)
    return released


def _stocks(parts: list[Part], left: Mapping[int, int]) -> dict[str, int]:
    """What can still be sold, by primary key of the listing."""
    if any(not 0 <= count <= MOST_STOCK for count in left.values()):
        raise DomainError("STOCK_INVALID", refusal_text("STOCK_INVALID"), field="lines")
    known = [part.line for part in parts if part.line.listing_id is not None and part.line.pk in left]
    return {str(line.listing_id): left[line.pk] for line in known}


def _all_that_is_left(order: VendorOrder) -> list[Part]:
    return [part_of(line, line.quantity_left) for line in order.lines.all() if line.quantity_left]


def _take_back(row: VendorOrder, parts: list[Part], *, actor: Actor, reason: str, now: datetime) -> VendorOrder:
    was = State(row.state)
    reduce_lines(parts)
    left = row.lines.aggregate(left=Sum(F("quantity") - F("quantity_rejected")))["left"]
    row.state = after_rejection(was, left=left)
    goods = sum((part.amount for part in parts), ZERO)
    amount = row.due if row.state == State.CANCELLED else goods  # with the last piece, the way is not paid either
    row.given_back += amount
    if row.state == State.CANCELLED:
        row.cancelled_at = now
    elif row.confirmed_at is None:
        row.confirmed_at = now
    row.save(update_fields=["state", "given_back", "cancelled_at", "confirmed_at"])
    entry = _record(row, parts, amount, actor=actor, reason=reason, now=now)
    _plan(row, parts, amount, reason=reason, now=now)
    if row.state == State.CANCELLED:
        _close(row, actor=actor, now=now)
    else:
        if was == State.PLACED:
            capture_if_due(row, Captures.AT_CONFIRMATION, now=now)
        kind = OrderMail.Kind.RETURNED if was in DONE else OrderMail.Kind.LINES_REJECTED
        queue_mail(row, kind, about=entry.pk, now=now)
    announce(vendor_order_lines_rejected, row, now=now, rejection_id=entry.pk, amount=amount)
    return row


def _record(
    row: VendorOrder, parts: list[Part], amount: Decimal, *, actor: Actor, reason: str, now: datetime
) -> HistoryEntry:
    kind = "returned" if row.state in DONE else "lines_rejected"
    kind = "cancelled" if row.state == State.CANCELLED else kind
    return record(
        row,
        kind,
        role=actor.role,
        person=actor.person,
        now=now,
        lines=as_history(parts),
        amount=str(amount),
        reason=reason,
    )


def _plan(row: VendorOrder, parts: list[Part], amount: Decimal, *, reason: str, now: datetime) -> None:
    """Goods first, money second: what the shelf gets back can be sold while the money is on its way."""
    released = {part.line.saleor_line_id: part.line.quantity_rejected for part in parts}
    if released and row.state not in DONE:
        intents.add(row, Intent.Kind.RELEASE, lines=released, reason=reason, now=now)
    intents.plan_give_back(row, amount, reason=reason, now=now)


def _close(row: VendorOrder, *, actor: Actor, now: datetime) -> None:
    method = fulfilment_methods.get(row.fulfilment_method)
    if method is not None and row.fulfilment_reference:
        method.cancel(row.fulfilment_reference, now=now)
    queue_mail(row, OrderMail.Kind.CANCELLED, now=now)
    if actor.role != Role.VENDOR:
        queue_mail(row, OrderMail.Kind.VENDOR_CANCELLED, now=now)
    announce(vendor_order_cancelled, row, now=now)
