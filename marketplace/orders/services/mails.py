"""Queues and sends mails about vendor orders: once per order, kind and subject, again only while sending fails.

The unique row is the claim. A sender counts the attempt and moves `not_before` into the future before it speaks to the
mail server; if it dies, the next sweep after that moment tries again, under the same Message-ID.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.db.models import F

from marketplace.orders.models import OrderMail, VendorOrder
from marketplace.orders.services.errands import SEND_MAIL, after_commit
from marketplace.orders.services.letters import compose

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 14
FIRST_WAIT = timedelta(minutes=2)
MAX_WAIT = timedelta(hours=2)


def queue_mail(order: VendorOrder, kind: OrderMail.Kind, *, now: datetime, about: int = 0) -> OrderMail:
    """Claim the mail in the open transaction; a worker sends it after commit. A second call changes nothing."""
    mail, created = OrderMail.objects.get_or_create(
        order=order, kind=kind, about=about, defaults={"not_before": now, "created_at": now}
    )
    if created:
        after_commit(SEND_MAIL, mail.pk)
    return mail


def queue_new_mails(orders: Iterable[VendorOrder], kinds: Iterable[OrderMail.Kind], *, now: datetime) -> None:
    """The same for orders that were stored in the open transaction and cannot have a mail yet, in one statement."""
    wanted = list(kinds)
    mails = OrderMail.objects.bulk_create(
        OrderMail(order=order, kind=kind, not_before=now, created_at=now) for order in orders for kind in wanted
    )
    for mail in mails:
        after_commit(SEND_MAIL, mail.pk)


def queued_mails(*, now: datetime) -> list[int]:
    """Primary keys of mails that should be sent now."""
    due = OrderMail.objects.filter(state=OrderMail.State.QUEUED, not_before__lte=now)
    return list(due.order_by("pk").values_list("pk", flat=True))


def send_mail(mail_pk: int, *, now: datetime) -> bool:
    """Send a queued mail if it is due; True if it left. A failing server puts it off, no more than a day in all."""
    mail = _claim(mail_pk, now)
    if mail is None:
        return False
    message = compose(mail, now=now)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("mail %s failed: %s", mail.pk, error)
        state = OrderMail.State.GIVEN_UP if mail.attempts >= MAX_ATTEMPTS else OrderMail.State.QUEUED
        OrderMail.objects.filter(pk=mail.pk).update(last_error=str(error)[:500], state=state)
        return False
    OrderMail.objects.filter(pk=mail.pk).update(
        state=OrderMail.State.SENT,
        sent_at=now,
        recipient=message.to[0],
        subject=message.subject,
        text=message.body,
        digest=sha256(str(message.body).encode()).hexdigest(),
        last_error="",
    )
    return True


def _claim(mail_pk: int, now: datetime) -> OrderMail | None:
    mail = OrderMail.objects.filter(pk=mail_pk, state=OrderMail.State.QUEUED, not_before__lte=now).first()
    if mail is None:
        return None
    wait = min(FIRST_WAIT * 2**mail.attempts, MAX_WAIT)
    claimed = OrderMail.objects.filter(pk=mail_pk, state=OrderMail.State.QUEUED, not_before=mail.not_before).update(
        attempts=F("attempts") + 1, not_before=now + wait
    )
    if not claimed:
        return None
    return OrderMail.objects.select_related("order__purchase", "order__vendor__legal_identity").get(pk=mail_pk)
