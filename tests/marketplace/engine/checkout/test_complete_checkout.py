"""A checkout becomes an order: all of it or nothing, once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.engine.models import (
    Address,
    Checkout,
    Order,
    OrderLine,
    OutboxEvent,
    Product,
    ProductVariantChannelListing,
    Reservation,
    TaxClass,
)
from tests.factories.engine_market import customer, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import APP, ask, user
from tests.marketplace.engine.shopping import completed, new_checkout, new_order, paid, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

COMPLETE_WITH_METADATA = """mutation Complete($id: ID!, $metadata: [MetadataInput!]) {
  checkoutComplete(id: $id, metadata: $metadata) { order { id metadata { key value } } errors { code } } }"""


def _refusal(checkout: dict[str, Any]) -> dict[str, Any]:
    answer = ask(documents.COMPLETE, {"id": checkout["id"]})
    assert answer["order"] is None
    assert not Order.objects.exists()
    assert not OutboxEvent.objects.exists()
    (error,) = answer["errors"]
    refused: dict[str, Any] = error
    return refused


def test_stock_is_promised_and_the_checkout_is_gone() -> None:
    town = market()
    new_order(town, town.line("A-1", 2), town.line("B-1"))
    assert town.stock("A-1").quantity_allocated == 2
    assert town.stock("A-1").quantity == 1000
    assert not Checkout.objects.exists()
    assert not Reservation.objects.exists()
    events = list(OutboxEvent.objects.values_list("event_type", flat=True))
    assert sorted(events) == ["ORDER_CREATED", "ORDER_FULLY_PAID"]


def test_tax_is_inside_by_class_of_the_goods_and_the_default_for_delivery() -> None:
    town = market()
    Product.objects.filter(slug="p-a-1").update(tax_class=TaxClass.objects.get())
    new_order(town, town.line("A-1", 3), town.line("B-1"))
    food, other = OrderLine.objects.order_by("position")
    assert (food.tax_rate, food.total_gross_amount, food.total_net_amount) == (
        Decimal("0.0700"),
        Decimal("30.00"),
        Decimal("28.04"),
    )
    assert (food.unit_net_amount, food.tax_class_name) == (Decimal("9.35"), "Lebensmittel")
    assert (other.tax_rate, other.total_net_amount) == (Decimal("0.1900"), Decimal("16.81"))
    order = Order.objects.get()
    assert (order.shipping_gross_amount, order.shipping_net_amount) == (Decimal("4.90"), Decimal("4.12"))
    assert order.total_gross_amount == Decimal("54.90")
    assert order.total_net_amount == Decimal("28.04") + Decimal("16.81") + Decimal("4.12")


def test_what_is_missing_is_said_one_thing_at_a_time() -> None:
    town = market()
    checkout = new_checkout(town, email=None, shippingAddress=None, billingAddress=None)
    row = Checkout.objects.get()
    assert _refusal(checkout)["code"] == "EMAIL_NOT_SET"
    row.email = "erika@example.com"
    row.save()
    assert _refusal(checkout)["code"] == "NO_LINES"
    ask(documents.LINES_ADD, {"id": checkout["id"], "lines": [town.line("A-1")]})
    assert _refusal(checkout)["code"] == "SHIPPING_METHOD_NOT_SET"
    with_delivery(checkout)
    assert _refusal(checkout)["code"] == "SHIPPING_ADDRESS_NOT_SET"
    row.refresh_from_db()
    row.shipping_address = Address.objects.create(street_address_1="Markt 1", city="ZEITZ", country="DE")
    row.save()
    assert _refusal(checkout)["code"] == "BILLING_ADDRESS_NOT_SET"
    row.billing_address = row.shipping_address
    row.save()
    assert _refusal(checkout)["code"] == "CHECKOUT_NOT_FULLY_PAID"


def test_a_line_that_is_no_longer_sold_is_named() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1"), town.line("B-1")))
    ProductVariantChannelListing.objects.filter(variant__sku="B-1").delete()
    refused = _refusal(checkout)
    assert (refused["code"], refused["variants"]) == ("UNAVAILABLE_VARIANT_IN_CHANNEL", [town.variant_id("B-1")])


def test_a_price_that_rose_since_payment_must_be_paid_first() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    paid(checkout)
    ProductVariantChannelListing.objects.filter(variant__sku="A-1").update(price_amount="11.00")
    assert _refusal(checkout)["message"] == "The authorized amount doesn't cover the checkout's total amount."
    assert paid(checkout)["chargedAmount"]["amount"] == 1.0
    assert completed(checkout)["total"]["gross"]["amount"] == 15.9


def test_completing_again_gives_the_same_order() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    paid(checkout)
    assert completed(checkout) == completed(checkout)
    assert Order.objects.count() == 1


def test_goods_that_others_took_after_the_reservation_ended_are_not_sold_twice() -> None:
    town = market({"B-1": ("20.00", {"vendor-b": 3})})
    late = with_delivery(new_checkout(town, town.line("B-1", 2)))
    paid(late)
    Reservation.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    new_checkout(town, town.line("B-1", 2))
    refused = _refusal(late)
    assert refused["code"] == "INSUFFICIENT_STOCK"
    assert refused["message"] == "Insufficient product stock: B-1"
    assert refused["variants"] == [town.variant_id("B-1")]
    assert town.stock("B-1").quantity_allocated == 0
    assert Checkout.objects.count() == 2


def test_goods_are_taken_from_the_first_warehouse_and_then_the_next() -> None:
    town = market({"AB-1": ("7.00", {"vendor-a": 4, "vendor-b": 10})})
    order = new_order(town, town.line("AB-1", 6))
    found = [(each["warehouse"]["slug"], each["quantity"]) for each in order["lines"][0]["allocations"]]
    assert found == [("vendor-a", 4), ("vendor-b", 2)]


def test_metadata_travels_with_the_order() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1"), metadata=[{"key": "plan", "value": "1"}]))
    paid(checkout)
    variables = {"id": checkout["id"], "metadata": [{"key": "more", "value": "2"}]}
    done = ask(COMPLETE_WITH_METADATA, variables)["order"]
    assert done["metadata"] == [{"key": "more", "value": "2"}, {"key": "plan", "value": "1"}]


def test_a_customers_new_address_is_remembered_once() -> None:
    town, erika = market(), customer()
    for _ in range(2):
        new_order(town, town.line("A-1"), by=user(erika.pk))
    erika.refresh_from_db()
    assert erika.addresses.count() == 1
    assert erika.default_shipping_address == erika.default_billing_address == erika.addresses.get()


def test_an_order_that_costs_nothing_needs_no_payment() -> None:
    town = market({"A-1": ("0.00", {"vendor-a": 5})})
    checkout = ask(documents.CREATE, {"input": {"channel": "de-market", "lines": [town.line("A-1")]}})["checkout"]
    assert (checkout["chargeStatus"], checkout["authorizeStatus"]) == ("FULL", "FULL")


def test_the_last_step_takes_few_statements() -> None:
    town = market({f"G-{at}": ("3.00", {"vendor-a": 9}) for at in range(6)})
    counts = []
    for skus in (["G-0", "G-1", "G-2"], [f"G-{at}" for at in range(6)]):
        checkout = with_delivery(new_checkout(town, *[town.line(sku) for sku in skus]))
        paid(checkout)
        with CaptureQueriesContext(connection) as statements:
            ask(documents.COMPLETE, {"id": checkout["id"]}, by=APP)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 25


def test_beginning_takes_few_statements() -> None:
    town = market({f"G-{at}": ("3.00", {"vendor-a": 9}) for at in range(4)})
    counts = []
    for skus in (["G-0", "G-1"], ["G-2", "G-3", "G-0", "G-1"]):
        with CaptureQueriesContext(connection) as statements:
            new_checkout(town, *[town.line(sku) for sku in skus])
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 14
