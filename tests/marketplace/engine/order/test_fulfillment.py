"""Pieces are handed out, come back, or never leave; stock and promises follow."""

from typing import Any

import pytest

from marketplace.engine.models import Allocation, Fulfillment, Order, OutboxEvent, ShopSettings, Stock
from marketplace.graphql.ids import global_id
from tests.factories.engine_market import Market, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.platform import APP, FakePlatform, ask, run
from tests.marketplace.engine.shopping import new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

UNDO = """mutation Undo($id: ID!, $input: FulfillmentCancelInput) { orderFulfillmentCancel(id: $id, input: $input) {
  fulfillment { id status } order { status } errors { field code } } }"""
RETURN = """mutation Return($order: ID!, $input: OrderReturnProductsInput!) {
  orderFulfillmentReturnProducts(order: $order, input: $input) {
    returnFulfillment { status lines { quantity orderLine { productSku } } } order { id status }
    errors { field code } } }"""

APPROVE = """mutation Approve($id: ID!) { orderFulfillmentApprove(id: $id, notifyCustomer: false) {
  fulfillment { status } order { status } errors { field code } } }"""
TRACK = """mutation Track($id: ID!, $input: FulfillmentUpdateTrackingInput!) {
  orderFulfillmentUpdateTracking(id: $id, input: $input) {
    fulfillment { trackingNumber } order { id } errors { field code } } }"""


def _parcel(town: Market, order: dict[str, Any], *wanted: tuple[int, int, str]) -> dict[str, Any]:
    """An input that hands out (line, pieces, warehouse)."""
    lines = [
        {
            "orderLineId": order["lines"][at]["id"],
            "stocks": [{"quantity": pieces, "warehouse": town.warehouse_id(slug)}],
        }
        for at, pieces, slug in wanted
    ]
    return {"order": order["id"], "input": {"lines": lines, "notifyCustomer": False}}


def _fulfill(town: Market, order: dict[str, Any], *wanted: tuple[int, int, str]) -> dict[str, Any]:
    answer: dict[str, Any] = ask(documents.FULFILL, _parcel(town, order, *wanted), by=APP)
    return answer


def _stock(town: Market, sku: str, slug: str | None = None) -> tuple[int, int]:
    row = town.stock(sku, slug)
    return row.quantity, row.quantity_allocated


def test_stock_and_promise_fall_together() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 3), town.line("B-1"))
    assert _fulfill(town, order, (0, 2, "vendor-a"))["order"]["status"] == "PARTIALLY_FULFILLED"
    assert _stock(town, "A-1") == (998, 1)
    made = _fulfill(town, order, (0, 1, "vendor-a"), (1, 1, "vendor-b"))
    assert [each["warehouse"]["slug"] for each in made["fulfillments"]] == ["vendor-a", "vendor-b"]
    assert [each["fulfillmentOrder"] for each in made["fulfillments"]] == [2, 3]
    assert made["order"]["status"] == "FULFILLED"
    assert (_stock(town, "A-1"), _stock(town, "B-1")) == ((997, 0), (999, 0))
    assert OutboxEvent.objects.filter(event_type="FULFILLMENT_CREATED").count() == 3


def test_no_more_than_ordered_is_handed_out() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2))
    refused = _fulfill(town, order, (0, 3, "vendor-a"))["errors"][0]
    assert (refused["code"], refused["message"]) == ("FULFILL_ORDER_LINE", "Only 2 items remaining to fulfill.")
    assert _fulfill(town, order, (0, 0, "vendor-a"))["errors"][0]["code"] == "ZERO_QUANTITY"
    twice = _fulfill(town, order, (0, 1, "vendor-a"), (0, 1, "vendor-a"))["errors"][0]
    assert twice["code"] == "DUPLICATED_INPUT_ITEM"
    assert not Fulfillment.objects.exists()


