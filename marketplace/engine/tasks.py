"""Background work of the engine: takes ids, survives being run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.engine.services.checkout_cleaning import delete_abandoned_checkouts, delete_ended_reservations
from marketplace.engine.services.discounted_prices import apply_due_promotions
from marketplace.engine.services.event_delivery import deliver
from marketplace.engine.services.outbox import DELIVER_TASK


@shared_task(name=DELIVER_TASK)
def deliver_events_task(keys: list[str]) -> None:
    """Deliver these events, woken right after their commit."""
    deliver(keys, now=timezone.now())


@shared_task
def sweep_outbox_task() -> None:
    """Deliver whatever is due: retries, and events whose wake-up call was lost."""
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
