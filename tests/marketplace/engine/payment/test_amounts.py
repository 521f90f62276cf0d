"""Money follows from events."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.engine.rules.payment import Reported, amounts_of, authorize_status, charge_status, remaining


def _events(*entries: tuple[str, str, str]) -> list[Reported]:
    return [Reported(kind, Decimal(amount), reference) for kind, amount, reference in entries]


def _found(*entries: tuple[str, str, str]) -> dict[str, Decimal]:
    amounts = amounts_of(_events(*entries))
    names = ("authorized", "authorize_pending", "charged", "charge_pending")
    names += ("refunded", "refund_pending", "canceled", "cancel_pending")
    return {name: getattr(amounts, name) for name in names if getattr(amounts, name)}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("CHARGE_REQUEST", "10", "a")], {"charge_pending": 10}),
        ([("CHARGE_REQUEST", "10", "a"), ("CHARGE_SUCCESS", "10", "a")], {"charged": 10}),
        ([("CHARGE_REQUEST", "10", "a"), ("CHARGE_FAILURE", "10", "a")], {}),
        ([("CHARGE_SUCCESS", "10", "a"), ("CHARGE_FAILURE", "10", "a")], {}),
        ([("CHARGE_FAILURE", "10", "a"), ("CHARGE_SUCCESS", "10", "a")], {"charged": 10}),
        ([("AUTHORIZATION_SUCCESS", "10", "a")], {"authorized": 10}),
        ([("AUTHORIZATION_SUCCESS", "10", "a"), ("CHARGE_SUCCESS", "4", "b")], {"authorized": 6, "charged": 4}),
        ([("AUTHORIZATION_SUCCESS", "10", "a"), ("CANCEL_SUCCESS", "10", "b")], {"canceled": 10}),
        ([("AUTHORIZATION_SUCCESS", "10", "a"), ("AUTHORIZATION_ADJUSTMENT", "7", "b")], {"authorized": 7}),
        (
            [("AUTHORIZATION_ADJUSTMENT", "7", "b"), ("AUTHORIZATION_SUCCESS", "3", "c")],
            {"authorized": 10},
        ),
        ([("CHARGE_SUCCESS", "10", "a"), ("REFUND_REQUEST", "3", "r")], {"charged": 7, "refund_pending": 3}),
        (
            [("CHARGE_SUCCESS", "10", "a"), ("REFUND_REQUEST", "3", "r"), ("REFUND_SUCCESS", "3", "r")],
            {"charged": 7, "refunded": 3},
        ),
        (
            [("CHARGE_SUCCESS", "10", "a"), ("REFUND_REQUEST", "3", "r"), ("REFUND_FAILURE", "3", "r")],
            {"charged": 10},
        ),
        (
            [("CHARGE_SUCCESS", "10", "a"), ("REFUND_SUCCESS", "3", "r"), ("REFUND_REVERSE", "3", "r")],
            {"charged": 10},
        ),
        ([("CHARGE_SUCCESS", "10", "a"), ("CHARGE_BACK", "10", "a")], {}),
        ([("CHARGE_SUCCESS", "10", "")], {"charged": 10}),
        ([("CHARGE_ACTION_REQUIRED", "10", "a"), ("INFO", "10", "a")], {}),
        ([("CHARGE_SUCCESS", "10", "a")], {"charged": 10}),
    ],
)
def test_amounts(entries: list[tuple[str, str, str]], expected: dict[str, int]) -> None:
    assert _found(*entries) == expected


@given(
    charged=st.integers(1, 10_000),
    refunds=st.lists(st.tuples(st.integers(1, 500), st.sampled_from(["SUCCESS", "FAILURE", None])), max_size=6),
)
def test_refunds_never_make_or_lose_money(charged: int, refunds: list[tuple[int, str | None]]) -> None:
    events = [Reported("CHARGE_SUCCESS", Decimal(charged), "c")]
    for at, (amount, outcome) in enumerate(refunds):
        events.append(Reported("REFUND_REQUEST", Decimal(amount), f"r{at}"))
        if outcome:
            events.append(Reported(f"REFUND_{outcome}", Decimal(amount), f"r{at}"))
    amounts = amounts_of(events)
    assert amounts.charged + amounts.refunded + amounts.refund_pending == charged
    assert amounts.refunded == sum(amount for amount, outcome in refunds if outcome == "SUCCESS")


@pytest.mark.parametrize(
    ("total", "charged", "expected"),
    [
        ("10", "0", "NONE"),
        ("10", "4", "PARTIAL"),
        ("10", "10", "FULL"),
        ("10", "11", "OVERCHARGED"),
        ("0", "0", "FULL"),
    ],
)
def test_charge_status(total: str, charged: str, expected: str) -> None:
    assert charge_status(Decimal(total), Decimal(charged)) == expected


@pytest.mark.parametrize(
    ("total", "covered", "expected"),
    [("10", "0", "NONE"), ("10", "4", "PARTIAL"), ("10", "10", "FULL"), ("10", "11", "FULL"), ("0", "0", "FULL")],
)
def test_authorize_status(total: str, covered: str, expected: str) -> None:
    assert authorize_status(Decimal(total), Decimal(covered)) == expected


def test_what_remains_is_never_negative() -> None:
    held = amounts_of(_events(("AUTHORIZATION_SUCCESS", "10", "a"), ("CHARGE_REQUEST", "2", "b")))
    assert remaining(Decimal(15), [held]) == Decimal(5)
    assert remaining(Decimal(5), [held]) == Decimal(0)
