"""Vendor orders for tests, as rows: as if a purchase over one shop had been split a moment ago."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from marketplace.accounts.models import Person
from marketplace.graphql.ids import global_id
from marketplace.orders.models import PaymentAttempt, Purchase, VendorOrder, VendorOrderLine
from marketplace.orders.rules.addresses import PostalAddress
from marketplace.orders.rules.numbers import part_number, purchase_number
from marketplace.vendors.models import Vendor

_numbers = count(900_001)
# A Monday morning in Zeitz: 10:00 local time.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOME = PostalAddress(
    first_name="Erika",
    last_name="Muster",
    street="Am Anger 3",
    postal_code="06712",
    city="Zeitz",
    phone="030 23125 001",
)


def make_purchase(*, person: Person | None = None, total: Decimal = Decimal(0), **fields: Any) -> Purchase:
    """A purchase without parts, paid by a session of the fake gateway unless told otherwise."""
    number = next(_numbers)
    transaction_id = global_id("TransactionItem", uuid4())
    values = {
        "number": purchase_number(2026, number),
        "saleor_order_id": global_id("Order", uuid4()),
        "saleor_order_number": str(number),
        "checkout_id": global_id("Checkout", uuid4()),
        "person": person,
        "email": person.email if person else "erika@example.org",
        "language": "de",
        "address": HOME.as_dict(),
        "billing_address": HOME.as_dict(),
        "currency": "EUR",
        "total": total,
        "payment_method": "fake",
        "transaction_id": transaction_id,
        "psp_reference": f"psp-{number}",
        "placed_at": MONDAY,
        **fields,
    }
    purchase = Purchase.objects.create(**values)
    PaymentAttempt.objects.create(
        transaction_id=transaction_id,
        checkout_id=purchase.checkout_id,
        method=purchase.payment_method,
        amount=total,
        currency="EUR",
        result="AUTHORIZED",
        psp_reference=purchase.psp_reference,
        created_at=purchase.placed_at,
        changed_at=purchase.placed_at,
    )
    return purchase


def make_order(
    vendor: Vendor,
    *lines: tuple[int, str],
    person: Person | None = None,
    purchase: Purchase | None = None,
    delivery_price: str = "0.00",
    tax_rate: str = "19",
    **fields: Any,
) -> VendorOrder:
    """A placed order; each line is (quantity, unit price). Two lines, 2 x 10.00 and 1 x 4.00, unless given."""
    sold = [(quantity, Decimal(price)) for quantity, price in lines or ((2, "10.00"), (1, "4.00"))]
    subtotal = sum((quantity * price for quantity, price in sold), Decimal("0.00"))
    total = subtotal + Decimal(delivery_price)
    purchase = purchase or make_purchase(
        person=person, total=total, payment_method=fields.get("payment_method", "fake")
    )
    values = {
        "number": part_number(purchase.number, purchase.vendor_orders.count()),
        "currency": "EUR",
        "subtotal": subtotal,
        "delivery_price": Decimal(delivery_price),
        "total": total,
        "payment_method": purchase.payment_method,
        "placed_at": purchase.placed_at,
        **fields,
    }
    order = VendorOrder.objects.create(purchase=purchase, vendor=vendor, **values)
    VendorOrderLine.objects.bulk_create(
        VendorOrderLine(
            order=order,
            position=position,
            saleor_line_id=global_id("OrderLine", uuid4()),
            variant_id=global_id("ProductVariant", position),
            name=f"Ware {position}",
            sku=f"W-{position}",
            quantity=quantity,
            unit_price=price,
            total=quantity * price,
            tax_rate=Decimal(tax_rate),
        )
        for position, (quantity, price) in enumerate(sold, start=1)
    )
    return order
