"""What the invoices do when an order moves on. A lost message is found by the sweep."""

from datetime import datetime
from typing import Any

from marketplace.orders.models import VendorOrder
from marketplace.orders.signals import vendor_order_handed_over, vendor_order_lines_rejected
from plugins.invoice.selectors import METHOD
from plugins.invoice.services.errands import CORRECT, ISSUE, after_commit


def connect() -> None:
    vendor_order_handed_over.connect(issue, dispatch_uid="invoice.issue")
    vendor_order_lines_rejected.connect(correct, dispatch_uid="invoice.correct")


def issue(sender: type[VendorOrder], *, vendor_order_id: int, now: datetime, **_more: Any) -> None:
    """Goods on invoice were handed over."""
    if VendorOrder.objects.filter(pk=vendor_order_id, payment_method=METHOD).exists():
        after_commit(ISSUE, vendor_order_id)


def correct(sender: type[VendorOrder], *, vendor_order_id: int, rejection_id: int, now: datetime, **_more: Any) -> None:
    """Something came back; whether there is an invoice to correct is found out there."""
    after_commit(CORRECT, vendor_order_id, rejection_id)
