"""What the orders tell plugins, after commit and with `send_robust`. Nothing that must not be lost hangs on these.

Every signal carries `vendor_order_id` (primary key) and `now` (aware UTC); the sender is the VendorOrder class.
"""

from django.dispatch import Signal

vendor_order_placed = Signal()
vendor_order_confirmed = Signal()
vendor_order_lines_rejected = Signal()
"""Also: `rejection_id`, the history entry; `amount`, the Decimal given back. Sent too for goods that came back after
the hand-over (`returned`) and for a price that was lowered (`refunded`)."""
vendor_order_ready = Signal()
vendor_order_handed_over = Signal()
vendor_order_cancelled = Signal()
"""Also sent after the rejection of the last line."""
vendor_order_paid = Signal()
"""All that is due was taken."""
