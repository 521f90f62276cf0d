"""Background work of the seam: takes ids, survives being run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.saleor import inbox
from marketplace.saleor.app import installations


@shared_task(name=inbox.CONSUME_TASK)
def consume_event_task(event_id: int) -> None:
    """Run the consumers of an event, woken right after it was stored."""
    inbox.consume([event_id], now=timezone.now())


@shared_task
def sweep_inbox_task() -> None:
    """Do whatever is due: retries, and events whose wake-up call was lost."""
    inbox.consume(None, now=timezone.now())


@shared_task
def purge_inbox_task() -> None:
    inbox.purge(now=timezone.now())


@shared_task(name=installations.VERIFY_TASK)
def verify_installations_task() -> None:
    """Ask Saleor about tokens that it brought and that have not proved themselves yet."""
    installations.verify_installations(now=timezone.now())
