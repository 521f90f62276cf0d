"""Recorded conversations with Saleor 3.24, held again with the engine: answers equal, refusals included.

Left out of the recorded lists are the two shipping methods that Saleor itself offered there (DHL and one that the app
excluded): the engine offers the platform's methods alone.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from marketplace.engine.models import Stock, Warehouse
from marketplace.engine.services.event_delivery import deliver
from marketplace.graphql.context import ANONYMOUS, Requestor
from marketplace.graphql.ids import global_id
from tests.contract.matching import Names
from tests.factories.engine_market import Market, market
from tests.marketplace.engine.conftest import platform as _platform_fixture
from tests.marketplace.engine.platform import APP, FakePlatform, run

FOLDER = Path(__file__).with_name("recordings")
OPERATIONS = json.loads((FOLDER / "operations.json").read_text(encoding="utf-8"))
PAYLOADS = json.loads((FOLDER / "payloads.json").read_text(encoding="utf-8"))
SALEORS_OWN = ("DHL", "Hidden by app")
CARD = "VHJhbnNhY3Rpb25JdGVtOmY2ZTNmOTY3LWZlNjYtNDQyMy1hZGQzLTk0OWRjODk4ZjU5OA=="

platform = _platform_fixture
pytestmark = pytest.mark.django_db


class Story:
    """A conversation: recorded operations one after the other, over one market."""

    def __init__(self, town: Market, platform: FakePlatform) -> None:
        self.town, self.platform, self.names = town, platform, Names()
        for recorded, sku in (("402", "A-1"), ("403", "B-1"), ("404", "AB-1")):
            self.names.bind(global_id("ProductVariant", recorded), town.variant_id(sku))
        for slug, pk in (
            ("vendor-a", "76bd7d41-65f9-4719-bc4e-b231f0bcad97"),
            ("vendor-b", "62cba700-8cd6-4bdf-b83e-0c212cb9168f"),
        ):
            self.names.bind(global_id("Warehouse", pk), town.warehouse_id(slug))

    def send(self, name: str, *, by: Requestor = ANONYMOUS, but: dict[str, Any] | None = None) -> Any:
        """Send a recorded operation and hold our answer against the recorded one.

        `but` names values (by dotted path below `data`) where the recording caught Saleor between two states.
        """
        recorded = OPERATIONS[name]
        answer = run(recorded["document"], self.names.ours(recorded["variables"]), by=by)
        expected = _platform_methods_alone(recorded["response"])
        for path, value in (but or {}).items():
            _put(expected["data"], path.split("."), value)
        for error in expected.get("errors", []):
            error["locations"] = answer["errors"][0]["locations"]
        assert self.names.differences(expected, answer) == []
        return next(iter(answer["data"].values()))

    def bind_checkout(self, recorded: str, made: dict[str, Any]) -> None:
        self.names.bind(recorded, made["id"])

    def work(self) -> None:
        """The worker delivers what is due."""
        deliver(None, now=timezone.now())


@pytest.fixture
def story(platform: FakePlatform) -> Story:
    return Story(market(), platform)


def _platform_methods_alone(response: Any) -> Any:
    if isinstance(response, dict):
        return {key: _platform_methods_alone(each) for key, each in response.items()}
    if isinstance(response, list):
        return [_platform_methods_alone(each) for each in response if not _is_saleors_own(each)]
    return response


def _is_saleors_own(entry: Any) -> bool:
    method = entry.get("shippingMethod", entry) if isinstance(entry, dict) else {}
    return method.get("name") in SALEORS_OWN


def _put(data: Any, path: list[str], value: Any) -> None:
    for key in path[:-1]:
        data = data[int(key) if key.isdecimal() else key]
    data[path[-1]] = value


def _local_pickup(option: str) -> None:
    Warehouse.objects.filter(slug="vendor-a").update(is_private=False, click_and_collect_option=option)


def _checkout_id(name: str) -> str:
    return str(OPERATIONS[name]["variables"]["id"])


def test_one_basket_over_two_vendors_from_checkout_to_refund(story: Story) -> None:
    _local_pickup("LOCAL")
    made = story.send("30-checkoutCreate-e6")["checkout"]
    story.bind_checkout(_checkout_id("32-deliveryOptionsCalculate"), made)
    # the recorded line id that later metadata goes to
    line = OPERATIONS["34-updateMetadata-checkoutline-anonymous"]["variables"]["id"]
    story.names.bind(line, made["lines"][0]["id"])
    second = OPERATIONS["33-checkoutDeliveryMethodUpdate-app-method"]["response"]["data"]
    second_line = second["checkoutDeliveryMethodUpdate"]["checkout"]["lines"][1]["id"]
    story.names.bind(second_line, made["lines"][1]["id"])
    story.names.bind("f2682672-9f37-4947-b5ac-279536db6c7d", made["token"])

    story.send("31-checkout-shippingMethods-two-vendors")
    story.send("32-deliveryOptionsCalculate")
    story.send("33-checkoutDeliveryMethodUpdate-collectionpoint-two-vendors-fails")
    story.send("33-checkoutDeliveryMethodUpdate-app-method")
    story.send("34-updateMetadata-checkout-anonymous")
    story.send("34-updateMetadata-checkout-app", by=APP)
    story.send("34-updateMetadata-checkoutline-anonymous")
    story.send("34b-updatePrivateMetadata-checkout-anonymous-fails")
    story.send("34b-updatePrivateMetadata-checkout-app", by=APP)
    story.send("36-checkoutComplete-unpaid-fails")
    story.send("35-paymentGatewayInitialize")
    story.send("37-transactionInitialize-action-required")
    story.send("38-transactionProcess")
    story.send("36-checkoutComplete")
    story.work()
    story.send("39-order-two-vendors", by=APP)

    story.send("34-updateMetadata-order-anonymous")
    story.send("34-updateMetadata-order-app", by=APP)
    story.send("40-orderFulfill-wrong-warehouse-fails", by=APP)
    story.send("40-orderFulfill-vendor-a", by=APP)
    story.send("40-orderFulfill-vendor-b", by=APP)
    story.send("41-orderGrantRefundCreate", by=APP)
    story.send("42-transactionRequestRefundForGrantedRefund", by=APP)
    story.work()
    # Saleor had stored the refund's event, but not yet the amount, when it answered this
    path = "transactionRequestAction.transaction.refundedAmount.amount"
    story.send("43-transactionRequestAction-refund-sync", by=APP, but={path: 20.0})
    story.send("43-transactionRequestAction-refund-async-pending", by=APP)
    story.platform.answers["TRANSACTION_REFUND_REQUESTED"] = _pending_if_five(story.platform)
    story.work()
    story.send("39-order-two-vendors-final", by=APP)
    story.send("46-transactionEventReport-anonymous-fails")
    story.send("46-transactionEventReport", by=APP)
    story.send("46-transactionEventReport-replay", by=APP)

    _same_payloads(story)


def _pending_if_five(platform: FakePlatform) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def answer(payload: dict[str, Any]) -> dict[str, Any]:
        if payload["action"]["amount"] == 5.0:
            return {"pspReference": platform.reference()}
        return platform.transaction_refund_requested(payload)

    return answer


def _same_payloads(story: Story) -> None:
    """What the platform heard on the way is what Saleor sent, but for the version and the shopper's address."""
    heard = {kind: payload for kind, payload, _key in reversed(story.platform.heard)}
    asked = dict(reversed(story.platform.asked))
    for kind, recorded in PAYLOADS.items():
        ours = {**heard, **asked}[kind]
        expected = {**recorded, "version": ours["version"]}
        if "customerIpAddress" in expected:
            expected["customerIpAddress"] = ours["customerIpAddress"]
        if kind == "SHIPPING_LIST_METHODS_FOR_CHECKOUT":
            expected["shippingMethods"] = []
        assert (kind, story.names.differences(expected, ours)) == (kind, [])


