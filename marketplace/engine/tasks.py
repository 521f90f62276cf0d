"""Background work of the engine: takes ids, survives being run twice."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from marketplace.engine.services.checkout_cleaning import delete_abandoned_checkouts, delete_ended_reservations
from marketplace.engine.services.discounted_prices import apply_due_promotions
from marketplace.engine.services.event_delivery import deliver
from marketplace.engine.services.outbox import DELIVER_TASK
from marketplace.engine.services.passwords import ANSWER_TASK, answer_password_resets
from marketplace.engine.services.webhook_delivery import deliver_next, forget_old_deliveries
from marketplace.engine.services.webhook_record import DELIVER_TASK as DELIVER_WEBHOOKS_TASK

WEBHOOKS_AT_ONCE = 50  # at most, before a worker is free for other work


@shared_task(name=DELIVER_TASK)
def deliver_events_task(keys: list[str]) -> None:
    """Deliver these events, woken right after their commit."""
    deliver(keys, now=timezone.now())


@shared_task(name=ANSWER_TASK)
def answer_password_resets_task() -> None:
    """Send the links to new passwords that were asked for."""
    answer_password_resets(now=timezone.now())


@shared_task
def sweep_outbox_task() -> None:
    """Deliver whatever is due: retries, and what lost its wake-up call."""
    answer_password_resets(now=timezone.now())
    deliver(None, now=timezone.now())


@shared_task
def apply_promotions_task() -> None:
    """Change prices where a promotion began or ended."""
    apply_due_promotions(now=timezone.now())


@shared_task
def clean_checkouts_task() -> None:
    """Forget ended reservations and abandoned checkouts."""
    now = timezone.now()
    delete_ended_reservations(now=now)
    delete_abandoned_checkouts(now=now)


@shared_task(name=DELIVER_WEBHOOKS_TASK, bind=True)
def deliver_webhooks_task(self: Any, keys: list[int]) -> None:
    """Send these deliveries, woken right after their commit."""
    for _ in keys:
        if not deliver_next(keys, now=timezone.now(), task_id=self.request.id or ""):
            break


@shared_task(bind=True)
def sweep_webhooks_task(self: Any) -> None:
    """Send what is due again, and what nobody was woken for."""
    for _ in range(WEBHOOKS_AT_ONCE):
        if not deliver_next(None, now=timezone.now(), task_id=self.request.id or ""):
            break


@shared_task
def forget_webhook_deliveries_task() -> None:
    """Delete what was given up long ago."""
    forget_old_deliveries(now=timezone.now())
