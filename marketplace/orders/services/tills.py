"""Pays a checkout: one session that covers the whole of it, and none besides."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.orders.extensions import PaymentAction, PaymentGateway, PaymentResult, payment_gateways
from marketplace.orders.models import PaymentAttempt, Placement, Purchase
from marketplace.orders.rules.amounts import PAYING
from marketplace.orders.selectors.payments import attempts_of
from marketplace.orders.services.splits import split_order
from marketplace.saleor import checkouts, payments
from marketplace.saleor.orders import order_of_checkout

logger = logging.getLogger(__name__)

ORPHANED = timedelta(hours=2)


def pay(
    checkout_id: str, gateway: PaymentGateway, data: Mapping[str, Any], *, now: datetime
) -> Mapping[str, Any] | None:
    """Have the whole checkout promised or paid; the gateway's data if the shopper must act first.

    A session that stands for exactly this is used again; others of the same checkout are given up. Raises DomainError
    CHECKOUT_GONE, PAYMENT_FAILED.
    """
    checkout = checkouts.checkout(checkout_id)
    if checkout is None:
        raise DomainError("CHECKOUT_GONE", _("Dieser Korb ist nicht mehr da."))
    total, attempts = checkout.total, attempts_of(checkout_id)
    standing = [each for each in attempts if each.stands]
    if not total.amount or _covers(standing, gateway, total):
        return None
    for attempt in standing:
        give_up(attempt, now=now)
    outcome = _ask(checkout_id, gateway, total, attempts, data)
    if outcome.action_required:
        return {"transactionId": outcome.transaction.id, **(outcome.data or {})}
    if not outcome.succeeded:
        message = outcome.message or _("Die Zahlung hat nicht geklappt. Bitte wählen Sie einen anderen Weg.")
        raise DomainError("PAYMENT_FAILED", message, field="paymentMethod")
    return None


def give_up_standing(checkout_id: str, *, now: datetime) -> None:
    """The order was refused: what its checkout has paid or promised is given back at once, or by the sweep if the
    engine or the gateway is away."""
    for attempt in [each for each in attempts_of(checkout_id) if each.stands]:
        try:
            give_up(attempt, now=now)
        except DomainError as error:
            logger.warning("payment %s could not be given up yet: %s", attempt.transaction_id, error)


def give_up_orphans(*, now: datetime) -> None:
    """Payments that no order came of within two hours."""
    paid = Purchase.objects.values("transaction_id")
    started = Placement.objects.filter(state=Placement.State.STARTED).values("checkout_id")
    rows = PaymentAttempt.objects.filter(result__in=PAYING, voided=False, changed_at__lte=now - ORPHANED)
    for attempt in rows.exclude(transaction_id__in=paid).exclude(checkout_id__in=started).order_by("pk")[:100]:
        if order := order_of_checkout(attempt.checkout_id):
            split_order(saleor_order_id=order.id, now=now)
        else:
            give_up_standing(attempt.checkout_id, now=now)


def _covers(standing: list[PaymentAttempt], gateway: PaymentGateway, total: Money) -> bool:
    if len(standing) != 1:
        return False
    one = standing[0]
    return one.method == gateway.code and Money(one.amount, one.currency) == total


def _ask(
    checkout_id: str,
    gateway: PaymentGateway,
    total: Money,
    attempts: Sequence[PaymentAttempt],
    data: Mapping[str, Any],
) -> payments.Outcome:
    for waiting in attempts:
        wanted = (waiting.method, waiting.amount, waiting.result)
        if data and wanted == (gateway.code, total.amount, PaymentResult.ACTION_REQUIRED):
            return payments.process_transaction(id=waiting.transaction_id, data=dict(data))
    # A session that failed or was given up never comes back to life, so the next one gets a key of its own.
    return payments.initialize_transaction(
        id=checkout_id,
        data={**data, "method": gateway.code},
        amount=total.amount,
        idempotency_key=f"{checkout_id}:{gateway.code}:{total.amount}:{len(attempts)}",
    )


def give_up(attempt: PaymentAttempt, *, now: datetime) -> None:
    """Give back what a session holds that pays for nothing any more. Safe to repeat."""
    gateway = payment_gateways[attempt.method]
    charged = attempt.result == PaymentResult.CHARGED
    action = PaymentAction(
        reference=f"{attempt.transaction_id}:given-up",
        psp_reference=attempt.psp_reference,
        amount=Money(attempt.amount, attempt.currency),
        order_number="",
        now=now,
    )
    answer = gateway.refund(action) if charged else gateway.cancel(action)
    if answer.result == PaymentResult.FAILED:
        raise DomainError("PAYMENT_FAILED", answer.message, field="paymentMethod")
    payments.report_event(
        transaction_id=attempt.transaction_id,
        type="REFUND_SUCCESS" if charged else "CANCEL_SUCCESS",
        amount=attempt.amount,
        psp_reference=answer.psp_reference or action.reference,
    )
    PaymentAttempt.objects.filter(pk=attempt.pk).update(voided=True, changed_at=now)
