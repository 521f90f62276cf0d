"""Background work with accounts; survives being run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.accounts.services import finish_erasures

SCHEDULE = {
    "accounts: delete accounts that Saleor still holds": {
        "task": "marketplace.accounts.tasks.finish_erasures_task",
        "schedule": 600.0,
    },
}


@shared_task
def finish_erasures_task() -> None:
    finish_erasures(now=timezone.now())
