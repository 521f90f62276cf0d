"""Vendor orders over GraphQL: every act by everybody, and lists that do not cost more with more rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.schema import execute_for_platform
from marketplace.accounts.models import Person
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.ids import global_id
from marketplace.orders.extensions import PaymentResult
from marketplace.orders.models import Deviation, VendorOrder
from marketplace.orders.services import hand_over
from tests.factories.catalogue import make_listing
from tests.factories.orders import MONDAY, make_order
from tests.marketplace.orders.acts import facts, ready

FIELDS = """
  id number purchaseNumber orderId state acts
  vendor { slug name opening { isOpen } }
  lines { id name sku quantity quantityRejected quantityLeft
    unitPrice { amount currency } total { amount } taxRate thumbnail }
  subtotal { amount } deliveryPrice { amount } total { amount } givenBack { amount } due { amount }
  taxes { rate net tax gross }
  fulfilmentMethod fulfilmentLabel
  fulfilment { method title when where code codePicture steps { label done at } }
  recipient { name phone addressLines }
  payment { method label note state captured { amount } refunded { amount } }
  documents { title number issuedOn amount { amount } url }
  history { kind role at reason amount }
  deviations { id code }
  placedAt confirmedAt readyBy readyAt handedOverAt cancelledAt
"""


def ask(source: str, by: Person | None = None, **variables: Any) -> dict[str, Any]:
    """The data of a document without top-level errors."""
    requestor = Requestor(kind="user", user_id=by.saleor_user_id, email=by.email) if by else ANONYMOUS
    result = execute_for_platform(source, context=Context(requestor=requestor, now=MONDAY), variables=variables)
    assert not result.errors, result.errors
    return result.data


def act(name: str, by: Person | None, order: VendorOrder, extra: str = "", **variables: Any) -> dict[str, Any]:
    """One mutation on an order: `{vendorOrder, errors}`."""
    declared = "".join(f", ${key}: {kind}" for key, kind in _TYPES.items() if key in variables)
    passed = "".join(f", {key}: ${key}" for key in variables)
    source = f"""mutation($id: ID!{declared}) {{
      answer: {name}(id: $id{passed}) {{ vendorOrder {{ {FIELDS} }} errors {{ field message code }} }}
    }}"""
    return ask(source, by, id=global_id("VendorOrder", order.pk), **variables)["answer"]


_TYPES = {"code": "String", "reason": "String!", "lines": "[VendorOrderLineInput!]!", "amount": "PositiveDecimal!"}


def line_input(order: VendorOrder, quantity: int = 1) -> list[dict[str, Any]]:
    return [{"id": global_id("VendorOrderLine", order.lines.first().pk), "quantity": quantity}]


def test_an_order_is_shown_whole(order, cast):
    shown = ask(
        f"query($id: ID!) {{ vendorOrder(id: $id) {{ {FIELDS} }} }}",
        cast.shopper,
        id=global_id("VendorOrder", order.pk),
    )["vendorOrder"]
    assert shown["number"] == order.number
    assert (shown["state"], shown["acts"]) == ("PLACED", ["CANCEL"])
    assert shown["vendor"]["name"] == "Bäckerei am Markt"
    assert [line["name"] for line in shown["lines"]] == ["Ware 1", "Ware 2"]
    assert shown["total"] == {"amount": 24.0}
    assert shown["taxes"] == [{"rate": 19.0, "net": 20.17, "tax": 3.83, "gross": 24.0}]
    assert shown["fulfilment"]["code"] == "1234"
    assert shown["recipient"] == {
        "name": "Erika Muster",
        "phone": "030 23125 001",
        "addressLines": shown["recipient"]["addressLines"],
    }
    assert shown["payment"]["state"] == "OPEN"


def test_only_who_sees_all_parts_learns_the_engines_order(order, cast):
    source = "query($id: ID!) { vendorOrder(id: $id) { orderId } }"
    for person, seen in [
        (cast.shopper, order.saleor_order_id),
        (cast.operator, order.saleor_order_id),
        (cast.baker, None),
    ]:
        found = ask(source, person, id=global_id("VendorOrder", order.pk))
        assert found == {"vendorOrder": {"orderId": seen}}


def test_the_same_by_token_without_signing_in(order):
    found = ask("query($t: String) { vendorOrder(token: $t) { number fulfilment { code } } }", t=order.token)
    assert found["vendorOrder"] == {"number": order.number, "fulfilment": {"code": "1234"}}
    whole = ask("query($t: String!) { purchaseVendorOrders(token: $t) { number } }", t=order.purchase.token)
    assert whole == {"purchaseVendorOrders": [{"number": order.number}]}
    assert ask('{ purchaseVendorOrders(token: "x") { number } vendorOrder(token: "x") { number } }') == {
        "purchaseVendorOrders": None,
        "vendorOrder": None,
    }


@pytest.mark.parametrize("who", ["florist", "stranger", "driver", None])
def test_others_see_nothing(who, order, cast):
    person = getattr(cast, who) if who else None
    source = "query($id: ID!) { vendorOrder(id: $id) { number } vendorOrders(first: 5) { edges { node { number } } } }"
    found = ask(source, person, id=global_id("VendorOrder", order.pk))
    assert found == {"vendorOrder": None, "vendorOrders": {"edges": []}}


class TestActs:
    def test_the_way_of_an_order(self, order, cast):
        assert act("vendorOrderConfirm", cast.baker, order)["vendorOrder"]["state"] == "CONFIRMED"
        assert act("vendorOrderMarkReady", cast.baker, order)["vendorOrder"]["state"] == "READY"
        given = act("vendorOrderHandOver", cast.baker, order, code="1234")
        assert given["errors"] == []
        assert (given["vendorOrder"]["state"], given["vendorOrder"]["acts"]) == (
            "HANDED_OVER",
            ["TAKE_BACK", "REFUND", "RECORD_PAYMENT"],
        )
        back = act("vendorOrderTakeBack", cast.baker, order, lines=line_input(order), reason="defekt")
        assert back["vendorOrder"]["givenBack"] == {"amount": 10.0}
        assert back["vendorOrder"]["history"][-1]["reason"] == "defekt"

    def test_money_goes_back(self, order, cast, gateway, carry_out):
        ready(order, cast)
        hand_over(order=order, code="1234", person=cast.baker, now=MONDAY)
        carry_out(order)
        line = global_id("VendorOrderLine", order.lines.first().pk)
        preview = """query($id: ID!, $line: ID!, $lines: [VendorOrderLineInput!]) { vendorOrder(id: $id) {
            lower: refundPreview(amount: 3, lineId: $line) { amount { amount } due { amount } returned { amount } task }
            back: refundPreview(lines: $lines) { amount { amount } }
            nothing: refundPreview { task } } }"""
        key = global_id("VendorOrder", order.pk)
        shown = ask(preview, cast.baker, id=key, line=line, lines=line_input(order))["vendorOrder"]
        assert shown["lower"] == {
            "amount": {"amount": 3.0}, "due": {"amount": 21.0}, "returned": {"amount": 3.0}, "task": "",
        }  # fmt: skip
        assert (shown["back"], shown["nothing"]) == ({"amount": {"amount": 10.0}}, None)
        gateway.answers = [PaymentResult.FAILED]
        lower = """mutation($id: ID!, $line: ID, $due: PositiveDecimal) {
            vendorOrderRefund(id: $id, amount: 3, lineId: $line, reason: "Delle", shownDue: $due) {
            vendorOrder { givenBack { amount } refunds { state reason } } errors { field code } } }"""
        done = ask(lower, cast.baker, id=key, line=line, due=21)["vendorOrderRefund"]
        assert done["vendorOrder"]["refunds"] == [{"state": "REQUESTED", "reason": "Delle"}]
        again = ask(lower, cast.baker, id=key, line=line, due=21)["vendorOrderRefund"]
        assert again["errors"] == [{"field": None, "code": "AMOUNT_CHANGED"}]
        carry_out(order)
        read = "query($id: ID!) { vendorOrder(id: $id) { refunds { id state amount { amount } doneAt } } }"
        (failed,) = ask(read, cast.shopper, id=key)["vendorOrder"]["refunds"]
        assert (failed["state"], failed["amount"]) == ("FAILED", {"amount": 3.0})
        retry = """mutation($id: ID!, $refund: ID!) { vendorOrderRefundRetry(id: $id, refundId: $refund) {
            vendorOrder { refunds { state } } errors { code } } }"""
        assert ask(retry, cast.baker, id=key, refund=failed["id"])["vendorOrderRefundRetry"]["errors"] == []
        carry_out(order)
        assert [each["state"] for each in ask(read, cast.baker, id=key)["vendorOrder"]["refunds"]] == ["DONE"]

    def test_a_rejection(self, order, cast):
        answer = act("vendorOrderReject", cast.baker, order, lines=line_input(order, 2), reason="ausverkauft")
        assert answer["vendorOrder"]["state"] == "PARTLY_REJECTED"
        assert answer["vendorOrder"]["due"] == {"amount": 4.0}
        assert answer["vendorOrder"]["lines"][0]["quantityLeft"] == 0

    def test_lines_of_another_order(self, order, cast):
        foreign = make_order(cast.flowers, person=cast.shopper)
        before = facts(order), facts(foreign)
        answer = act("vendorOrderReject", cast.baker, order, lines=line_input(foreign), reason="")
        assert (answer["vendorOrder"], answer["errors"][0]["code"]) == (None, "LINE_UNKNOWN")
        assert (facts(order), facts(foreign)) == before

    def test_a_shopper_cancels_by_token(self, order):
        source = "mutation($t: String) { vendorOrderCancel(token: $t) { vendorOrder { state } errors { code } } }"
        assert ask(source, t=order.token)["vendorOrderCancel"]["vendorOrder"] == {"state": "CANCELLED"}
        assert ask(source, t=order.token)["vendorOrderCancel"]["errors"] == [{"code": "ORDER_STATE_CHANGED"}]

    @pytest.mark.parametrize(
        ("name", "extra"),
        [
            ("vendorOrderConfirm", {}),
            ("vendorOrderMarkReady", {}),
            ("vendorOrderHandOver", {"code": "1234"}),
            ("vendorOrderReject", {"lines": None, "reason": ""}),
            ("vendorOrderTakeBack", {"lines": None, "reason": ""}),
            ("vendorOrderRefund", {"amount": 1, "reason": "x"}),
            ("vendorOrderRecordPayment", {}),
            ("vendorOrderCancel", {"reason": ""}),
        ],
    )
    def test_strangers_find_nothing_to_act_on(self, name, extra, order, cast):
        ready(order, cast)
        before = facts(order)
        if "lines" in extra:
            extra = {**extra, "lines": line_input(order)}
        for person in (None, cast.florist, cast.stranger, cast.driver):
            answer = act(name, person, order, **extra)
            assert (answer["vendorOrder"], answer["errors"][0]["code"]) == (None, "NOT_FOUND")
        refused = act(name, cast.shopper, order, **extra)
        assert refused["errors"][0]["code"] in ("NOT_YOURS_TO_DO", "TOO_LATE_TO_CANCEL")
        assert facts(order) == before

    def test_the_operator_decides_about_deviations(self, order, cast):
        mark = Deviation.objects.create(purchase=order.purchase, order=order, code="LINES_CHANGED", found_at=MONDAY)
        source = """mutation($id: ID!) { vendorOrderDeviationResolve(id: $id, note: "geklärt") {
            deviation { code } errors { code } } }"""
        key = global_id("VendorOrderDeviation", mark.pk)
        assert ask(source, cast.baker, id=key)["vendorOrderDeviationResolve"]["errors"] == [{"code": "NOT_FOUND"}]
        assert ask(source, cast.operator, id=key)["vendorOrderDeviationResolve"]["errors"] == []


class TestLists:
    def test_filters(self, order, cast):
        other = make_order(cast.flowers, person=cast.shopper)
        source = """query($vendor: String, $states: [VendorOrderStateEnum!]) {
          vendorOrders(first: 9, vendor: $vendor, states: $states) { totalCount edges { node { number } } } }"""
        mine = ask(source, cast.shopper)["vendorOrders"]
        assert mine["totalCount"] == 2
        assert {edge["node"]["number"] for edge in mine["edges"]} == {order.number, other.number}
        of_shop = ask(source, cast.baker, vendor=cast.bakery.slug)["vendorOrders"]
        assert [edge["node"]["number"] for edge in of_shop["edges"]] == [order.number]
        assert ask(source, cast.baker, vendor=cast.flowers.slug)["vendorOrders"]["totalCount"] == 0
        assert ask(source, cast.baker, states=["READY"])["vendorOrders"]["totalCount"] == 0
        assert ask("{ myVendorOrders(first: 9) { totalCount } }", cast.baker)["myVendorOrders"]["totalCount"] == 0

    def test_queries_do_not_grow_with_rows(self, cast, engine, gateway, way):
        source = f"{{ vendorOrders(first: 50) {{ edges {{ node {{ {FIELDS} }} }} }} }}"

        def add(*numbers: int) -> None:
            for number in numbers:
                order = make_order(
                    cast.bakery, person=cast.shopper, fulfilment_method="fake_way", fulfilment_reference=f"p{number}"
                )
                ready(order, cast)

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert ask(source, cast.baker)["vendorOrders"]["edges"]
            return len(queries)

        add(1, 2)
        few = count()
        add(3, 4, 5, 6)
        assert count() == few
        assert few <= 16


def test_figures_are_for_the_shop_and_the_city(order, cast):
    source = """query($vendor: String) { vendorOrderFigures(vendor: $vendor, first: "2026-11-23", last: "2026-11-23") {
        orders revenue average cancelled purchases shops days { day orders revenue average } } }"""
    of_shop = ask(source, cast.baker, vendor=cast.bakery.slug)["vendorOrderFigures"]
    assert (of_shop["orders"], of_shop["revenue"], of_shop["purchases"]) == (1, 24.0, None)
    assert of_shop["days"] == [{"day": "2026-11-23", "orders": 1, "revenue": 24.0, "average": 24.0}]
    assert ask(source, cast.operator)["vendorOrderFigures"]["shops"] == 1
    for person, vendor in [(cast.florist, cast.bakery.slug), (cast.baker, None), (None, None)]:
        assert ask(source, person, vendor=vendor)["vendorOrderFigures"] is None


def test_a_rejection_may_say_what_is_left_in_the_shop(order, cast):
    goods = [make_listing(cast.bakery, f"Ware {number}") for number in (1, 2)]
    lines = list(order.lines.all())
    for line, listing in zip(lines, goods, strict=True):
        line.listing = listing
        line.save()
    keys = [global_id("VendorOrderLine", line.pk) for line in lines]
    source = """mutation($id: ID!, $lines: [VendorOrderLineInput!]!) {
      vendorOrderReject(id: $id, lines: $lines, soldOut: true) { errors { code } } }"""
    order_id = global_id("VendorOrder", order.pk)
    wrong = [{"id": keys[0], "quantity": 1, "left": -1}]
    assert ask(source, cast.baker, id=order_id, lines=wrong)["vendorOrderReject"]["errors"] == [
        {"code": "STOCK_INVALID"}
    ]
    said = [{"id": keys[0], "quantity": 1, "left": 4}, {"id": keys[1], "quantity": 1}]
    assert ask(source, cast.baker, id=order_id, lines=said)["vendorOrderReject"]["errors"] == []
    assert order.intents.get(kind="stock").lines == {str(goods[0].pk): 4, str(goods[1].pk): 0}
    assert [row.kind for row in order.intents.all()] == ["release", "void", "stock"]