def test_collection_at_the_one_vendor(story: Story) -> None:
    _local_pickup("LOCAL")
    story.send("30-checkoutCreate-single-vendor")
    story.send("31-checkout-shippingMethods-single-vendor")
    story.send("33-checkoutDeliveryMethodUpdate-collectionpoint-local")
    pay = {**OPERATIONS["37-transactionInitialize-charge-success"]["variables"]}
    pay["id"] = story.names.ours(_checkout_id("36-checkoutComplete-collectionpoint"))
    run(OPERATIONS["37-transactionInitialize-charge-success"]["document"], pay)
    story.send("36-checkoutComplete-collectionpoint")
    story.send("39-order-collectionpoint", by=APP)


def test_collection_of_everything_at_one_vendor(story: Story) -> None:
    _local_pickup("ALL")
    story.send("30-checkoutCreate-two-vendors-ALL")
    story.send("31-checkout-shippingMethods-two-vendors-ALL")
    story.send("33-checkoutDeliveryMethodUpdate-collectionpoint-ALL")
    story.send("37-transactionInitialize-charge-success")
    story.send("36-checkoutComplete-collectionpoint-ALL")
    story.send("39-order-collectionpoint-ALL", by=APP)


def test_a_delivery_that_became_dearer_must_be_chosen_and_paid_again(story: Story) -> None:
    made = story.send("30-checkoutCreate-e1")["checkout"]
    _choose_delivery(made)
    story.send("37-transactionInitialize-e1")
    story.platform.answers["SHIPPING_LIST_METHODS_FOR_CHECKOUT"] = _priced(story.platform, "6.50")
    run(OPERATIONS["32-deliveryOptionsCalculate"]["document"], {"id": made["id"]})
    story.send("36-checkoutComplete-e1-invalid-delivery")
    _choose_delivery(made)
    story.send("36-checkoutComplete-e1-underpaid")
    story.send("37-transactionInitialize-e1-topup")
    story.send("36-checkoutComplete-e1-ok")


