"""Tells plugins, after commit, what happened to a vendor order."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from marketplace.orders.models import VendorOrder


def announce(signal: Signal, order: VendorOrder, *, now: datetime, **more: object) -> None:
    """Send the signal once the transaction has committed; a failing receiver is logged and undoes nothing."""
    send = partial(signal.send_robust, VendorOrder, vendor_order_id=order.pk, now=now, **more)
    transaction.on_commit(send)
