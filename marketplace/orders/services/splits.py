"""One order of the engine becomes a purchase and its vendor orders: at once, and again by whatever event comes.

An order is split in one transaction, behind a lock, so it is split once and whole. What arrived is compared with what
was agreed; a difference is marked for the operator and said to the shopper, never silently taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_by_saleor_id
from marketplace.baskets.market_address import is_market_address
from marketplace.baskets.rules import AgreedChoice
from marketplace.baskets.selectors import order_deviations
from marketplace.baskets.selectors.plans import plan_of_order
from marketplace.baskets.services.plans import close_plan
from marketplace.errors import DomainError
from marketplace.orders.models import OrderMail, PaymentAttempt, Placement, Purchase, VendorOrder, VendorOrderLine
from marketplace.orders.rules.addresses import PostalAddress
from marketplace.orders.rules.amounts import PAYING, ZERO, shared_price
from marketplace.orders.rules.numbers import part_number, purchase_number
from marketplace.orders.rules.states import Role, State
from marketplace.orders.selectors.parts import Part, parts_of
from marketplace.orders.services.announcements import announce
from marketplace.orders.services.bookings import book_ways
from marketplace.orders.services.deviations import flag
from marketplace.orders.services.history import record
from marketplace.orders.services.mails import queue_mail
from marketplace.orders.services.numbers import hold_circle, next_number
from marketplace.orders.signals import vendor_order_placed
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.wire import Address


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
    circle = f"purchase:{year}"
    hold_circle(circle)
    purchase = Purchase.objects.filter(saleor_order_id=arrived.id).first()
    if purchase is not None:
        return purchase
    purchase = _create_purchase(arrived, number=purchase_number(year, next_number(circle)))
    choices, parts = _choices(arrived), parts_of(arrived)
    orders = _create_orders(purchase, arrived, parts.by_vendor, choices)
    book_ways(purchase, orders, choices, parts.by_vendor, now=now)
    _flag_deviations(purchase, arrived, orders, unclear=parts.unclear, now=now)
    for order in orders:
        _begin(order, now=now)
    close_plan(purchase.checkout_id, arrived.id, now=now)
    Placement.objects.filter(checkout_id=purchase.checkout_id).update(
        state=Placement.State.COMPLETED, saleor_order_id=arrived.id
    )
    return purchase


def _choices(arrived: saleor_orders.Order) -> dict[int, AgreedChoice]:
    """What was agreed for each vendor."""
    plan = plan_of_order(arrived)
    return {choice.vendor: choice for choice in plan.choices} if plan else {}


@dataclass(frozen=True, kw_only=True)
class _Buyer:
    person: Person | None
    language: str


def _buyer(arrived: saleor_orders.Order) -> _Buyer:
    """The account that the checkout belongs to; of a checkout that belongs to none, whoever pressed the button."""
    placement = Placement.objects.select_related("person").filter(checkout_id=arrived.checkout_id or "").first()
    person = person_by_saleor_id(arrived.user_id) if arrived.user_id else None
    if placement is not None:
        return _Buyer(person=person or placement.person, language=placement.language)
    return _Buyer(person=person, language=person.language if person else arrived.language[:2])


def _create_purchase(arrived: saleor_orders.Order, *, number: str) -> Purchase:
    buyer, paid = _buyer(arrived), _payment(arrived)
    shipping = arrived.shipping_address or arrived.billing_address
    return Purchase.objects.create(
        number=number,
        saleor_order_id=arrived.id,
        saleor_order_number=arrived.number,
        checkout_id=arrived.checkout_id or "",
        person=buyer.person,
        email=arrived.email,
        language=buyer.language,
        address=_kept(shipping),
        billing_address=_kept(arrived.billing_address or shipping),
        currency=arrived.total.currency,
        total=arrived.total.amount,
        payment_method=paid.method if paid else "",
        transaction_id=paid.transaction_id if paid else "",
        psp_reference=paid.psp_reference if paid else "",
        placed_at=arrived.created_at,
    )


def _payment(arrived: saleor_orders.Order) -> PaymentAttempt | None:
    """The session that paid this order."""
    ids = [each.id for each in arrived.transactions]
    rows = PaymentAttempt.objects.filter(transaction_id__in=ids, result__in=PAYING, voided=False)
    return rows.order_by("-pk").first()


def _kept(address: Address | None) -> dict[str, str]:
    if address is None:
        return {}
    name = PostalAddress(first_name=address.first_name, last_name=address.last_name, phone=address.phone)
    if is_market_address(address):  # goods that are collected: nobody asked where the shopper lives
        return name.as_dict()
    return PostalAddress(
        first_name=address.first_name,
        last_name=address.last_name,
        company=address.company,
        street=address.street,
        street_2=address.street2,
        postal_code=address.postal_code,
        city=address.city,
        country=address.country,
        phone=address.phone,
    ).as_dict()


def _create_orders(
    purchase: Purchase, arrived: saleor_orders.Order, parts: Sequence[Part], choices: dict[int, AgreedChoice]
) -> list[VendorOrder]:
    """What arrived costs what the engine says; the price of the ways is shared as agreed, so it adds up in any case."""
    agreed = [choices[part.vendor.pk].price if part.vendor.pk in choices else ZERO for part in parts]
    delivery = shared_price(arrived.shipping_price.amount, agreed)
    charged = _is_charged(purchase)
    return [
        _create_order(purchase, part, position, delivery[position], charged=charged)
        for position, part in enumerate(parts)
    ]


def _is_charged(purchase: Purchase) -> bool:
    return PaymentAttempt.objects.filter(transaction_id=purchase.transaction_id, result="CHARGED").exists()


def _create_order(
    purchase: Purchase, part: Part, position: int, delivery_price: Decimal, *, charged: bool
) -> VendorOrder:
    total = part.subtotal + delivery_price
    order = VendorOrder.objects.create(
        purchase=purchase,
        vendor=part.vendor,
        number=part_number(purchase.number, position),
        currency=purchase.currency,
        subtotal=part.subtotal,
        delivery_price=delivery_price,
        total=total,
        captured=total if charged else ZERO,
        paid_at=purchase.placed_at if charged else None,
        payment_method=purchase.payment_method,
        placed_at=purchase.placed_at,
    )
    VendorOrderLine.objects.bulk_create(
        VendorOrderLine(
            order=order,
            position=place,
            saleor_line_id=each.line.id,
            variant_id=each.line.variant_id or "",
            listing=each.listing,
            name=each.name,
            sku=each.line.sku,
            quantity=each.line.quantity,
            unit_price=each.line.unit_price.amount,
            total=each.line.total.amount,
            tax_rate=each.line.tax_rate,
            reference_price=each.listing.unit_price if each.listing else None,
            reference_unit=each.listing.reference_unit if each.listing else "",
        )
        for place, each in enumerate(part.lines, start=1)
    )
    return order


def _flag_deviations(
    purchase: Purchase,
    arrived: saleor_orders.Order,
    orders: Sequence[VendorOrder],
    *,
    unclear: Sequence[str],
    now: datetime,
) -> None:
    by_vendor = {order.vendor_id: order for order in orders}
    for each in order_deviations(arrived):
        flag(purchase, each.code, order=by_vendor.get(each.vendor or 0), now=now)
    if unclear:
        flag(purchase, "VENDOR_UNCLEAR", now=now, lines=list(unclear))
    if not purchase.payment_method and purchase.total:
        flag(purchase, "PAYMENT_UNKNOWN", now=now)
    shown = sum((order.total for order in orders), ZERO)
    if shown != purchase.total:
        flag(purchase, "TOTAL_CHANGED", now=now, parts=str(shown), agreed=str(purchase.total))


def _begin(order: VendorOrder, *, now: datetime) -> None:
    record(order, "placed", role=Role.SHOPPER, person=order.purchase.person, now=now, total=str(order.total))
    queue_mail(order, OrderMail.Kind.PLACED, now=now)
    queue_mail(order, OrderMail.Kind.VENDOR_PLACED, now=now)
    announce(vendor_order_placed, order, now=now)
