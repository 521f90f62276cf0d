"""The button: from the shopper's word to a purchase.

The wish is stored first (Placement). Then, each step with a key that makes repeating it harmless: check the plan, pay,
complete the checkout, split the order. A process that dies in between leaves a started placement; a task finishes it.
Two clicks at once do no harm: the second waits its turn or finds the purchase.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.baskets.selectors.shapes import Basket
from marketplace.baskets.services.plans import recheck_plan
from marketplace.errors import DomainError
from marketplace.orders.extensions import PaymentGateway, payment_gateways
from marketplace.orders.models import Placement, Purchase
from marketplace.orders.selectors.payments import refusal_of, request_for
from marketplace.orders.services import tills
from marketplace.orders.services.splits import split_order
from marketplace.saleor import checkouts
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.orders import order_of_checkout

logger = logging.getLogger(__name__)

# Longer than the steps of a placement may take together, so that a lease ends only when its holder is dead.
LEASE = timedelta(seconds=90)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Either the purchase, or what the shopper must do first (`action`: the gateway's data for the page)."""

    purchase: Purchase | None = None
    action: Mapping[str, Any] = field(default_factory=dict)


def place_order(
    *,
    checkout_id: str,
    payment_method: str,
    person: Person | None,
    email: str = "",
    language: str = "de",
    now: datetime,
    agreed_total: Decimal | None = None,
    data: Mapping[str, Any] | None = None,
) -> Placed:
    """Order and pay the basket, once. `email` is needed only if the checkout has none yet; `data` is for the gateway.

    `agreed_total` is the gross sum above the button that the shopper pressed: another one now is refused
    (TOTAL_CHANGED), so that nobody owes what they have not seen (§312j para. 2 BGB).
    Raises DomainError: PAYMENT_METHOD_UNKNOWN and the gateway's own refusals, PLAN_CHANGED and the like from the plan,
    PLACEMENT_RUNNING while another click is on its way, SaleorRefused (INSUFFICIENT_STOCK ...), SaleorUnreachable.
    After a refusal nothing is owed and nothing is taken from a shelf.
    """
    gateway = payment_gateways.get(payment_method)
    if gateway is None:
        raise DomainError("PAYMENT_METHOD_UNKNOWN", _("Diese Zahlungsart gibt es nicht."), field="paymentMethod")
    placement = _claim(checkout_id, gateway, person=person, email=email, language=language, now=now)
    if placement.state == Placement.State.COMPLETED:
        return Placed(purchase=split_order(saleor_order_id=placement.saleor_order_id, now=now))
    return _run(placement, gateway, data or {}, agreed_total=agreed_total, now=now)


def continue_payment(*, checkout_id: str, data: Mapping[str, Any], now: datetime) -> Placed:
    """The shopper did what the gateway asked for. Raises what `place_order` raises, and NOTHING_TO_CONTINUE."""
    waiting = Placement.objects.filter(checkout_id=checkout_id, state=Placement.State.ACTION_REQUIRED).first()
    gateway = payment_gateways.get(waiting.payment_method) if waiting else None
    if waiting is None or gateway is None:
        raise DomainError("NOTHING_TO_CONTINUE", _("Zu diesem Korb läuft gerade keine Zahlung."))
    placement = _claim(
        checkout_id, gateway, person=waiting.person, email=waiting.email, language=waiting.language, now=now
    )
    return _run(placement, gateway, data, now=now)


def abandoned(*, now: datetime) -> list[str]:
    """Checkouts whose placement was started by a process that died."""
    rows = Placement.objects.filter(state=Placement.State.STARTED, lease_until__lte=now)
    return list(rows.order_by("pk").values_list("checkout_id", flat=True))


def finish(checkout_id: str, *, now: datetime) -> Purchase | None:
    """Finish an abandoned placement, or find out that it cannot be; its purchase, if there is one now."""
    left = Placement.objects.select_related("person").filter(checkout_id=checkout_id).first()
    gateway = payment_gateways.get(left.payment_method) if left else None
    if left is None or gateway is None:
        return None
    try:
        placement = _claim(checkout_id, gateway, person=left.person, email=left.email, language=left.language, now=now)
        if placement.state == Placement.State.COMPLETED:
            return split_order(saleor_order_id=placement.saleor_order_id, now=now)
        return _run(placement, gateway, {}, finishing=True, now=now).purchase
    except DomainError as error:
        logger.warning("placement of %s was not finished: %s", checkout_id, error)
        return None


