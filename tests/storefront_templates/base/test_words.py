"""Prices, days and times as people say them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from marketplace.money import Money
from storefront_templates.base.templatetags.pages import day_words, money, qr, quantity, span_words, unlocalise

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "1.234,50\N{NO-BREAK SPACE}€"), ("en", "€1,234.50")], ids=["German", "English"]
)
def test_money_reads_in_the_readers_notation(language: str, expected: str) -> None:
    with translation.override(language):
        assert money(Decimal("1234.5")) == expected
        assert money(Money(Decimal("1234.50"))) == expected


def test_money_of_nothing_is_nothing() -> None:
    assert money(None) == ""


@pytest.mark.parametrize(("value", "expected"), [("0.500", "0,5"), ("250", "250"), ("1000.000", "1000"), (None, "")])
def test_quantity_has_no_idle_zeros(value: str | None, expected: str) -> None:
    with translation.override("de"):
        assert quantity(None if value is None else Decimal(value)).replace(".", "") == expected


def test_days_are_named_from_today() -> None:
    with translation.override("de"):
        assert day_words(THURSDAY, THURSDAY) == "heute"
        assert day_words(THURSDAY.replace(day=27), THURSDAY).startswith("morgen, Fr")


def test_a_day_begins_at_midnight_in_town_not_in_utc() -> None:
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # 0:30 on Friday in Zeitz
    with translation.override("de"):
        assert day_words(late, THURSDAY).startswith("morgen")


def test_a_span_within_a_day_names_the_day_once() -> None:
    with translation.override("de"):
        said = span_words(THURSDAY, THURSDAY.replace(hour=10), THURSDAY)
    assert said == "heute, 10:00–11:00 Uhr"


def test_numbers_for_machines_have_a_point() -> None:
    with translation.override("de"):
        assert unlocalise(12.5) == "12.5"


def test_a_code_is_drawn_without_anything_the_content_policy_forbids() -> None:
    drawn = qr("7K3-2QX")
    assert drawn.startswith("<svg")
    assert "style=" not in drawn
    assert "<script" not in drawn
