"""Takes, gives up and returns money through the gateway, and tells the engine what came of it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.orders.extensions import PaymentAction, PaymentAnswer, PaymentGateway, PaymentResult, payment_gateways
from marketplace.orders.models import Intent, VendorOrder
from marketplace.orders.rules.amounts import PaymentState
from marketplace.orders.rules.states import Role
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.deviations import flag
from marketplace.orders.services.history import record
from marketplace.orders.services.rows import lock
from marketplace.orders.signals import vendor_order_paid
from marketplace.saleor import payments

# What became of an intent, in the words of Saleor's TransactionEventTypeEnum.
_SUCCESS = {
    Intent.Kind.CAPTURE: "CHARGE_SUCCESS",
    Intent.Kind.VOID: "CANCEL_SUCCESS",
    Intent.Kind.REFUND: "REFUND_SUCCESS",
}
_FAILURE = {
    Intent.Kind.CAPTURE: "CHARGE_FAILURE",
    Intent.Kind.VOID: "CANCEL_FAILURE",
    Intent.Kind.REFUND: "REFUND_FAILURE",
}
_COLUMN = {Intent.Kind.CAPTURE: "captured", Intent.Kind.VOID: "voided", Intent.Kind.REFUND: "refunded"}


def carry_out(intent: Intent, *, now: datetime) -> None:
    """Ask the gateway, with the intent's reference on every attempt, and settle its answer.

    Raises what the gateway or the seam raises; then nothing is recorded and the same question is asked again later.
    """
    answer = _ask(payment_gateways[intent.order.payment_method], intent, now)
    if answer.result == PaymentResult.PENDING:
        Intent.objects.filter(pk=intent.pk).update(state=Intent.State.PENDING, psp_reference=answer.psp_reference)
    else:
        settle(intent, answer, now=now)


def _ask(gateway: PaymentGateway, intent: Intent, now: datetime) -> PaymentAnswer:
    order = intent.order
    action = PaymentAction(
        reference=intent.reference,
        psp_reference=order.purchase.psp_reference,
        amount=Money(_amount(intent), order.currency),
        order_number=order.number,
        vendor=order.vendor,
        now=now,
        reason=intent.reason,
    )
    ask = {
        Intent.Kind.CAPTURE: gateway.capture,
        Intent.Kind.VOID: gateway.cancel,
        Intent.Kind.REFUND: gateway.refund,
    }
    return ask[Intent.Kind(intent.kind)](action)


def settle(intent: Intent, answer: PaymentAnswer, *, now: datetime) -> None:
    """Tell the engine and our rows the outcome. The engine knows the reference of a report it has had before."""
    kind = Intent.Kind(intent.kind)
    failed = answer.result == PaymentResult.FAILED
    payments.report_event(
        transaction_id=intent.order.purchase.transaction_id,
        type=_FAILURE[kind] if failed else _SUCCESS[kind],
        amount=_amount(intent),
        psp_reference=answer.psp_reference or intent.reference,
        message=answer.message,
    )
    with transaction.atomic():
        order = lock(intent.order_id)
        done = Intent.objects.select_for_update().get(pk=intent.pk)
        if done.state in (Intent.State.DONE, Intent.State.FAILED):
            return
        done.psp_reference, done.attempts = answer.psp_reference, done.attempts + 1
        if failed:
            _record_failure(order, done, answer, now)
        else:
            _record_success(order, done, now)
        done.save(update_fields=["state", "done_at", "psp_reference", "attempts", "last_error"])


def _record_success(order: VendorOrder, intent: Intent, now: datetime) -> None:
    intent.state, intent.done_at = Intent.State.DONE, now
    column = _COLUMN[Intent.Kind(intent.kind)]
    setattr(order, column, getattr(order, column) + _amount(intent))
    newly_paid = order.paid_at is None and order.payment_state == PaymentState.PAID
    if newly_paid:
        order.paid_at = now
    order.save(update_fields=[column, "paid_at"])
    record(order, f"money_{column}", role=Role.SYSTEM, person=None, now=now, amount=str(intent.amount))
    if newly_paid:
        announce(vendor_order_paid, order, now=now)


def _record_failure(order: VendorOrder, intent: Intent, answer: PaymentAnswer, now: datetime) -> None:
    intent.state, intent.last_error = Intent.State.FAILED, answer.message[:500]
    record(order, f"money_{intent.kind}_failed", role=Role.SYSTEM, person=None, now=now, amount=str(intent.amount))
    flag(order.purchase, "PAYMENT_FAILED", order=order, now=now, intent=intent.kind, amount=str(intent.amount))


def report_payment(*, reference: str, answer: PaymentAnswer, now: datetime) -> None:
    """A provider says what became of an action that was PENDING; `reference` is the one of the action.

    Replays are fine. Raises DomainError PAYMENT_UNKNOWN if no such action exists.
    """
    intent = Intent.objects.select_related("order__purchase").filter(reference=reference).first()
    if intent is None:
        raise DomainError("PAYMENT_UNKNOWN", _("Zu dieser Zahlung gibt es keinen Auftrag."))
    if intent.state in (Intent.State.OPEN, Intent.State.PENDING):
        settle(intent, answer, now=now)


def _amount(intent: Intent) -> Decimal:
    assert intent.amount is not None, "the database holds that intents that move money have an amount"
    return intent.amount
