"""Regular work at the pickup desks."""

from celery import shared_task
from django.utils import timezone

from plugins.click_and_collect.services import delete_expired_holds


@shared_task(name="click_and_collect.delete_expired_holds")
def delete_expired_holds_task() -> None:
    delete_expired_holds(now=timezone.now())
