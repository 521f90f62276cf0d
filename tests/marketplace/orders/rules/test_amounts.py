from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.orders.rules.amounts import (
    ZERO,
    Movement,
    PaymentState,
    TaxedAmount,
    give_back,
    given_back_for,
    payment_state,
    shared_price,
    tax_table,
)

D = Decimal
CENTS = st.integers(0, 100_000).map(lambda cents: D(cents) / 100)


@given(total=CENTS, pieces=st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_piece_by_piece_returns_the_line_exactly(total, pieces):
    quantity, rejected, returned = sum(pieces), 0, ZERO
    for now in pieces:
        returned += given_back_for(total, quantity=quantity, rejected_before=rejected, rejected_now=now)
        rejected += now
    assert returned == total


@pytest.mark.parametrize(
    ("amount", "captured", "voided", "expected"),
    [
        ("3", "0", "0", Movement(D(3), D(0))),
        ("3", "10", "0", Movement(D(0), D(3))),
        ("3", "8", "0", Movement(D(2), D(1))),
        ("3", "5", "4", Movement(D(1), D(2))),
    ],
)
def test_the_promise_is_reduced_before_money_is_returned(amount, captured, voided, expected):
    assert give_back(D(amount), total=D(10), captured=D(captured), voided=D(voided)) == expected


@pytest.mark.parametrize(
    ("due", "captured", "refunded", "expected"),
    [
        ("10", "0", "0", PaymentState.OPEN),
        ("10", "10", "0", PaymentState.PAID),
        ("10", "4", "0", PaymentState.PARTLY_PAID),
        ("7", "10", "0", PaymentState.REFUND_DUE),
        ("7", "10", "3", PaymentState.PAID),
        ("0", "10", "10", PaymentState.REFUNDED),
        ("0", "0", "0", PaymentState.NOTHING_DUE),
    ],
)
def test_payment_state(due, captured, refunded, expected):
    assert payment_state(due=D(due), captured=D(captured), refunded=D(refunded)) == expected


def test_delivery_shares_the_rates_of_the_goods():
    goods = [TaxedAmount(D(7), D("30.00")), TaxedAmount(D(19), D("10.00"))]
    rows = [(row.rate, row.net, row.tax, row.gross) for row in tax_table(goods, delivery=D("4.00"))]
    assert rows == [
        (D(19), D("9.24"), D("1.76"), D("11.00")),
        (D(7), D("30.84"), D("2.16"), D("33.00")),
    ]


@given(
    goods=st.lists(st.tuples(st.sampled_from([D(0), D(7), D(19)]), CENTS), max_size=10),
    delivery=CENTS,
)
def test_a_tax_table_adds_up(goods, delivery):
    rows = tax_table([TaxedAmount(rate, gross) for rate, gross in goods], delivery=delivery)
    total = sum((gross for _rate, gross in goods), ZERO)
    assert sum((row.gross for row in rows), ZERO) == (total + delivery if total else ZERO)
    assert all(row.net + row.tax == row.gross for row in rows)


def test_agreed_prices_are_kept_if_they_add_up():
    assert shared_price(D("5.00"), [D("2.00"), D("3.00")]) == [D("2.00"), D("3.00")]
    assert shared_price(D("0.00"), [D("2.00"), D("3.00")]) == [ZERO, ZERO]
    assert shared_price(D("1.00"), [ZERO, ZERO, ZERO]) == [D("0.34"), D("0.33"), D("0.33")]
    assert shared_price(D("1.00"), []) == []
