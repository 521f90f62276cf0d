"""Regular work of the tours."""

from celery import shared_task
from django.utils import timezone

from plugins.pooled_delivery.services.deliveries import close_brought_orders, tell_missed_orders
from plugins.pooled_delivery.services.loads import delete_expired_holds
from plugins.pooled_delivery.services.tours import create_tours, forget_addresses


@shared_task(name="pooled_delivery.create_tours")
def create_tours_task() -> None:
    create_tours(now=timezone.now())


@shared_task(name="pooled_delivery.close_brought_orders")
def close_brought_orders_task() -> None:
    close_brought_orders(now=timezone.now())


@shared_task(name="pooled_delivery.tell_missed_orders")
def tell_missed_orders_task() -> None:
    tell_missed_orders(now=timezone.now())


@shared_task(name="pooled_delivery.clean_up")
def clean_up_task() -> None:
    now = timezone.now()
    delete_expired_holds(now=now)
    forget_addresses(now=now)
