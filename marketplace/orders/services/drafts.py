"""Rows of a purchase that are not stored yet: what arrived from the engine, in our words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_by_saleor_id
from marketplace.baskets.market_address import is_market_address
from marketplace.baskets.rules import AgreedChoice
from marketplace.money import cents
from marketplace.orders.models import PaymentAttempt, Placement, Purchase, VendorOrder, VendorOrderLine
from marketplace.orders.rules.addresses import PostalAddress
from marketplace.orders.rules.amounts import PAYING, ZERO, Ways, shared_ways
from marketplace.orders.rules.numbers import part_number
from marketplace.orders.selectors.parts import Part
from marketplace.saleor.orders import Order
from marketplace.saleor.wire import Address


@dataclass(frozen=True, kw_only=True)
class _Buyer:
    person: Person | None
    language: str


def _buyer(arrived: Order) -> _Buyer:
    """The account that the checkout belongs to; of a checkout that belongs to none, whoever pressed the button."""
    placement = Placement.objects.select_related("person").filter(checkout_id=arrived.checkout_id or "").first()
    person = person_by_saleor_id(arrived.user_id) if arrived.user_id else None
    if placement is not None:
        return _Buyer(person=person or placement.person, language=placement.language)
    return _Buyer(person=person, language=person.language if person else arrived.language[:2])


def draft_purchase(arrived: Order, paid: PaymentAttempt | None, *, number: str) -> Purchase:
    """The purchase of an order that was paid by this session."""
    buyer = _buyer(arrived)
    shipping = arrived.shipping_address or arrived.billing_address
    return Purchase(
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
        voucher_code=arrived.voucher_code,
        discount=_discount(arrived),
        payment_method=paid.method if paid else "",
        transaction_id=paid.transaction_id if paid else "",
        psp_reference=paid.psp_reference if paid else "",
        placed_at=arrived.created_at,
    )


def _discount(arrived: Order) -> Decimal:
    """What a voucher took off goods and delivery."""
    off_goods = sum((line.full_total.amount - line.total.amount for line in arrived.lines), ZERO)
    return off_goods + max(arrived.full_shipping_price.amount - arrived.shipping_price.amount, ZERO)


def payment_of(arrived: Order) -> PaymentAttempt | None:
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


def draft_orders(
    purchase: Purchase, arrived: Order, parts: Sequence[Part], choices: Mapping[int, AgreedChoice], *, charged: bool
) -> list[VendorOrder]:
    """What arrived costs what the engine says; the price of the ways is shared as agreed, so it adds up in any case.

    `charged`: the session took the money at once.
    """
    agreed = [choices[part.vendor.pk].price if part.vendor.pk in choices else ZERO for part in parts]
    ways = shared_ways(arrived.shipping_price.amount, arrived.full_shipping_price.amount, agreed)
    return [_draft_order(purchase, part, position, ways, charged=charged) for position, part in enumerate(parts)]


def _draft_order(purchase: Purchase, part: Part, position: int, ways: Ways, *, charged: bool) -> VendorOrder:
    delivery_price = ways.prices[position]
    total = part.subtotal + delivery_price
    return VendorOrder(
        purchase=purchase,
        vendor=part.vendor,
        number=part_number(purchase.number, position),
        currency=purchase.currency,
        subtotal=part.subtotal,
        delivery_price=delivery_price,
        delivery_discount=ways.discounts[position],
        total=total,
        captured=total if charged else ZERO,
        paid_at=purchase.placed_at if charged else None,
        payment_method=purchase.payment_method,
        placed_at=purchase.placed_at,
    )


def draft_lines(order: VendorOrder, part: Part) -> Iterable[VendorOrderLine]:
    """The lines of a stored order, as they were sold."""
    for place, each in enumerate(part.lines, start=1):
        yield VendorOrderLine(
            order=order,
            position=place,
            saleor_line_id=each.line.id,
            variant_id=each.line.variant_id or "",
            listing=each.listing,
            name=each.name,
            sku=each.line.sku,
            quantity=each.line.quantity,
            unit_price=cents(each.line.full_total.amount / each.line.quantity),
            discount=each.line.full_total.amount - each.line.total.amount,
            total=each.line.total.amount,
            tax_rate=each.line.tax_rate,
            reference_price=each.listing.unit_price if each.listing else None,
            reference_unit=each.listing.reference_unit if each.listing else "",
        )
