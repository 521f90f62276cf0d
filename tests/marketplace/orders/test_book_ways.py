"""Places are made firm way by way, in the order in which ways were registered, whatever the basket's order is."""

from decimal import Decimal

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.baskets.rules.plan import AgreedChoice
from marketplace.orders.selectors.parts import Part
from marketplace.orders.services.bookings import book_ways
from tests.factories.orders import MONDAY, make_order
from tests.marketplace.orders.fakes import FakeWay


class NamedWay(FakeWay):
    def __init__(self, code, asked):
        super().__init__()
        self.code, self.asked = code, asked

    def book_together(self, wishes, *, until, now):
        self.asked.append(self.code)
        return super().book_together(wishes, until=until, now=now)


def choice(order, method):
    return AgreedChoice(
        vendor=order.vendor_id,
        method=method,
        offer="o",
        starts=MONDAY,
        ends=MONDAY,
        price=Decimal(0),
        reference=f"{method}-{order.vendor_id}",
        lines={},
    )


def test_two_purchases_book_in_one_order(cast, monkeypatch):
    asked = []
    ways = {code: NamedWay(code, asked) for code in ("zuerst", "dann")}
    monkeypatch.setattr(fulfilment_methods, "_entries", ways)
    orders = [make_order(cast.bakery), make_order(cast.flowers)]
    parts = [Part(order.vendor, ()) for order in orders]
    for methods in (("dann", "zuerst"), ("zuerst", "dann")):
        choices = {each.vendor_id: choice(each, method) for each, method in zip(orders, methods, strict=True)}
        assert book_ways(orders, choices, parts, now=MONDAY) == {}
    assert asked == ["zuerst", "dann", "zuerst", "dann"]


def test_a_way_that_is_not_installed_is_told_to_the_operator(cast, way):
    order = make_order(cast.bakery)
    refused = book_ways([order], {order.vendor_id: choice(order, "weg")}, [Part(order.vendor, ())], now=MONDAY)
    assert refused == {order.vendor_id: "NO_WAY_AGREED"}
