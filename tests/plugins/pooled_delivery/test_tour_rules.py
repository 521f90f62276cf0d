"""What a tour costs, whether it pays, and in which order it runs."""

from datetime import date, time
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pooled_delivery.rules import (
    cut_off_moment,
    metres,
    nearest_neighbour,
    orders_missing,
    shares,
    street_key,
    tour_dates,
)

cents = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)


@given(cents, st.sets(st.integers(1, 10_000), min_size=1, max_size=12))
def test_a_shared_price_adds_up_and_nobody_pays_a_cent_too_much(price, vendors):
    split = shares(price, list(vendors))
    assert sum(split.values()) == price
    assert split.keys() == vendors
    assert max(split.values()) - min(split.values()) <= Decimal("0.01")


def test_shares_are_the_same_in_any_order():
    assert len({tuple(sorted(shares(Decimal("4.90"), order).items())) for order in permutations((7, 3, 5))}) == 1
    assert shares(Decimal("4.90"), [7, 3, 5]) == {3: Decimal("1.64"), 5: Decimal("1.63"), 7: Decimal("1.63")}


@pytest.mark.parametrize(
    ("cost", "income", "price", "missing"),
    [
        ("30", "0", "4.90", 7),
        ("30", "25.10", "4.90", 1),
        ("30", "30", "4.90", 0),
        ("30", "99", "4.90", 0),
        ("9", "0", "0", 0),
    ],
)
def test_orders_missing_until_a_tour_pays_for_itself(cost, income, price, missing):
    assert orders_missing(cost=Decimal(cost), income=Decimal(income), price=Decimal(price)) == missing


@given(cents, cents, cents)
def test_the_missing_orders_are_just_enough(cost, income, price):
    missing = orders_missing(cost=cost, income=income, price=price)
    if price > 0:
        assert income + missing * price >= min(cost, income + missing * price)
        assert missing == 0 or (income + missing * price >= cost > income + (missing - 1) * price)


def test_tours_run_on_their_weekday():
    assert tour_dates(3, first=date(2026, 11, 23), days=14) == [date(2026, 11, 26), date(2026, 12, 3)]
    assert tour_dates(0, first=date(2026, 11, 23), days=1) == [date(2026, 11, 23)]
    assert cut_off_moment(date(2026, 11, 26), time(18), days_before=1).isoformat() == "2026-11-25T18:00:00"


def test_house_numbers_are_walked_in_order():
    streets = ["Weg 10", "Weg 9b", "Am Anger", "Weg 9a", "Allee 1"]
    assert sorted(streets, key=street_key) == ["Allee 1", "Am Anger", "Weg 9a", "Weg 9b", "Weg 10"]


@given(st.dictionaries(st.integers(), st.tuples(st.floats(50, 52), st.floats(11, 13)), max_size=9))
def test_every_place_is_called_at_once(places):
    assert sorted(nearest_neighbour(places)) == sorted(places)


def test_the_way_starts_outside_and_goes_to_the_nearest():
    places = {"middle": (51.05, 12.14), "far": (51.2, 12.02), "near": (51.06, 12.15)}
    assert nearest_neighbour(places) == ["far", "near", "middle"]
    assert metres((51.05, 12.0), (51.05, 12.0)) == 0
    assert 111_000 < metres((51.0, 12.0), (52.0, 12.0)) < 111_400
