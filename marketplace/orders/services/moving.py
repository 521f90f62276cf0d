"""Purchases keep their rows when the town moves into another engine; the orders and payments behind them get new ids.

Cancelled orders are not carried: their rows keep the old ids, which are random and meet nothing over there.
"""

from marketplace.orders.models import Intent, PaymentAttempt, Placement, Purchase, VendorOrderLine
from marketplace.saleor.models import MovedObject
from marketplace.saleor.moving.repoint import repoint, repoint_keys
from marketplace.saleor.moving.sides import Kind, Ledger

WAITING = (Intent.State.OPEN, Intent.State.PENDING)


def arrive(ledger: Ledger) -> None:
    """Take over the new ids; the caller's transaction is the move."""
    _take_numbers(ledger)
    repoint(ledger, Purchase, "saleor_order_id", Kind.ORDER, park=False)
    repoint(ledger, Purchase, "transaction_id", Kind.TRANSACTION, park=False)
    repoint(ledger, Placement, "saleor_order_id", Kind.ORDER, park=False)
    repoint(ledger, PaymentAttempt, "transaction_id", Kind.TRANSACTION, park=False)
    repoint(ledger, VendorOrderLine, "saleor_line_id", Kind.LINE, park=False)
    repoint(ledger, VendorOrderLine, "variant_id", Kind.VARIANT, park=True)
    told = Intent.objects.filter(state__in=WAITING, kind__in=[Intent.Kind.RELEASE, Intent.Kind.FULFIL])
    repoint_keys(ledger, told.iterator(), "lines", Kind.LINE)


def _take_numbers(ledger: Ledger) -> None:
    """The engine's own order numbers, by which its staff know the orders."""
    moved = MovedObject.objects.filter(move=ledger.move, kind=Kind.ORDER)
    numbers = dict(moved.values_list("source_id", "label"))
    rows = list(Purchase.objects.filter(saleor_order_id__in=numbers))
    for row in rows:
        row.saleor_order_number = numbers[row.saleor_order_id]
    Purchase.objects.bulk_update(rows, ["saleor_order_number"], batch_size=500)
