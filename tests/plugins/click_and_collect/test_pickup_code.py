"""What counts as the right code, and how often one may guess."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.click_and_collect.rules import (
    ALPHABET,
    LOCKED_FOR,
    MAX_ATTEMPTS,
    Guard,
    after_wrong_code,
    is_code,
    is_locked,
    new_code,
    qr_text,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_codes_have_no_look_alikes():
    codes = {new_code(Random(seed)) for seed in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 6 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("0O1IL2Z5S8BU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["ACD E3F", "acde3f", " acd-e3f ", "A C D E 3 F", qr_text("ref", "ACDE3F")])
def test_the_code_is_known_however_it_is_typed(typed):
    assert is_code(typed, reference="ref", code="ACDE3F")


@pytest.mark.parametrize("typed", ["", "ACDE3", "ACDE3FF", "ACDE3G", qr_text("other", "ACDE3F"), "RM1:ref:", "é" * 6])
def test_anything_else_is_wrong(typed):
    assert not is_code(typed, reference="ref", code="ACDE3F")


def test_no_code_matches_an_empty_one():
    assert not is_code("", reference="ref", code="")


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_check(typed):
    assert is_code(typed, reference="ref", code="ACDE3F") in (True, False)


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour():
    guard = Guard(attempts=0, last_attempt=None)
    for _ in range(MAX_ATTEMPTS):
        assert not is_locked(guard, now=NOON)
        guard = after_wrong_code(guard, now=NOON)
    assert is_locked(guard, now=NOON + LOCKED_FOR - timedelta(seconds=1))
    assert not is_locked(guard, now=NOON + LOCKED_FOR)
    assert after_wrong_code(guard, now=NOON + LOCKED_FOR).attempts == 1
