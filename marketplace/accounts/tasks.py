"""Background work with accounts; survives being run twice."""

from celery import shared_task
from django.utils import timezone

from marketplace.accounts.services import finish_erasures


@shared_task
def finish_erasures_task() -> None:
    finish_erasures(now=timezone.now())
