"""A checkout begins and holds its goods."""

from typing import Any

import pytest

from marketplace.engine.models import (
    Channel,
    Checkout,
    ProductChannelListing,
    ProductVariantChannelListing,
    Reservation,
    ShopSettings,
)
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import ADDRESS, Market, customer, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import APP, ask, run, user
from tests.marketplace.engine.shopping import checkout_input, new_checkout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def _refusal(variables: dict[str, Any]) -> dict[str, Any]:
    """The one refusal; nothing was stored."""
    answer = ask(documents.CREATE, variables)
    assert answer["checkout"] is None
    assert not Checkout.objects.exists()
    assert not Reservation.objects.exists()
    (error,) = answer["errors"]
    refused: dict[str, Any] = error
    return refused


def test_prices_are_those_of_the_listing_and_goods_are_held() -> None:
    town = market()
    vendor = [{"key": "vendor", "value": "A-1"}]
    made = new_checkout(town, town.line("A-1", 2, metadata=vendor), town.line("B-1"))
    assert made["lines"][0]["totalPrice"]["gross"] == {"amount": 20.0, "currency": "EUR"}
    assert made["totalPrice"]["gross"]["amount"] == made["subtotalPrice"]["gross"]["amount"] == 40.0
    expected = {"streetAddress1": "Invalidenstr. 10", "city": "BERLIN", "postalCode": "10115"}
    assert made["shippingAddress"] == expected
    assert made["lines"][0]["metadata"] == vendor
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


def test_two_lines_of_a_variant_share_its_stock() -> None:
    town = market({"B-1": ("20.00", {"vendor-b": 3})})
    lines = [town.line("B-1", 2), town.line("B-1", 2, forceNewLine=True)]
    assert _refusal(checkout_input(town, *lines))["code"] == "INSUFFICIENT_STOCK"


def test_inputs_for_the_same_variant_become_one_line() -> None:
    town = market()
    made = new_checkout(town, town.line("A-1", 1), town.line("A-1", 2))
    assert [line["quantity"] for line in made["lines"]] == [3]


def test_a_signed_in_customer_owns_the_checkout_and_holds_it_longer() -> None:
    town, erika = market(), customer()
    made = new_checkout(town, town.line("A-1"), by=user(erika.pk), email=None)
    assert made["email"] == erika.email
    checkout = Checkout.objects.get()
    assert checkout.user == erika
    held = Reservation.objects.get().reserved_until - checkout.created_at
    assert held.total_seconds() == 30 * 60


def test_a_shop_that_does_not_reserve_only_counts() -> None:
    town = market({"B-1": ("20.00", {"vendor-b": 3})}, reserve=(None, None))
    assert new_checkout(town, town.line("B-1", 3))["stockReservationExpires"] is None
    new_checkout(town, town.line("B-1", 3))
    answer = ask(documents.CREATE, checkout_input(town, town.line("B-1", 4)))
    assert answer["errors"][0]["message"] == "Could not add items B-1. Only 3 remaining in stock."


def _unpublish(town: Market) -> None:
    ProductChannelListing.objects.update(is_published=False)


def _take_off_sale(town: Market) -> None:
    ProductChannelListing.objects.update(available_for_purchase_at=None)


def _take_out_of_channel(town: Market) -> None:
    ProductVariantChannelListing.objects.all().delete()


def _limit_to_two(town: Market) -> None:
    ShopSettings.objects.update(limit_quantity_per_checkout=2)


def _close(town: Market) -> None:
    Channel.objects.update(is_active=False)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (_unpublish, "PRODUCT_NOT_PUBLISHED", "lines"),
        (_take_off_sale, "PRODUCT_UNAVAILABLE_FOR_PURCHASE", "lines"),
        (_take_out_of_channel, "UNAVAILABLE_VARIANT_IN_CHANNEL", "lines"),
        (_limit_to_two, "QUANTITY_GREATER_THAN_LIMIT", "quantity"),
        (_close, "CHANNEL_INACTIVE", "channel"),
    ],
)
def test_what_cannot_be_sold_is_refused(change: Any, code: str, field: str) -> None:
    town = market()
    change(town)
    refused = _refusal(checkout_input(town, town.line("A-1", 3)))
    assert (refused["code"], refused["field"]) == (code, field)
    if field == "lines":
        assert refused["variants"] == [town.variant_id("A-1")]


def test_nonsense_is_refused() -> None:
    town = market()
    assert _refusal(checkout_input(town, town.line("A-1", 0)))["code"] == "ZERO_QUANTITY"
    unknown = {"variantId": global_id("ProductVariant", 999999), "quantity": 1}
    assert _refusal(checkout_input(town, unknown))["code"] == "NOT_FOUND"
    assert _refusal(checkout_input(town, {"variantId": "x", "quantity": 1}))["code"] == "GRAPHQL_ERROR"
    assert _refusal(checkout_input(town, channel="nowhere"))["code"] == "NOT_FOUND"
    nameless = [{"key": " ", "value": "x"}]
    assert _refusal(checkout_input(town, metadata=nameless))["field"] == "metadata"
    assert _refusal(checkout_input(town, town.line("A-1", metadata=nameless)))["code"] == "REQUIRED"


def test_an_address_that_nobody_can_deliver_to_is_refused() -> None:
    town = market()
    document = documents.CREATE.replace("lines variants", "addressType")
    variables = checkout_input(town, town.line("A-1"), shippingAddress={**ADDRESS, "postalCode": "1"})
    (error,) = ask(document, variables)["errors"]
    assert (error["field"], error["code"], error["addressType"]) == ("postalCode", "INVALID", "SHIPPING")


def test_only_the_app_sets_a_price_of_its_own_or_private_metadata() -> None:
    town = market()
    priced = checkout_input(town, town.line("A-1", 2, price="1.50"))
    secret = checkout_input(town, town.line("A-1"), privateMetadata=[{"key": "plan", "value": "x"}])
    for variables in (priced, secret):
        answer = run(documents.CREATE, variables)
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert ask(documents.CREATE, priced, by=APP)["checkout"]["totalPrice"]["gross"]["amount"] == 3.0
    ask(documents.CREATE, secret, by=APP)
    assert Checkout.objects.filter(private_metadata={"plan": "x"}).count() == 1
