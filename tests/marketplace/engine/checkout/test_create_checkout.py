"""A checkout begins and holds its goods."""

import pytest

from marketplace.engine.models import Checkout, Reservation
from tests.factories.engine_market import customer, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import ask, user
from tests.marketplace.engine.shopping import checkout_input, new_checkout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def test_prices_are_those_of_the_listing_and_goods_are_held() -> None:
    town = market()
    made = new_checkout(town, town.line("A-1", 2, metadata=[{"key": "vendor", "value": "A-1"}]), town.line("B-1"))
    assert made["lines"][0]["totalPrice"]["gross"] == {"amount": 20.0, "currency": "EUR"}
    assert made["totalPrice"]["gross"]["amount"] == made["subtotalPrice"]["gross"]["amount"] == 40.0
    assert made["shippingAddress"] == {
        "streetAddress1": "Invalidenstr. 10",
        "city": "BERLIN",
        "postalCode": "10115",
    }
    assert made["lines"][0]["metadata"] == [{"key": "vendor", "value": "A-1"}]
    assert made["stockReservationExpires"] is not None
    assert sorted(Reservation.objects.values_list("quantity", flat=True)) == [1, 2]


def test_a_second_buyer_does_not_get_what_the_first_one_holds() -> None:
    town = market({"B-1": ("20.00", {"vendor-b": 3})})
    new_checkout(town, town.line("B-1", 3))
    refused = ask(documents.CREATE, checkout_input(town, town.line("B-1")))
    assert refused["checkout"] is None
    assert refused["errors"] == [
        {
            "field": "quantity",
            "message": "Could not add items B-1. Only 0 remaining in stock.",
            "code": "INSUFFICIENT_STOCK",
            "lines": None,
            "variants": None,
        }
    ]
    assert Checkout.objects.count() == 1


def test_a_signed_in_customer_owns_the_checkout() -> None:
    town, erika = market(), customer()
    made = new_checkout(town, town.line("A-1"), by=user(erika.pk), email=None)
    assert made["email"] == erika.email
    assert Checkout.objects.get().user == erika
