"""One order of the engine becomes a purchase and its vendor orders: at once, and again by whatever event comes.

An order is split in one transaction, behind a lock, so it is split once and whole. What arrived is compared with what
was agreed; a difference is marked for the operator and said to the shopper, never silently taken.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.baskets.rules import AgreedChoice
from marketplace.baskets.selectors import order_deviations
from marketplace.baskets.selectors.plans import plan_of_order
from marketplace.baskets.services.plans import close_plan
from marketplace.errors import DomainError
from marketplace.orders.extensions import PaymentResult
from marketplace.orders.models import OrderMail, Placement, Purchase, VendorOrder, VendorOrderLine
from marketplace.orders.rules.amounts import ZERO
from marketplace.orders.rules.numbers import purchase_number
from marketplace.orders.rules.states import State
from marketplace.orders.selectors.parts import parts_of
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.bookings import book_ways
from marketplace.orders.services.deviations import flag
from marketplace.orders.services.drafts import draft_lines, draft_orders, draft_purchase, payment_of
from marketplace.orders.services.history import open_histories
from marketplace.orders.services.mails import queue_new_mails
from marketplace.orders.services.numbers import count_up, hold_circle
from marketplace.orders.signals import vendor_order_placed
from marketplace.saleor import orders as saleor_orders


def split_order(*, saleor_order_id: str, now: datetime) -> Purchase:
    """The purchase of an order of the engine, split now unless it was before. As often as one likes, from any process.

    Raises DomainError ENGINE_ORDER_GONE, and what the seam raises.
    """
    purchase = Purchase.objects.filter(saleor_order_id=saleor_order_id).first()
    if purchase is not None:
        return purchase
    arrived = saleor_orders.order(saleor_order_id)
    if arrived is None:
        raise DomainError("ENGINE_ORDER_GONE", "the engine does not know this order")
    return _store(arrived, now=now)


@transaction.atomic
def note_cancellation(*, saleor_order_id: str, now: datetime) -> None:
    """Somebody cancelled the engine's order past the market: the operator must talk to shops and shopper."""
    purchase = Purchase.objects.select_for_update().filter(saleor_order_id=saleor_order_id).first()
    if purchase is not None and purchase.vendor_orders.exclude(state=State.CANCELLED).exists():
        flag(purchase, "CANCELLED_OUTSIDE", now=now)


@transaction.atomic
def _store(arrived: saleor_orders.Order, *, now: datetime) -> Purchase:
    year = timezone.localdate(arrived.created_at).year
    circle = hold_circle(f"purchase:{year}")
    purchase = Purchase.objects.filter(saleor_order_id=arrived.id).first()
    if purchase is not None:
        return purchase
    paid, choices, parts = payment_of(arrived), _choices(arrived), parts_of(arrived)
    purchase = draft_purchase(arrived, paid, number=purchase_number(year, count_up(circle)))
    purchase.save()
    charged = paid is not None and paid.result == PaymentResult.CHARGED
    orders = draft_orders(purchase, arrived, parts.by_vendor, choices, charged=charged)
    refused = book_ways(orders, choices, parts.by_vendor, now=now)
    VendorOrder.objects.bulk_create(orders)
    VendorOrderLine.objects.bulk_create(
        line for order, part in zip(orders, parts.by_vendor, strict=True) for line in draft_lines(order, part)
    )
    _flag_deviations(purchase, arrived, orders, refused, unclear=parts.unclear, now=now)
    _begin(purchase, orders, now=now)
    close_plan(purchase.checkout_id, arrived.id, now=now)
    Placement.objects.filter(checkout_id=purchase.checkout_id).update(
        state=Placement.State.COMPLETED, saleor_order_id=arrived.id
    )
    return purchase


def _choices(arrived: saleor_orders.Order) -> dict[int, AgreedChoice]:
    """What was agreed for each vendor."""
    plan = plan_of_order(arrived)
    return {choice.vendor: choice for choice in plan.choices} if plan else {}


def _flag_deviations(
    purchase: Purchase,
    arrived: saleor_orders.Order,
    orders: Sequence[VendorOrder],
    refused: Mapping[int, str],
    *,
    unclear: Sequence[str],
    now: datetime,
) -> None:
    by_vendor = {order.vendor_id: order for order in orders}
    for each in order_deviations(arrived):
        flag(purchase, each.code, order=by_vendor.get(each.vendor or 0), now=now)
    for vendor_pk, reason in refused.items():
        flag(purchase, "BOOKING_REFUSED", order=by_vendor[vendor_pk], now=now, reason=reason)
    if unclear:
        flag(purchase, "VENDOR_UNCLEAR", now=now, lines=list(unclear))
    if not purchase.payment_method and purchase.total:
        flag(purchase, "PAYMENT_UNKNOWN", now=now)
    shown = sum((order.total for order in orders), ZERO)
    if shown != purchase.total:
        flag(purchase, "TOTAL_CHANGED", now=now, parts=str(shown), agreed=str(purchase.total))


def _begin(purchase: Purchase, orders: Sequence[VendorOrder], *, now: datetime) -> None:
    open_histories(orders, person=purchase.person, now=now)
    queue_new_mails(orders, (OrderMail.Kind.PLACED, OrderMail.Kind.VENDOR_PLACED), now=now)
    for order in orders:
        announce(vendor_order_placed, order, now=now)
