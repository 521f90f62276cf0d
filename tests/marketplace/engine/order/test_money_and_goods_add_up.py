"""Whatever is handed out, taken back, undone and refunded in whatever order: stock, pieces, money and states add up."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from marketplace.engine.models import (
    Allocation,
    FulfillmentLine,
    Order,
    OrderGrantedRefund,
    OrderLine,
    ShopSettings,
    Stock,
    TransactionEvent,
    TransactionItem,
)
from marketplace.engine.rules.order import FULFILLMENTS_THAT_RETURN
from marketplace.engine.services.event_delivery import deliver
from tests.factories.engine_market import Market, market
from tests.marketplace.engine import documents
from tests.marketplace.engine.order.test_change_granted_refund import CHANGE, GRANT, PAY_BACK
from tests.marketplace.engine.order.test_fulfillment import APPROVE, RETURN, UNDO
from tests.marketplace.engine.platform import APP, FakePlatform, ask
from tests.marketplace.engine.shopping import new_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]

PIECES = 4
SHELF = 10
REFUND = """mutation Back($id: ID!, $amount: PositiveDecimal) {
  transactionRequestAction(id: $id, actionType: REFUND, amount: $amount) { errors { code } } }"""
READ = """query Read($id: ID!) { order(id: $id) { status chargeStatus
  lines { id } fulfillments { id status lines { id quantity } }
  totalGrantedRefund { amount } totalRemainingGrant { amount } totalRefunded { amount } totalCharged { amount }
  totalRefundPending { amount } totalBalance { amount } grantedRefunds { id status } } }"""
ACTS = ("fulfil", "approve", "undo", "give_up", "come_back", "grant", "change", "pay", "refund", "work", "refuse")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 2)), min_size=4, max_size=14)


class Story:
    """One order of 4 x 10.00 and the way for 4.90, paid; each act may be refused, which must change nothing."""

    def __init__(self, town: Market, platform: FakePlatform) -> None:
        self.town, self.platform = town, platform
        self.order = new_order(town, town.line("A-1", PIECES))
        self.item = self.order["transactions"][0]["id"]

    def run(self, steps: Sequence[tuple[str, int, int]]) -> None:
        for act, number, which in steps:
            self.now = ask(READ, {"id": self.order["id"]}, by=APP)
            getattr(self, act)(number, which)
            check(ask(READ, {"id": self.order["id"]}, by=APP))

    def fulfil(self, number: int, _which: int) -> None:
        stocks = [{"quantity": number, "warehouse": self.town.warehouse_id("vendor-a")}]
        lines = [{"orderLineId": self.order["lines"][0]["id"], "stocks": stocks}]
        ask(documents.FULFILL, {"order": self.order["id"], "input": {"lines": lines}}, by=APP)

    def approve(self, _number: int, which: int) -> None:
        if chosen := self._one(self.now["fulfillments"], which):
            ask(APPROVE, {"id": chosen["id"]}, by=APP)

    def undo(self, _number: int, which: int) -> None:
        if chosen := self._one(self.now["fulfillments"], which):
            into = {"warehouseId": self.town.warehouse_id("vendor-a")}
            ask(UNDO, {"id": chosen["id"], "input": into}, by=APP)

    def give_up(self, number: int, _which: int) -> None:
        lines = [{"orderLineId": self.order["lines"][0]["id"], "quantity": number}]
        ask(RETURN, {"order": self.order["id"], "input": {"orderLines": lines}}, by=APP)

    def come_back(self, number: int, which: int) -> None:
        pieces = [line for each in self.now["fulfillments"] for line in each["lines"]]
        if chosen := self._one(pieces, which):
            lines = [{"fulfillmentLineId": chosen["id"], "quantity": number}]
            ask(RETURN, {"order": self.order["id"], "input": {"fulfillmentLines": lines}}, by=APP)

    def grant(self, number: int, which: int) -> None:
        lines = [{"id": self.order["lines"][0]["id"], "quantity": number}]
        wish: dict[str, Any] = [{"lines": lines}, {"amount": str(number * 9)}, {"grantRefundForShipping": True}][which]
        ask(GRANT, {"id": self.order["id"], "input": {"transactionId": self.item, **wish}}, by=APP)

    def change(self, number: int, which: int) -> None:
        if chosen := self._one(self.now["grantedRefunds"], which):
            ask(CHANGE, {"id": chosen["id"], "input": {"amount": str(number * 8)}}, by=APP)

    def pay(self, _number: int, which: int) -> None:
        if chosen := self._one(self.now["grantedRefunds"], which):
            ask(PAY_BACK, {"id": chosen["id"]}, by=APP)

    def refund(self, number: int, _which: int) -> None:
        ask(REFUND, {"id": self.item, "amount": str(number * 7)}, by=APP)

    def work(self, _number: int, _which: int) -> None:
        deliver(None, now=timezone.now() + timedelta(hours=1))

    def refuse(self, _number: int, _which: int) -> None:
        """The payment app refuses what it was asked for until now."""
        self.platform.answers["TRANSACTION_REFUND_REQUESTED"] = {"result": "REFUND_FAILURE", "message": "no"}
        self.work(0, 0)
        self.platform.answers.clear()

    @staticmethod
    def _one(found: Sequence[Any], which: int) -> Any:
        return found[which % len(found)] if found else None


def check(read: dict[str, Any]) -> None:
    _goods_add_up(read)
    _money_adds_up(read)


def _goods_add_up(read: dict[str, Any]) -> None:
    line, stock = OrderLine.objects.get(), Stock.objects.get()
    pieces: Counter[str] = Counter()
    gone = 0
    for each in FulfillmentLine.objects.select_related("fulfillment"):
        pieces[each.fulfillment.status] += each.quantity
        if each.fulfillment.status in ("FULFILLED", *FULFILLMENTS_THAT_RETURN) and each.stock_id is not None:
            gone += each.quantity
    counted = pieces.total() - pieces["CANCELED"]
    assert line.quantity_fulfilled == counted <= PIECES
    assert stock.quantity == SHELF - gone
    promised = sum(Allocation.objects.values_list("quantity", flat=True))
    assert stock.quantity_allocated == promised == PIECES - counted + pieces["WAITING_FOR_APPROVAL"]
    returned = pieces["RETURNED"]
    if counted - pieces["WAITING_FOR_APPROVAL"] == 0:
        expected = "UNFULFILLED"
    elif returned:
        expected = "RETURNED" if returned == PIECES else "PARTIALLY_RETURNED"
    else:
        expected = "FULFILLED" if pieces["FULFILLED"] == PIECES else "PARTIALLY_FULFILLED"
    assert read["status"] == expected


def _money_adds_up(read: dict[str, Any]) -> None:
    order, item = Order.objects.get(), TransactionItem.objects.get()
    paid = item.charged_amount + item.refunded_amount + item.refund_pending_amount
    assert paid == order.total_gross_amount == Decimal("44.90")
    assert min(item.charged_amount, item.refunded_amount, item.refund_pending_amount) >= 0
    asked = TransactionEvent.objects.filter(type="REFUND_SUCCESS").values_list("amount", flat=True)
    assert sum(asked, Decimal(0)) == item.refunded_amount
    assert order.total_charged_amount == item.charged_amount
    granted = sum(OrderGrantedRefund.objects.values_list("amount", flat=True), Decimal(0))
    due = max(order.total_gross_amount - granted, Decimal(0))
    kept = item.charged_amount
    status = "FULL" if kept == due else "NONE" if kept <= 0 else "PARTIAL" if kept < due else "OVERCHARGED"
    assert read["chargeStatus"] == status
    for name, amount in (
        ("totalGrantedRefund", granted),
        ("totalRefunded", item.refunded_amount),
        ("totalCharged", kept),
        ("totalRefundPending", item.refund_pending_amount),
        ("totalBalance", kept - (order.total_gross_amount - granted)),
    ):
        assert Decimal(str(read[name]["amount"])) == amount
    for refund in OrderGrantedRefund.objects.all():
        if refund.status == "SUCCESS":
            done = refund.transaction_events.filter(type="REFUND_SUCCESS").values_list("amount", flat=True)
            assert sum(done, Decimal(0)) == refund.amount


@example(steps=[("grant", 0, 1), ("refund", 0, 0), ("pay", 0, 0), ("work", 0, 0)], approves=False)
@given(steps=STEPS, approves=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_story_adds_up(platform: FakePlatform, steps: list[tuple[str, int, int]], approves: bool) -> None:
    platform.answers.clear()
    with transaction.atomic():
        town = market({"A-1": ("10.00", {"vendor-a": SHELF})})
        ShopSettings.objects.update(fulfillment_auto_approve=approves)
        Story(town, platform).run(steps)
        transaction.set_rollback(True)
