"""Regular work of the baskets."""

from celery import shared_task
from django.utils import timezone

from marketplace.baskets.services.plans import delete_abandoned_plans


@shared_task(name="baskets.delete_abandoned_plans")
def delete_abandoned_plans_task() -> None:
    delete_abandoned_plans(now=timezone.now())
