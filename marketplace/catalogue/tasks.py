"""Background work of the catalogue: thin, and safe to run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.catalogue.services.reconcile import reconcile
from marketplace.catalogue.services.sync import REFRESH_TASK, refresh_stale_products, take_up_wake
from marketplace.saleor.rules import CATALOGUE_PRIORITY

SCHEDULE = {
    "catalogue: read again what changed": {
        "task": REFRESH_TASK,
        "schedule": 20.0,
        "options": {"priority": CATALOGUE_PRIORITY, "expires": 20.0},
    },
    "catalogue: compare all listings with the engine": {
        "task": "marketplace.catalogue.tasks.reconcile_task",
        "schedule": 3600.0,
    },
}


@shared_task(name=REFRESH_TASK)
def refresh_stale_products_task() -> None:
    """Refresh the listings whose products changed."""
    take_up_wake()
    refresh_stale_products(now=timezone.now())


@shared_task
def reconcile_task() -> None:
    """Find and heal what events did not tell."""
    reconcile(now=timezone.now())
