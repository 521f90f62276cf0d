"""Background work of the catalogue: thin, and safe to run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.catalogue.services.sync import REFRESH_TASK, refresh_stale_products, take_up_wake


@shared_task(name=REFRESH_TASK)
def refresh_stale_products_task() -> None:
    """Refresh the listings whose products changed."""
    take_up_wake()
    refresh_stale_products(now=timezone.now())
