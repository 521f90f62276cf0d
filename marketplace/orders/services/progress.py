"""The acts that move a vendor order on: confirm, mark ready, hand over, record a payment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.baskets.extensions import FulfilmentMethod, fulfilment_methods
from marketplace.errors import DomainError
from marketplace.orders.extensions import Captures, payment_gateways
from marketplace.orders.models import HistoryEntry, Intent, OrderMail, VendorOrder
from marketplace.orders.rules.states import OPEN, Act, Role, State, after_hand_over
from marketplace.orders.services import intents
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.deviations import flag, settle_missed
from marketplace.orders.services.history import record
from marketplace.orders.services.mails import queue_mail
from marketplace.orders.services.rows import lock, permit
from marketplace.orders.signals import vendor_order_confirmed, vendor_order_handed_over, vendor_order_ready


@transaction.atomic
def confirm_order(*, order: VendorOrder, person: Person | None, now: datetime) -> VendorOrder:
    """The shop has the goods and packs them. Money is taken now if the way to pay asks for it."""
    row = lock(order.pk)
    actor = permit(row, Act.CONFIRM, person)
    row.state, row.confirmed_at = State.CONFIRMED, now
    row.save(update_fields=["state", "confirmed_at"])
    record(row, "confirmed", role=actor.role, person=actor.person, now=now)
    capture_if_due(row, Captures.AT_CONFIRMATION, now=now)
    queue_mail(row, OrderMail.Kind.CONFIRMED, now=now)
    announce(vendor_order_confirmed, row, now=now)
    return row


@transaction.atomic
def mark_ready(*, order: VendorOrder, person: Person | None, now: datetime) -> VendorOrder:
    """The goods are packed and wait for the shopper or the tour."""
    row = lock(order.pk)
    actor = permit(row, Act.MARK_READY, person)
    row.state, row.ready_at = State.READY, now
    row.save(update_fields=["state", "ready_at"])
    record(row, "ready", role=actor.role, person=actor.person, now=now)
    queue_mail(row, OrderMail.Kind.READY, now=now)
    announce(vendor_order_ready, row, now=now)
    return row


def hand_over(*, order: VendorOrder, code: str, person: Person | None, now: datetime) -> VendorOrder:
    """The goods change hands, once. The way of fulfilment checks `code`; money that is due now is taken.

    Raises DomainError NOT_YOURS_TO_DO or ORDER_STATE_CHANGED, and what the way of fulfilment says (CODE_WRONG ...).
    Must be called outside a transaction: a wrong code is counted even though the hand-over is refused.
    """
    order = VendorOrder.objects.select_related("purchase", "vendor").get(pk=order.pk)
    permit(order, Act.HAND_OVER, person)
    method = fulfilment_methods.get(order.fulfilment_method)
    if method is not None:
        method.check_hand_over(order.fulfilment_reference, code, now)
    return _hand_over(order, method, person, now)


@transaction.atomic
def _hand_over(
    order: VendorOrder, method: FulfilmentMethod | None, person: Person | None, now: datetime
) -> VendorOrder:
    row = lock(order.pk)
    actor = permit(row, Act.HAND_OVER, person)
    if method is not None:
        method.complete(row.fulfilment_reference, now=now)
    row.state, row.handed_over_at = after_hand_over(brought=row.brought), now
    row.save(update_fields=["state", "handed_over_at"])
    record(row, "handed_over", role=actor.role, person=actor.person, now=now)
    settle_missed(row, now=now)
    intents.add(row, Intent.Kind.FULFIL, now=now)
    capture_if_due(row, Captures.AT_HAND_OVER, now=now)
    queue_mail(row, OrderMail.Kind.HANDED_OVER, now=now)
    announce(vendor_order_handed_over, row, now=now)
    return row


@transaction.atomic
def note_not_met(
    *, order: VendorOrder, reason: str, person: Person | None, happened_at: datetime, now: datetime
) -> VendorOrder:
    """Whoever brings the goods met nobody: the shopper is told, and the operator calls. Once for each `happened_at`;
    orders that were handed over or cancelled meanwhile stay as they are."""
    row = lock(order.pk)
    if entry := _missed(row, "NOT_MET", reason=reason, person=person, happened_at=happened_at, now=now):
        queue_mail(row, OrderMail.Kind.NOT_MET, about=entry.pk, now=now)
    return row


@transaction.atomic
def note_not_collected(
    *, order: VendorOrder, reason: str, person: Person | None, happened_at: datetime, now: datetime
) -> VendorOrder:
    """Whoever brings the goods did not get them in the shop: the operator calls. Otherwise like `note_not_met`."""
    row = lock(order.pk)
    _missed(row, "NOT_COLLECTED", reason=reason, person=person, happened_at=happened_at, now=now)
    return row


def _missed(
    row: VendorOrder, code: str, *, reason: str, person: Person | None, happened_at: datetime, now: datetime
) -> HistoryEntry | None:
    """The entry, unless it was written before or nobody waits for the goods any more."""
    kind, moment = code.lower(), happened_at.isoformat()
    if row.state not in OPEN or row.history.filter(kind=kind, data__at=moment).exists():
        return None
    flag(row.purchase, code, order=row, now=now)
    return record(row, kind, role=Role.DRIVER, person=person, now=now, reason=reason, at=moment)


@transaction.atomic
def record_payment(*, order: VendorOrder, person: Person | None, now: datetime) -> VendorOrder:
    """The vendor says that all that is still owed has arrived. Raises DomainError NOTHING_DUE if nothing is owed or
    the way to pay does not wait for the vendor's word."""
    row = lock(order.pk)
    actor = permit(row, Act.RECORD_PAYMENT, person)
    if not capture_if_due(row, Captures.ON_RECEIPT, now=now):
        raise DomainError("NOTHING_DUE", _("Für diese Bestellung ist kein Zahlungseingang offen."))
    record(row, "payment_recorded", role=actor.role, person=actor.person, now=now)
    return row


def capture_if_due(order: VendorOrder, moment: Captures, *, now: datetime) -> bool:
    """Plan to take what is owed and not yet taken, if this is the moment at which the way to pay takes it."""
    gateway = payment_gateways.get(order.payment_method)
    if gateway is None or gateway.captures != moment:
        return False
    amount = order.due - intents.planned(order).captured
    if amount <= 0:
        return False
    intents.add(order, Intent.Kind.CAPTURE, amount=amount, now=now)
    return True