def test_a_warehouse_hands_out_only_what_it_has_and_has_not_promised_to_others() -> None:
    town = market({"AB-1": ("7.00", {"vendor-a": 5, "vendor-b": 2})})
    mine, theirs = new_order(town, town.line("AB-1", 2)), new_order(town, town.line("AB-1", 3))
    new_order(town, town.line("AB-1", 2))
    refused = _fulfill(town, mine, (0, 2, "vendor-b"))["errors"][0]
    assert (refused["code"], refused["warehouse"]) == ("INSUFFICIENT_STOCK", town.warehouse_id("vendor-b"))
    assert _fulfill(town, theirs, (0, 3, "vendor-a"))["errors"] == []
    assert _fulfill(town, mine, (0, 2, "vendor-a"))["order"]["status"] == "FULFILLED"
    assert _stock(town, "AB-1", "vendor-a") == (0, 0)


def test_a_refused_parcel_takes_the_others_back_too() -> None:
    town = market()
    order = new_order(town, town.line("A-1"), town.line("B-1"))
    assert _fulfill(town, order, (0, 1, "vendor-a"), (1, 1, "vendor-a"))["errors"]
    assert not Fulfillment.objects.exists()
    assert _stock(town, "A-1") == (1000, 1)


def test_a_cancelled_fulfillment_goes_back_to_stock_and_stays_promised() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2))
    made = _fulfill(town, order, (0, 2, "vendor-a"))["fulfillments"][0]["id"]
    assert ask(UNDO, {"id": made}, by=APP)["errors"] == [{"field": "warehouseId", "code": "REQUIRED"}]
    back = {"id": made, "input": {"warehouseId": town.warehouse_id("vendor-a")}}
    undone = ask(UNDO, back, by=APP)
    assert (undone["fulfillment"]["status"], undone["order"]["status"]) == ("CANCELED", "UNFULFILLED")
    assert _stock(town, "A-1") == (1000, 2)
    assert Allocation.objects.get().quantity == 2
    assert ask(UNDO, back, by=APP)["errors"][0]["code"] == "CANNOT_CANCEL_FULFILLMENT"
    assert _fulfill(town, order, (0, 2, "vendor-a"))["order"]["status"] == "FULFILLED"


def test_cancelling_an_order_frees_its_stock_once() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2), town.line("B-1"))
    cancelled = ask(documents.CANCEL, {"id": order["id"]}, by=APP)
    assert cancelled == {"order": {"id": order["id"], "status": "CANCELED"}, "errors": []}
    assert (_stock(town, "A-1"), _stock(town, "B-1")) == ((1000, 0), (1000, 0))
    again = ask(documents.CANCEL, {"id": order["id"]}, by=APP)["errors"][0]
    assert (again["code"], again["message"]) == ("CANNOT_CANCEL_ORDER", "This order can't be canceled.")


def test_an_order_on_its_way_cannot_be_cancelled() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2))
    _fulfill(town, order, (0, 1, "vendor-a"))
    assert ask(documents.CANCEL, {"id": order["id"]}, by=APP)["errors"][0]["code"] == "CANNOT_CANCEL_ORDER"
    assert _stock(town, "A-1") == (999, 1)


def test_a_line_that_is_given_up_frees_its_stock_and_the_rest_goes_on() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 2), town.line("B-1"))
    lines = [{"orderLineId": order["lines"][0]["id"], "quantity": 2}]
    answer = ask(RETURN, {"order": order["id"], "input": {"orderLines": lines}}, by=APP)
    assert answer["returnFulfillment"] == {
        "status": "RETURNED",
        "lines": [{"quantity": 2, "orderLine": {"productSku": "A-1"}}],
    }
    assert answer["order"]["status"] == "PARTIALLY_RETURNED"
    assert _stock(town, "A-1") == (1000, 0)
    assert _stock(town, "B-1") == (1000, 1)
    again = ask(RETURN, {"order": order["id"], "input": {"orderLines": lines}}, by=APP)
    assert again["errors"] == [{"field": "orderLineId", "code": "INVALID_QUANTITY"}]
    assert _fulfill(town, order, (0, 1, "vendor-a"))["errors"][0]["code"] == "FULFILL_ORDER_LINE"
    assert _fulfill(town, order, (1, 1, "vendor-b"))["errors"] == []
    assert Stock.objects.filter(quantity_allocated__gt=0).count() == 0


