"""What state an order is in."""

from decimal import Decimal

import pytest

from marketplace.engine.rules.allocation import Claim, Demand, FreeStock, spread
from marketplace.engine.rules.order import fulfillment_status, may_cancel, order_authorize_status, order_charge_status


@pytest.mark.parametrize(
    ("ordered", "fulfilled", "returned", "expected"),
    [
        (3, 0, 0, "UNFULFILLED"),
        (3, 1, 0, "PARTIALLY_FULFILLED"),
        (3, 3, 0, "FULFILLED"),
        (3, 1, 1, "PARTIALLY_RETURNED"),
        (3, 3, 2, "PARTIALLY_RETURNED"),
        (3, 3, 3, "RETURNED"),
    ],
)
def test_status_by_pieces(ordered: int, fulfilled: int, returned: int, expected: str) -> None:
    assert fulfillment_status(ordered=ordered, fulfilled=fulfilled, returned=returned) == expected


@pytest.mark.parametrize(
    ("charged", "granted", "expected"),
    [
        ("0", "0", "NONE"),
        ("15", "10", "PARTIAL"),
        ("20", "10", "FULL"),
        ("30", "10", "OVERCHARGED"),
        ("0", "30", "FULL"),
    ],
)
def test_promised_refunds_lower_what_is_due(charged: str, granted: str, expected: str) -> None:
    assert order_charge_status(Decimal(30), Decimal(charged), Decimal(granted)) == expected


def test_covered_after_refunds_is_fully_authorized() -> None:
    assert order_authorize_status(Decimal(30), Decimal(20), Decimal(10)) == "FULL"
    assert order_authorize_status(Decimal(30), Decimal(19), Decimal(10)) == "PARTIAL"


def test_what_is_on_its_way_cannot_be_cancelled() -> None:
    assert may_cancel("UNFULFILLED", [])
    assert may_cancel("PARTIALLY_RETURNED", ["RETURNED", "CANCELED"])
    assert not may_cancel("PARTIALLY_FULFILLED", ["FULFILLED", "RETURNED"])
    assert not may_cancel("CANCELED", [])


def test_demands_share_stock_in_the_order_of_the_stocks() -> None:
    stocks = [FreeStock(1, 7, 2), FreeStock(2, 7, 3), FreeStock(3, 8, 1)]
    found = spread([Demand("a", 7, 3), Demand("b", 7, 2), Demand("c", 8, 1)], stocks)
    assert found.claims == [Claim("a", 1, 2), Claim("a", 2, 1), Claim("b", 2, 2), Claim("c", 3, 1)]
    assert found.shortages == {}


def test_one_shortage_leaves_nothing_claimed_and_says_what_there_is() -> None:
    stocks = [FreeStock(1, 7, 2), FreeStock(3, 8, 1)]
    found = spread([Demand("a", 7, 2), Demand("b", 8, 2), Demand("c", 9, 1)], stocks)
    assert (found.claims, found.shortages) == ((), {8: 1, 9: 0})
