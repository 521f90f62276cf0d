"""What a voucher takes off, on any basket."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.engine.rules.voucher import Buyer, Goods, Terms, refusal, spread, taken

CENTS = st.integers(0, 20_000).map(lambda number: Decimal(number) / 100)
COSTS = st.integers(1, 20_000).map(lambda number: Decimal(number) / 100)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BUYER = Buyer(shipping=Decimal("4.90"), needs_shipping=True, country="DE")


def goods(*lines: tuple[int, str]) -> list[Goods]:
    return [
        Goods(product=at, variant=at, category=at % 2, quantity=quantity, total=Decimal(total))
        for at, (quantity, total) in enumerate(lines, start=1)
    ]


LINES = st.lists(
    st.builds(lambda quantity, unit: (quantity, str(unit * quantity)), st.integers(1, 9), COSTS),
    min_size=1,
    max_size=6,
)
TERMS = st.builds(
    Terms,
    type=st.sampled_from(["ENTIRE_ORDER", "SPECIFIC_PRODUCT", "SHIPPING"]),
    value_type=st.sampled_from(["FIXED", "PERCENTAGE"]),
    value=st.integers(0, 10_000).map(lambda number: Decimal(number) / 100),
    once_per_order=st.booleans(),
)


@unhurried
@given(TERMS, LINES)
def test_nothing_becomes_cheaper_than_free(terms: Terms, lines: list[tuple[int, str]]) -> None:
    basket = goods(*lines)
    off = taken(terms, basket, Decimal("4.90"))
    assert all(Decimal(0) <= line <= each.total for line, each in zip(off.lines, basket, strict=True))
    assert Decimal(0) <= off.order <= sum(each.total for each in basket)
    assert Decimal(0) <= off.shipping <= Decimal("4.90")
    assert bool(off.order) + bool(off.shipping) + any(off.lines) <= 1


@unhurried
@given(st.lists(CENTS, min_size=1, max_size=9), st.data())
def test_shares_add_up_to_the_cent(totals: list[Decimal], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, int(sum(totals) * 100)).map(lambda number: Decimal(number) / 100))
    shares = spread(amount, totals)
    whole = sum(totals)
    assert all(share <= total for share, total in zip(shares, totals, strict=True))
    # Where the last line costs less than what rounding left for it, the rest is not taken off: Saleor's way.
    lost = amount - sum(shares) if whole else Decimal(0)
    assert Decimal(0) <= lost <= Decimal("0.005") * len(totals)


def test_the_last_line_takes_what_rounding_left() -> None:
    assert spread(Decimal("1.00"), [Decimal("3.33")] * 3) == [Decimal("0.33"), Decimal("0.33"), Decimal("0.34")]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"min_spent": Decimal("50")}, "MIN_SPENT"),
        ({"min_spent": Decimal("50"), "min_quantity": 9}, "MIN_SPENT"),
        ({"min_quantity": 9}, "MIN_QUANTITY"),
        ({"only_for_staff": True}, "ONLY_FOR_STAFF"),
        ({"type": "SPECIFIC_PRODUCT", "products": frozenset({7})}, "OTHER_GOODS"),
        ({"type": "SPECIFIC_PRODUCT", "products": frozenset({7}), "categories": frozenset({1})}, None),
        ({"type": "SHIPPING", "countries": frozenset({"AT"})}, "OTHER_COUNTRY"),
        ({"type": "SHIPPING", "countries": frozenset({"DE"})}, None),
        ({}, None),
    ],
)
def test_the_first_reason_is_told(terms: dict[str, object], expected: str | None) -> None:
    wanted = Terms(**{"type": "ENTIRE_ORDER", "value_type": "FIXED", "value": Decimal(1), **terms})
    assert refusal(wanted, goods((2, "20.00"), (1, "5.00")), BUYER) == expected


def test_delivery_must_be_chosen_before_a_voucher_for_it() -> None:
    terms = Terms(type="SHIPPING", value_type="PERCENTAGE", value=Decimal(100))
    assert refusal(terms, goods((1, "5.00")), Buyer(shipping=None, needs_shipping=True, country=None)) == "NO_DELIVERY"
    served = Buyer(shipping=None, needs_shipping=False, country=None)
    assert refusal(terms, goods((1, "5.00")), served) == "NOTHING_SHIPPED"


def test_only_the_cheapest_piece_is_reduced_once_per_order() -> None:
    terms = Terms(type="ENTIRE_ORDER", value_type="PERCENTAGE", value=Decimal(50), once_per_order=True)
    off = taken(terms, goods((2, "20.00"), (3, "12.00")), Decimal(0))
    assert (off.amount, list(off.lines), off.order) == (Decimal("2.00"), [Decimal("0.00"), Decimal("2.00")], 0)