def test_returning_with_saleors_older_refund_is_refused() -> None:
    town = market()
    order = new_order(town, town.line("A-1"))
    lines = [{"orderLineId": order["lines"][0]["id"], "quantity": 1}]
    answer = ask(RETURN, {"order": order["id"], "input": {"orderLines": lines, "refund": True}}, by=APP)
    assert answer["errors"] == [{"field": "order", "code": "CANNOT_REFUND"}]
    assert Order.objects.get().status == "UNFULFILLED"


def _return(order: dict[str, Any], **wish: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(RETURN, {"order": order["id"], "input": wish}, by=APP)
    return answer


def test_handed_out_pieces_come_back_but_not_into_stock() -> None:
    town = market()
    order = new_order(town, town.line("A-1", 3))
    made = _fulfill(town, order, (0, 2, "vendor-a"))["fulfillments"][0]
    piece = {"fulfillmentLineId": made["lines"][0]["id"], "quantity": 1, "reason": "zu klein"}
    answer = _return(order, fulfillmentLines=[piece], reason="Umtausch")
    assert (answer["errors"], answer["order"]["status"]) == ([], "PARTIALLY_RETURNED")
    assert _stock(town, "A-1") == (998, 1)
    kept, returned = Fulfillment.objects.order_by("pk")
    assert (kept.status, kept.lines.get().quantity) == ("FULFILLED", 1)
    line = returned.lines.get()
    assert (returned.reason, line.quantity, line.reason) == ("Umtausch", 1, "zu klein")
    assert _return(order, fulfillmentLines=[{**piece, "quantity": 2}])["errors"][0]["code"] == "INVALID_QUANTITY"
    assert _return(order, fulfillmentLines=[piece])["errors"] == []
    assert [each.status for each in Fulfillment.objects.order_by("pk")] == ["RETURNED", "RETURNED"]
    again = {"fulfillmentLineId": global_id("FulfillmentLine", line.pk), "quantity": 1}
    assert _return(order, fulfillmentLines=[again])["errors"] == [{"field": "fulfillmentLineId", "code": "INVALID"}]
    assert _return(order, orderLines=[{"orderLineId": order["lines"][0]["id"], "quantity": 1}])["errors"] == []
    assert Order.objects.get().status == "RETURNED"


def test_pieces_of_another_order_do_not_come_back_here() -> None:
    town = market()
    order, other = new_order(town, town.line("A-1")), new_order(town, town.line("A-1"))
    theirs = _fulfill(town, other, (0, 1, "vendor-a"))["fulfillments"][0]["lines"][0]["id"]
    refused = _return(order, fulfillmentLines=[{"fulfillmentLineId": theirs, "quantity": 1}])["errors"]
    assert refused == [{"field": "fulfillmentLines", "code": "NOT_FOUND"}]


def test_where_hand_outs_are_approved_the_stock_waits_for_it(platform: FakePlatform) -> None:
    town = market()
    ShopSettings.objects.update(fulfillment_auto_approve=False)
    order = new_order(town, town.line("A-1", 3))
    made = _fulfill(town, order, (0, 2, "vendor-a"))
    waiting = made["fulfillments"][0]
    assert (waiting["status"], made["order"]["status"]) == ("WAITING_FOR_APPROVAL", "UNFULFILLED")
    assert _stock(town, "A-1") == (1000, 3)
    assert _fulfill(town, order, (0, 2, "vendor-a"))["errors"][0]["code"] == "FULFILL_ORDER_LINE"
    approved = ask(APPROVE, {"id": waiting["id"]}, by=APP)
    assert (approved["fulfillment"]["status"], approved["order"]["status"]) == ("FULFILLED", "PARTIALLY_FULFILLED")
    assert _stock(town, "A-1") == (998, 1)
    assert ask(APPROVE, {"id": waiting["id"]}, by=APP)["errors"] == [{"field": None, "code": "INVALID"}]
    second = _fulfill(town, order, (0, 1, "vendor-a"))["fulfillments"][0]["id"]
    assert ask(UNDO, {"id": second}, by=APP)["fulfillment"]["status"] == "CANCELED"
    assert _stock(town, "A-1") == (998, 1)
    third = _fulfill(town, order, (0, 1, "vendor-a"))["fulfillments"][0]
    taken = {"fulfillmentLineId": third["lines"][0]["id"], "quantity": 1}
    assert _return(order, fulfillmentLines=[taken])["errors"] == []
    assert _stock(town, "A-1") == (998, 0)


def test_unpaid_orders_wait_where_the_shop_wants_money_first(platform: FakePlatform) -> None:
    town = market()
    ShopSettings.objects.update(fulfillment_allow_unpaid=False)
    platform.answers["TRANSACTION_INITIALIZE_SESSION"] = {"pspReference": "a", "result": "AUTHORIZATION_SUCCESS"}
    order = new_order(town, town.line("A-1"))
    refused = _fulfill(town, order, (0, 1, "vendor-a"))["errors"][0]
    assert (refused["field"], refused["code"]) == ("order", "CANNOT_FULFILL_UNPAID_ORDER")
    assert not Fulfillment.objects.exists()


def test_a_line_given_up_is_taken_up_again_while_the_goods_are_there() -> None:
    town = market({"A-1": ("10.00", {"vendor-a": 3})})
    order = new_order(town, town.line("A-1", 2))
    lines = [{"orderLineId": order["lines"][0]["id"], "quantity": 2}]
    assert _return(order, orderLines=lines)["errors"] == []
    assert _stock(town, "A-1") == (3, 0)
    given_up = {"id": global_id("Fulfillment", Fulfillment.objects.get().pk)}
    given_up["input"] = {"warehouseId": town.warehouse_id("vendor-a")}
    new_order(town, town.line("A-1", 2))
    assert ask(UNDO, given_up, by=APP)["errors"] == [{"field": "stocks", "code": "INSUFFICIENT_STOCK"}]
    Stock.objects.update(quantity=4)
    assert ask(UNDO, given_up, by=APP)["order"]["status"] == "UNFULFILLED"
    assert _stock(town, "A-1") == (4, 4)


def test_the_number_of_a_parcel_is_told() -> None:
    town = market()
    order = new_order(town, town.line("A-1"))
    made = _fulfill(town, order, (0, 1, "vendor-a"))["fulfillments"][0]["id"]
    named = ask(TRACK, {"id": made, "input": {"trackingNumber": "DE 123"}}, by=APP)
    assert named == {"fulfillment": {"trackingNumber": "DE 123"}, "order": {"id": order["id"]}, "errors": []}


def test_only_who_manages_orders_hands_out() -> None:
    town = market()
    order = new_order(town, town.line("A-1"))
    for document, variables in (
        (documents.FULFILL, _parcel(town, order, (0, 1, "vendor-a"))),
        (documents.CANCEL, {"id": order["id"]}),
        (UNDO, {"id": global_id("Fulfillment", 1)}),
        (RETURN, {"order": order["id"], "input": {"orderLines": []}}),
        (APPROVE, {"id": global_id("Fulfillment", 1)}),
        (TRACK, {"id": global_id("Fulfillment", 1), "input": {}}),
    ):
        answer = run(document, variables)
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert not Fulfillment.objects.exists()
