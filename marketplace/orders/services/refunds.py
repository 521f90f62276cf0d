"""The shop gives money back while the goods stay where they are, sees beforehand how much, and tries again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError, NotFound
from marketplace.money import Money
from marketplace.orders.extensions import payment_gateways
from marketplace.orders.models import Deviation, Intent, OrderMail, VendorOrder
from marketplace.orders.rules.amounts import ZERO, give_back, reduction
from marketplace.orders.rules.states import Act
from marketplace.orders.services import intents
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.deviations import settle_deviation
from marketplace.orders.services.errands import CARRY_OUT, after_commit
from marketplace.orders.services.history import record
from marketplace.orders.services.mails import queue_mail
from marketplace.orders.services.parts import Part, as_history, check_shown, chosen_parts, reduce_lines
from marketplace.orders.services.rows import lock, permit, require_keeper
from marketplace.orders.signals import vendor_order_lines_rejected


@dataclass(frozen=True, kw_only=True)
class RefundPreview:
    """What would happen: `amount` in all, of which `returned` was taken before and goes back, and the rest is not
    charged; `due` is what the shopper owes for the order then. `task` is what the shop must do itself, or empty."""

    amount: Money
    returned: Money
    due: Money
    task: str


def preview_take_back(*, order: VendorOrder, quantities: Mapping[int, int], person: Person | None) -> RefundPreview:
    """What `take_back` would return. Changes nothing; raises what it raises."""
    permit(order, Act.TAKE_BACK, person)
    return _preview(order, sum((part.amount for part in chosen_parts(order, quantities)), ZERO))


def preview_refund(*, order: VendorOrder, amount: Decimal, line_pk: int | None, person: Person | None) -> RefundPreview:
    """What `refund_amount` would return. Changes nothing; raises what it raises."""
    permit(order, Act.REFUND, person)
    _lowered(order, amount, line_pk)
    return _preview(order, amount)


@transaction.atomic
def refund_amount(
    *,
    order: VendorOrder,
    amount: Decimal,
    line_pk: int | None,
    reason: str,
    person: Person | None,
    now: datetime,
    shown_due: Decimal | None = None,
) -> VendorOrder:
    """The shop lowers the price of a line (None: of all goods, by what is left of each) and returns the difference.

    What was taken goes back, what was not is not taken; the shopper is told with the reason. The price of the way
    stays. Raises DomainError NOT_YOURS_TO_DO, ORDER_STATE_CHANGED, AMOUNT_INVALID, AMOUNT_TOO_LARGE, LINE_UNKNOWN,
    REASON_MISSING, and AMOUNT_CHANGED if another sum than `shown_due` would be owed afterwards.
    """
    row = lock(order.pk)
    actor = permit(row, Act.REFUND, person)
    if not reason.strip():
        raise DomainError("REASON_MISSING", _("Bitte schreiben Sie dazu, warum Sie Geld zurückgeben."), field="reason")
    parts = _lowered(row, amount, line_pk)
    check_shown(row, amount, shown_due)
    reduce_lines(parts)
    row.given_back += amount
    row.save(update_fields=["given_back"])
    words = reason.strip()[:300]
    entry = record(
        row,
        "refunded",
        role=actor.role,
        person=actor.person,
        now=now,
        lines=as_history(parts),
        amount=str(amount),
        reason=words,
    )
    intents.plan_give_back(row, amount, reason=words, now=now)
    queue_mail(row, OrderMail.Kind.REFUNDED, about=entry.pk, now=now)
    announce(vendor_order_lines_rejected, row, now=now, rejection_id=entry.pk, amount=amount)
    return row


@transaction.atomic
def retry_refund(*, order: VendorOrder, refund_pk: int, person: Person | None, now: datetime) -> VendorOrder:
    """Try a refund again that failed, once for each failure.

    What the provider refused gets a new reference: under the old one it would answer the same. What never got an answer
    keeps its reference, so that money that went back after all does not go twice. Raises DomainError NOT_YOURS_TO_DO,
    REFUND_NOT_FAILED; NotFound.
    """
    row = lock(order.pk)
    actor = require_keeper(row, person)
    failed = row.intents.select_for_update().filter(pk=refund_pk, kind=Intent.Kind.REFUND).first()
    if failed is None:
        raise NotFound("refundId")
    if failed.state != Intent.State.FAILED or Intent.objects.filter(retries=failed).exists():
        raise DomainError("REFUND_NOT_FAILED", _("Diese Rückzahlung läuft schon oder ist erledigt."), field="refundId")
    if failed.attempts >= intents.MAX_ATTEMPTS:
        failed.state, failed.attempts, failed.not_before, failed.last_error = Intent.State.OPEN, 0, now, ""
        failed.save(update_fields=["state", "attempts", "not_before", "last_error"])
        after_commit(CARRY_OUT, row.pk)
    else:
        intents.add(row, Intent.Kind.REFUND, amount=failed.amount, reason=failed.reason, retries=failed, now=now)
    record(row, "refund_retried", role=actor.role, person=actor.person, now=now, amount=str(failed.amount))
    _settle_marks(row, person=actor.person, now=now)
    return row


def _settle_marks(order: VendorOrder, *, person: Person | None, now: datetime) -> None:
    """The operator need not look any more, unless it fails again or another refund still waits for somebody."""
    failed = order.intents.filter(kind=Intent.Kind.REFUND, state=Intent.State.FAILED, retried_by=None)
    if failed.exists():
        return
    marks = Deviation.objects.select_for_update().filter(
        order=order,
        code__in=("PAYMENT_FAILED", "INTENT_FAILED"),
        details__intent=Intent.Kind.REFUND.value,
        resolved_at__isnull=True,
    )
    for mark in marks:
        settle_deviation(mark, note=_("Der Laden hat die Rückzahlung noch einmal angestoßen."), person=person, now=now)


def _lowered(order: VendorOrder, amount: Decimal, line_pk: int | None) -> list[Part]:
    """What is taken off each line's price."""
    if amount <= 0 or amount != amount.quantize(ZERO):
        raise DomainError("AMOUNT_INVALID", _("Bitte geben Sie einen Betrag in Euro und Cent an."), field="amount")
    lines = [line for line in order.lines.all() if line_pk is None or line.pk == line_pk]
    if not lines:
        raise DomainError("LINE_UNKNOWN", _("Diesen Artikel gibt es in der Bestellung nicht."), field="lineId")
    left = [line.amount_left for line in lines]
    try:
        shares = reduction(amount, left)
    except ValueError:
        words = {"left": str(sum(left, ZERO)).replace(".", ",")}
        message = _("Dafür sind höchstens noch %(left)s € zu erstatten.") % words
        raise DomainError("AMOUNT_TOO_LARGE", message, field="amount") from None
    return [Part(line, 0, share) for line, share in zip(lines, shares, strict=True) if share]


def _preview(order: VendorOrder, amount: Decimal) -> RefundPreview:
    state = intents.planned(order)
    movement = give_back(amount, total=order.total, captured=state.captured, voided=state.voided)
    gateway = payment_gateways.get(order.payment_method)
    returned = Money(movement.refund, order.currency)
    return RefundPreview(
        amount=Money(amount, order.currency),
        returned=returned,
        due=Money(order.due - amount, order.currency),
        task=gateway.refund_task(returned) if gateway and movement.refund else "",
    )
