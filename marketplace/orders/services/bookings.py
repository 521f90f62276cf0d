"""Makes the places firm that the shopper chose for each part of a purchase."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from marketplace.baskets.extensions import (
    Destination,
    FulfilmentMethod,
    OrderPart,
    Recipient,
    fulfilment_methods,
)
from marketplace.baskets.rules import AgreedChoice
from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.addresses import read_address
from marketplace.orders.selectors.parts import Part

Wish = tuple[VendorOrder, AgreedChoice]


def book_ways(
    orders: Sequence[VendorOrder], choices: Mapping[int, AgreedChoice], parts: Sequence[Part], *, now: datetime
) -> dict[int, str]:
    """Book every part as agreed, in the open transaction, and note it on the rows, which are not stored yet.

    A refused booking does not undo the sale: the reasons by vendor are returned for the operator.
    """
    refused: dict[int, str] = {}
    by_method: dict[str, list[Wish]] = defaultdict(list)
    pieces = {part.vendor.pk: part for part in parts}
    for order in orders:
        choice = choices.get(order.vendor_id)
        if choice is None or choice.method not in fulfilment_methods.codes():
            refused[order.vendor_id] = "NO_WAY_AGREED"
            continue
        _note_way(order, choice, fulfilment_methods[choice.method])
        by_method[choice.method].append((order, choice))
    # In the order of registration, as baskets book: two purchases wait for each other's places, but never for ever.
    for method in fulfilment_methods:
        wishes = by_method.get(method.code, [])
        if wishes and (reason := _book(method, wishes, pieces, now=now)):
            refused |= {order.vendor_id: reason for order, _choice in wishes}
    return refused


def _note_way(order: VendorOrder, choice: AgreedChoice, method: FulfilmentMethod) -> None:
    order.fulfilment_method, order.fulfilment_offer = choice.method, choice.offer
    order.fulfilment_reference = choice.reference
    order.brought = method.needs_address
    order.starts, order.ends = choice.starts, choice.ends


def _book(method: FulfilmentMethod, wishes: list[Wish], pieces: Mapping[int, Part], *, now: datetime) -> str:
    """The reason why the method refused, or nothing."""
    asked = [(_order_part(order, choice, pieces[order.vendor_id]), choice.offer) for order, choice in wishes]
    try:
        with transaction.atomic():
            booked = method.book_together(asked, until=None, now=now)
    except DomainError as error:
        return error.code
    for order, choice in wishes:
        booking = booked[choice.reference]
        order.starts, order.ends, order.ready_by = booking.starts, booking.ends, booking.ready_by
    return ""


def _order_part(order: VendorOrder, choice: AgreedChoice, part: Part) -> OrderPart:
    address = read_address(order.purchase.address)
    destination = Destination(
        postal_code=address.postal_code,
        city=address.city,
        street=", ".join(line for line in (address.street, address.street_2) if line),
        country=address.country,
    )
    return OrderPart(
        reference=choice.reference,
        order_reference=order.purchase.checkout_id or order.purchase.number,
        vendor=order.vendor,
        quantity=sum(each.line.quantity for each in part.lines),
        lead_days=max((each.listing.lead_days for each in part.lines if each.listing), default=0),
        destination=destination if order.brought else None,
        recipient=Recipient(name=address.name, phone=address.phone, email=order.purchase.email),
        number=order.number,
    )
