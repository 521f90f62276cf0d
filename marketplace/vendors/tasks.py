"""Regular work on shops."""

from celery import shared_task

from marketplace.vendors.models import Vendor
from marketplace.vendors.services import ensure_stock_rooms


@shared_task
def ensure_stock_rooms_task() -> int:
    """Give a stock room to shops that could not get one when they were created."""
    return ensure_stock_rooms(Vendor.objects.filter(warehouse_id=None))
