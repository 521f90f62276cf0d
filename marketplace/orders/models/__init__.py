"""Tables of the orders app, one module per noun."""

from marketplace.orders.models.comparison import Comparison, Difference
from marketplace.orders.models.history import AFTER_SALE, Deviation, HistoryEntry
from marketplace.orders.models.intent import Intent
from marketplace.orders.models.mail import OrderMail
from marketplace.orders.models.numbers import NumberCircle
from marketplace.orders.models.payment import PaymentAttempt, Placement
from marketplace.orders.models.purchase import Purchase
from marketplace.orders.models.vendor_order import VendorOrder, VendorOrderLine

__all__ = [
    "AFTER_SALE",
    "Comparison",
    "Deviation",
    "Difference",
    "HistoryEntry",
    "Intent",
    "NumberCircle",
    "OrderMail",
    "PaymentAttempt",
    "Placement",
    "Purchase",
    "VendorOrder",
    "VendorOrderLine",
]