def test_adding_lines_takes_over_the_new_price_of_the_chosen_delivery(story: Story) -> None:
    made = story.send("30-checkoutCreate-e1b")["checkout"]
    chosen = _choose_delivery(made)
    recorded = OPERATIONS["45-checkoutLinesAdd"]["response"]["data"]["checkoutLinesAdd"]["checkout"]
    story.names.bind(recorded["delivery"]["id"], chosen["delivery"]["id"])
    story.platform.answers["SHIPPING_LIST_METHODS_FOR_CHECKOUT"] = _priced(story.platform, "7.77")
    story.send("45-checkoutLinesAdd")


def test_what_somebody_holds_is_out_of_stock_for_others(story: Story) -> None:
    Stock.objects.filter(product_variant__sku="B-1").update(quantity=3)
    story.send("30-checkoutCreate-e2-take-all")
    story.send("30-checkoutCreate-e2-second-fails")


def test_stock_of_all_warehouses_counts(story: Story) -> None:
    Stock.objects.filter(product_variant__sku="AB-1", warehouse__slug="vendor-a").update(quantity=1)
    Stock.objects.filter(product_variant__sku="AB-1", warehouse__slug="vendor-b").update(quantity=2)
    story.send("30-checkoutCreate-e8")


def test_a_payment_app_that_is_down_makes_a_failed_event(story: Story) -> None:
    made = story.send("30-checkoutCreate-single-vendor")["checkout"]
    story.bind_checkout(_checkout_id("37-transactionInitialize-app-down"), made)
    story.platform.answers["TRANSACTION_INITIALIZE_SESSION"] = ConnectionError("down")
    story.send("37-transactionInitialize-app-down")


def _choose_delivery(made: dict[str, Any]) -> dict[str, Any]:
    offers = run(OPERATIONS["32-deliveryOptionsCalculate"]["document"], {"id": made["id"]})
    first = offers["data"]["deliveryOptionsCalculate"]["deliveries"][0]["id"]
    document = OPERATIONS["33-checkoutDeliveryMethodUpdate-app-method"]["document"]
    answer = run(document, {"id": made["id"], "dm": first})["data"]["checkoutDeliveryMethodUpdate"]
    assert answer["errors"] == []
    checkout: dict[str, Any] = answer["checkout"]
    return checkout


def _priced(platform: FakePlatform, amount: str) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    def answer(payload: dict[str, Any]) -> list[dict[str, Any]]:
        pooled, split = platform.shipping_list_methods_for_checkout(payload)
        return [{**pooled, "amount": amount}, split]

    return answer


def test_every_copied_recording_is_replayed() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in OPERATIONS if f'"{name}"' not in source] == []
