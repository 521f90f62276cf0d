"""The platform offers delivery methods; the shopper chooses one."""

from typing import Any

import pytest

from marketplace.engine.models import Checkout, CheckoutDelivery
from marketplace.engine.rules.delivery import app_method_id, methods_in
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import ADDRESS, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import FakePlatform, ask
from tests.marketplace.engine.shopping import new_checkout, with_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

ADDRESS_UPDATE = """mutation Update($id: ID!, $address: AddressInput!) {
  checkoutShippingAddressUpdate(id: $id, shippingAddress: $address) {
    checkout { id shippingAddress { city } } errors { field code } } }"""


def _offers(checkout: dict[str, Any]) -> list[dict[str, Any]]:
    answer = ask(documents.CALCULATE, {"id": checkout["id"]})
    assert answer["errors"] == []
    deliveries: list[dict[str, Any]] = answer["deliveries"]
    return deliveries


def _choose(checkout: dict[str, Any], method: str | None) -> dict[str, Any]:
    answer: dict[str, Any] = ask(documents.CHOOSE, {"id": checkout["id"], "dm": method})
    return answer


def test_an_offer_keeps_its_id_as_long_as_it_is_the_same() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    first = [offer["id"] for offer in _offers(checkout)]
    assert [offer["id"] for offer in _offers(checkout)] == first


def test_a_method_can_be_chosen_by_its_own_id_and_given_up() -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    method = app_method_id("spike.marketplace", "split-delivery")
    assert _choose(checkout, method)["checkout"]["shippingPrice"]["gross"]["amount"] == 9.8
    assert _choose(checkout, None)["checkout"]["delivery"] is None


@pytest.mark.parametrize(
    ("method", "code"),
    [
        (app_method_id("spike.marketplace", "balloon"), "DELIVERY_METHOD_NOT_APPLICABLE"),
        (global_id("CheckoutDelivery", "5f0482d9-837f-473a-a9df-bbc6e8080b9e"), "DELIVERY_METHOD_NOT_APPLICABLE"),
        (global_id("Product", 1), "INVALID"),
        ("balloon", "INVALID"),
    ],
)
def test_what_was_not_offered_cannot_be_chosen(method: str, code: str) -> None:
    town = market()
    checkout = new_checkout(town, town.line("A-1"))
    assert _choose(checkout, method)["errors"][0]["code"] == code
    assert Checkout.objects.get().delivery is None


def test_a_method_that_the_platform_excludes_is_listed_with_its_reason_and_refused(platform: FakePlatform) -> None:
    town = market()
    excluded = app_method_id("spike.marketplace", "pooled-delivery")
    platform.answers["CHECKOUT_FILTER_SHIPPING_METHODS"] = {"excluded_methods": [{"id": excluded, "reason": "full"}]}
    checkout = new_checkout(town, town.line("A-1"))
    pooled = _offers(checkout)[0]["shippingMethod"]
    assert (pooled["active"], pooled["message"]) == (False, "full")
    assert _choose(checkout, excluded)["errors"][0]["code"] == "DELIVERY_METHOD_NOT_APPLICABLE"


def test_a_platform_that_does_not_answer_leaves_no_methods(platform: FakePlatform) -> None:
    town = market()
    platform.answers["SHIPPING_LIST_METHODS_FOR_CHECKOUT"] = TimeoutError("no answer")
    assert _offers(new_checkout(town, town.line("A-1"))) == []


def test_a_chosen_offer_that_is_gone_stays_visible_but_invalid(platform: FakePlatform) -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    platform.answers["SHIPPING_LIST_METHODS_FOR_CHECKOUT"] = []
    assert _offers(checkout) == []
    assert CheckoutDelivery.objects.get().is_valid is False
    refused = ask(documents.COMPLETE, {"id": checkout["id"]})["errors"][0]
    assert refused["code"] == "INVALID_SHIPPING_METHOD"
    del platform.answers["SHIPPING_LIST_METHODS_FOR_CHECKOUT"]
    assert _offers(checkout)[0]["id"] == checkout["delivery"]["id"]


def test_another_address_makes_offers_stale() -> None:
    town = market()
    checkout = with_delivery(new_checkout(town, town.line("A-1")))
    answer = ask(ADDRESS_UPDATE, {"id": checkout["id"], "address": {**ADDRESS, "city": "Zeitz", "postalCode": "06712"}})
    assert answer == {"checkout": {"id": checkout["id"], "shippingAddress": {"city": "ZEITZ"}}, "errors": []}
    assert Checkout.objects.get().deliveries_fresh_until is None


def test_entries_that_make_no_sense_are_skipped() -> None:
    good = {"id": "a", "name": "A", "amount": "1.005", "currency": "EUR", "minimum_delivery_days": -1}
    bad = [
        {**good, "amount": "-1"},
        {**good, "amount": "x"},
        {**good, "currency": "USD"},
        {**good, "id": None},
        {**good, "name": ""},
        "nonsense",
    ]
    (method,) = methods_in([*bad, good], app_identifier="app", currency="EUR")
    assert (str(method.price), method.minimum_days) == ("1.01", None)
    assert methods_in({"message": "down"}, app_identifier="app", currency="EUR") == []