@transaction.atomic
def _claim(
    checkout_id: str, gateway: PaymentGateway, *, person: Person | None, email: str, language: str, now: datetime
) -> Placement:
    """Store the wish and take the lease; a completed placement is returned as it is."""
    placement, created = Placement.objects.select_for_update().get_or_create(
        checkout_id=checkout_id,
        defaults={
            "payment_method": gateway.code,
            "person": person,
            "email": email,
            "language": language,
            "attempts": 1,
            "lease_until": now + LEASE,
            "created_at": now,
        },
    )
    if created or placement.state == Placement.State.COMPLETED:
        return placement
    if placement.state == Placement.State.STARTED and placement.lease_until > now:
        raise DomainError("PLACEMENT_RUNNING", _("Ihre Bestellung wird gerade aufgegeben. Einen Moment bitte."))
    placement.payment_method, placement.person = gateway.code, person
    placement.email, placement.language = email, language
    placement.state, placement.refusal_code = Placement.State.STARTED, ""
    placement.attempts += 1
    placement.lease_until = now + LEASE
    placement.save()
    return placement


def _run(
    placement: Placement,
    gateway: PaymentGateway,
    data: Mapping[str, Any],
    *,
    agreed_total: Decimal | None = None,
    finishing: bool = False,
    now: datetime,
) -> Placed:
    try:
        if placement.attempts > 1 and (existing := order_of_checkout(placement.checkout_id)):
            return Placed(purchase=split_order(saleor_order_id=existing.id, now=now))
        _check(placement, gateway, agreed_total=agreed_total, finishing=finishing, now=now)
        return _pay_and_complete(placement, gateway, data, now=now)
    except SaleorUnreachable:
        # Whether there is an order now is unknown: the placement stays started, and the task finds out.
        _release(placement, Placement.State.STARTED, now=now)
        raise
    except DomainError as error:
        _release(placement, Placement.State.REFUSED, refusal=error.code, now=now)
        tills.give_up_standing(placement.checkout_id, now=now)
        raise


def _pay_and_complete(
    placement: Placement, gateway: PaymentGateway, data: Mapping[str, Any], *, now: datetime
) -> Placed:
    action = tills.pay(placement.checkout_id, gateway, data, now=now)
    if action is not None:
        _release(placement, Placement.State.ACTION_REQUIRED, now=now)
        return Placed(action=action)
    placed = checkouts.complete_checkout(id=placement.checkout_id)
    return Placed(purchase=split_order(saleor_order_id=placed.id, now=now))


def _check(
    placement: Placement, gateway: PaymentGateway, *, agreed_total: Decimal | None, finishing: bool, now: datetime
) -> None:
    """The plan still holds, everything is known, and the gateway takes this basket from this payer.

    Nobody but the shopper may order a basket that changed since the click, so finishing one asks for the same seal.
    """
    if placement.email:
        checkouts.set_email(id=placement.checkout_id, email=placement.email)
    check = recheck_plan(placement.checkout_id, now)
    seen = check.basket
    if check.lost:
        first_lost = check.lost[0]
        raise DomainError(first_lost.code, first_lost.message, vendors=[each.vendor_pk for each in check.lost])
    if seen.missing:
        first = seen.missing[0]
        raise DomainError(first.code, first.message, missing=[each.code for each in seen.missing])
    if agreed_total is not None and agreed_total != seen.sums.total.amount:
        message = _("Der Gesamtbetrag hat sich geändert. Bitte sehen Sie die Bestellung noch einmal an.")
        raise DomainError("TOTAL_CHANGED", message, total=str(seen.sums.total.amount))
    seal = _seal(seen)
    if finishing and seal != placement.seal:
        raise DomainError("BASKET_CHANGED", _("Der Korb hat sich seit der Bestellung geändert."))
    Placement.objects.filter(pk=placement.pk).update(seal=seal)
    refusal = refusal_of(gateway, request_for(seen, placement.person))
    if refusal is not None:
        raise DomainError(refusal.code, refusal.message, field="paymentMethod")


def _seal(seen: Basket) -> str:
    lines = [(line.line_id, line.quantity, str(line.total.amount)) for group in seen.groups for line in group.lines]
    ways = [(group.vendor.pk, group.choice and group.choice.offer_key) for group in seen.groups]
    return sha256(repr((sorted(lines), ways, seen.sums.total)).encode()).hexdigest()


def _release(placement: Placement, state: Placement.State, *, refusal: str = "", now: datetime) -> None:
    Placement.objects.filter(pk=placement.pk).exclude(state=Placement.State.COMPLETED).update(
        state=state, refusal_code=refusal[:60], lease_until=now
    )
