"""The outside world of the orders: the engine behind the seam, a payment gateway, a way of fulfilment."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

from marketplace.baskets.extensions import Booking, Description
from marketplace.errors import DomainError
from marketplace.orders.extensions import Captures, PaymentAction, PaymentAnswer, PaymentResult, Refusal
from marketplace.orders.models import VendorOrderLine
from marketplace.saleor.client import SaleorUnreachable


@dataclass
class FakeEngine:
    """Counts pieces as Saleor does (returned ones among the fulfilled) and refuses what Saleor refuses.

    `silent` is how many of the next answers get lost after the deed was done; `away` how many calls find nobody.
    """

    fulfilled: Counter = field(default_factory=Counter)
    returned: Counter = field(default_factory=Counter)
    warehouses: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    silent: int = 0
    away: int = 0

    def order(self, id):
        self._reach()
        lines = VendorOrderLine.objects.filter(order__purchase__saleor_order_id=id)
        return SimpleNamespace(
            lines=[
                SimpleNamespace(id=line.saleor_line_id, quantity_fulfilled=self.fulfilled[line.saleor_line_id])
                for line in lines
            ]
        )

    def fulfill(self, *, order_id, handed_over, tracking_number=""):
        self._reach()
        for each in handed_over:
            self._count(each.line_id, each.quantity)
            self.warehouses[each.line_id] = each.warehouse_id
        self._answer()

    def return_unfulfilled(self, *, order_id, quantities, reason=""):
        self._reach()
        for line_id, quantity in quantities.items():
            self._count(line_id, quantity)
            self.returned[line_id] += quantity
        self._answer()

    def report_event(self, *, transaction_id, type, amount, psp_reference, message="", available_actions=None):
        self._reach()
        new = (type, psp_reference) not in self.reports
        self.reports[type, psp_reference] = amount
        self._answer()
        return new

    def sum_of(self, type) -> Decimal:
        return sum((amount for (kind, _reference), amount in self.reports.items() if kind == type), Decimal(0))

    def _count(self, line_id, quantity):
        line = VendorOrderLine.objects.get(saleor_line_id=line_id)
        if self.fulfilled[line_id] + quantity > line.quantity:
            raise DomainError("FULFILL_ORDER_LINE", "more than is left")
        self.fulfilled[line_id] += quantity

    def _reach(self):
        if self.away:
            self.away -= 1
            raise SaleorUnreachable("nobody there")

    def _answer(self):
        if self.silent:
            self.silent -= 1
            raise SaleorUnreachable("the answer was lost")


class FakeGateway:
    """A gateway that remembers what it did by reference, as providers do, and answers as it is told."""

    code, label, note = "fake", "Probe", ""

    def __init__(self, captures=Captures.AT_HAND_OVER):
        self.captures = captures
        self.done: dict[str, tuple[str, Decimal]] = {}
        self.answers: list[PaymentResult] = []

    def offered(self, request):
        return Refusal(code="TOO_MUCH", message="zu viel") if request.total.amount > 1000 else None

    def initialize(self, session):
        result = PaymentResult.CHARGED if self.captures == Captures.AT_ORDER else PaymentResult.AUTHORIZED
        return PaymentAnswer(result=self._next(result), psp_reference=f"psp-{session.reference}")

    def process(self, session):
        return self.initialize(session)

    def capture(self, action):
        return self._act("capture", action)

    def cancel(self, action):
        return self._act("cancel", action)

    def refund(self, action):
        return self._act("refund", action)

    def instruction(self, amount):
        return f"Bitte {amount.amount} zahlen."

    def refund_task(self, amount):
        return ""

    def refund_notice(self, amount):
        return ""

    def moved(self, kind) -> Decimal:
        return sum((amount for each, amount in self.done.values() if each == kind), Decimal(0))

    def _act(self, kind: str, action: PaymentAction) -> PaymentAnswer:
        result = self._next(PaymentResult.DONE)
        if result == PaymentResult.DONE:
            self.done[action.reference] = (kind, action.amount.amount)
        return PaymentAnswer(result=result, psp_reference=f"{kind}-{action.reference}")

    def _next(self, usual: PaymentResult) -> PaymentResult:
        return self.answers.pop(0) if self.answers else usual


class FakeWay:
    """Collect with the code 1234."""

    code, label, needs_address, hand_over_by_code = "fake_way", "Abholen", False, True

    def __init__(self):
        self.firm: dict[str, str] = {}
        self.cancelled: list[str] = []
        self.completed: list[str] = []

    def book_together(self, wishes, *, until, now):
        self.firm |= {part.reference: offer for part, offer in wishes}
        return {
            part.reference: Booking(
                reference=part.reference, method_code=self.code, offer_key=offer, starts=now, ends=now, ready_by=now
            )
            for part, offer in wishes
        }

    def cancel(self, reference, *, now):
        self.cancelled.append(reference)

    def describe(self, references, now):
        return {
            each: Description(
                method_code=self.code, title="Abholen im Laden", when="heute, 15:00", where="Roßmarkt 1", code="1234"
            )
            for each in references
        }

    def check_hand_over(self, reference, code, now):
        if code != "1234":
            raise DomainError("CODE_WRONG", "falscher Code", field="code", attempts_left=2)

    def complete(self, reference, *, now):
        if reference in self.completed:
            raise DomainError("HANDED_OVER", "schon übergeben")
        self.completed.append(reference)
