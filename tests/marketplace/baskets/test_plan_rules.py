"""What counts as the same plan, and what a signed copy of it is worth."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.baskets.rules.plan import (
    AgreedChoice,
    AgreedPlan,
    Arrived,
    Deviation,
    address_digest,
    deviations,
    lines_digest,
    read_snapshot,
    stands_for,
    write_snapshot,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def choice(vendor=1, price="4.90", **lines):
    return AgreedChoice(
        vendor=vendor,
        method="pooled_delivery",
        offer="tour-7",
        starts=NOON,
        ends=NOON,
        price=Decimal(price),
        reference=f"ref-{vendor}",
        lines=lines or {"variant": 2},
    )


PLAN = AgreedPlan(
    checkout_id="checkout", version=3, currency="EUR", destination="home", choices=(choice(1), choice(2, "0.00"))
)
AGREED = Arrived(
    method="Plan 3", price=Decimal("4.90"), destination="home", lines={1: {"variant": 2}, 2: {"variant": 2}}
)


def found(**changes):
    arrived = Arrived(**{**AGREED.__dict__, **changes})
    return list(deviations(PLAN, arrived, method="Plan 3"))


def test_what_was_agreed_has_no_deviation():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "code", "vendor"),
    [
        ({"method": "Plan 2"}, "METHOD_CHANGED", None),
        ({"price": Decimal("0.00")}, "PRICE_CHANGED", None),
        ({"destination": "elsewhere"}, "ADDRESS_CHANGED", None),
        ({"destination": ""}, "ADDRESS_CHANGED", None),
        ({"lines": {1: {"variant": 3}, 2: {"variant": 2}}}, "LINES_CHANGED", 1),
        ({"lines": {1: {"variant": 2}}}, "LINES_CHANGED", 2),
        ({"lines": {1: {"variant": 2}, 2: {"variant": 2}, 3: {"other": 1}}}, "LINES_CHANGED", 3),
        ({"lines": {1: {"variant": 2, "other": 1}, 2: {"variant": 2}}}, "LINES_CHANGED", 1),
    ],
)
def test_every_difference_is_named(changes, code, vendor):
    assert found(**changes) == [Deviation(code=code, vendor=vendor)]


def test_an_address_that_no_way_needs_does_not_matter():
    collected = AgreedPlan(checkout_id="c", version=3, currency="EUR", destination="", choices=(choice(1),))
    arrived = Arrived(method="Plan 3", price=Decimal("4.90"), destination="anywhere", lines={1: {"variant": 2}})
    assert deviations(collected, arrived, method="Plan 3") == ()


def test_a_signed_copy_is_read_back_whole():
    assert read_snapshot(write_snapshot(PLAN, secret="one"), secret="one") == PLAN


def test_a_copy_that_was_changed_or_signed_by_others_is_worth_nothing():
    text = write_snapshot(PLAN, secret="one")
    outer = json.loads(text)
    forged = json.dumps({**outer, "plan": outer["plan"].replace("4.90", "0.90")})
    assert read_snapshot(forged, secret="one") is None
    assert read_snapshot(text, secret="two") is None


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"plan": 1, "signature": 2}', '{"plan": "x", "signature": "ü"}']
)
def test_nonsense_is_no_copy(text):
    assert read_snapshot(text, secret="one") is None


@given(st.text())
def test_no_text_breaks_the_reader(text):
    assert read_snapshot(text, secret="one") is None


def test_addresses_are_compared_as_people_do():
    home = ("Am Anger 3", "", "06712", "Zeitz", "DE")
    engine = ("Am  Anger 3 ", "", "06712", "ZEITZ", "DE")
    assert address_digest(home, secret="s") == address_digest(engine, secret="s")
    assert address_digest(("Am Anger 4", *home[1:]), secret="s") != address_digest(home, secret="s")
    assert address_digest(home, secret="other") != address_digest(home, secret="s")


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 5)))
def test_lines_are_told_apart_by_pieces_not_by_order(lines):
    backwards = dict(reversed(lines.items()))
    assert lines_digest(lines) == lines_digest(backwards)
    assert lines_digest({**lines, "one more": 1}) != lines_digest(lines)
    assert lines_digest({**lines, "none": 0}) == lines_digest(lines)


@pytest.mark.parametrize(
    ("method_id", "stands"),
    [
        ("YXBwOnJlZ2lvbmFsbWFya3Q6cGxhbi0z", True),  # app:regionalmarkt:plan-3
        ("YXBwOnJlZ2lvbmFsbWFya3Q6cGxhbi0zMQ==", False),  # app:regionalmarkt:plan-31
        ("plan-3", False),
        ("", False),
        ("???", False),
    ],
)
def test_only_the_own_version_stands_for_a_plan(method_id, stands):
    assert stands_for(method_id, 3) is stands
