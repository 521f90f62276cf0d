"""Background work of the orders: takes primary keys, calls one service, survives being run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.orders.services import comparing, errands, intents, mails, placements, release_overdue, tills


@shared_task(name=errands.CARRY_OUT)
def carry_out_intents_task(order_pk: int) -> None:
    intents.carry_out(order_pk, now=timezone.now())


@shared_task(name=errands.SEND_MAIL)
def send_mail_task(mail_pk: int) -> None:
    mails.send_mail(mail_pk, now=timezone.now())


@shared_task(name=comparing.COMPARE)
def compare_task(with_goods: bool = False) -> None:
    """Find and heal what events did not tell."""
    comparing.compare(with_goods=with_goods, now=timezone.now())


@shared_task
def sweep_intents_task() -> None:
    """Intents whose message was lost, whose worker died, or whose time to try again has come."""
    now = timezone.now()
    for order_pk in intents.orders_with_open_intents(now=now):
        intents.carry_out(order_pk, now=now)


@shared_task
def sweep_mails_task() -> None:
    now = timezone.now()
    for mail_pk in mails.queued_mails(now=now):
        mails.send_mail(mail_pk, now=now)


@shared_task
def sweep_placements_task() -> None:
    now = timezone.now()
    for checkout_id in placements.abandoned(now=now):
        placements.finish(checkout_id, now=now)
    tills.give_up_orphans(now=now)


@shared_task
def release_overdue_task() -> None:
    release_overdue(now=timezone.now())
