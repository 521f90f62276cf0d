"""The unit price of German law: PAngV §§4 and 5."""

from datetime import date
from decimal import Decimal

import pytest

from marketplace.catalogue.rules.unit_price import EXEMPTIONS, is_shown, refusal, unit_price

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "amount", "reference"),
    [
        ("3.49", "500", "g", "6.98", "kg"),
        ("1.00", "3", "kg", "0.33", "kg"),
        ("2.00", "3", "kg", "0.67", "kg"),
        ("0.99", "33", "cl", "3.00", "l"),
        ("7.90", "750", "ml", "10.53", "l"),
        ("5.00", "250", "cm", "2.00", "m"),
        ("120.00", "2.5", "m2", "48.00", "m2"),
        ("80.00", "0.5", "m3", "160.00", "m3"),
        ("2.70", "6", "piece", "0.45", "piece"),
    ],
)
def test_price_of_a_reference_unit(price: str, quantity: str, unit: str, amount: str, reference: str) -> None:
    found = unit_price(Decimal(price), Decimal(quantity), unit)
    assert (found.amount, found.reference, found.exemption) == (Decimal(amount), reference, "")


@pytest.mark.parametrize(("quantity", "unit"), [("9.99", "g"), ("0.0099", "kg"), ("9", "ml"), ("0.9", "cl")])
def test_less_than_ten_grams_or_millilitres_need_none(quantity: str, unit: str) -> None:
    found = unit_price(Decimal(5), Decimal(quantity), unit)
    assert (found.amount, found.exemption) == (None, "TINY")
    assert refusal(required=True, quantity=Decimal(quantity), unit=unit, exemption="", on=TODAY) is None


def test_ten_grams_need_one() -> None:
    assert unit_price(Decimal(5), Decimal(10), "g").amount == Decimal("500.00")


@pytest.mark.parametrize(
    ("quantity", "unit", "exemption", "expected"),
    [
        (None, "", "", "UNIT_PRICE_MISSING"),
        (None, "g", "", "QUANTITY_INVALID"),
        ("500", "", "", "QUANTITY_INVALID"),
        ("0", "g", "", "QUANTITY_INVALID"),
        ("500", "lb", "", "UNIT_UNKNOWN"),
        ("6", "piece", "", "UNIT_PRICE_PIECES"),
        ("500", "g", "BECAUSE", "EXEMPTION_UNKNOWN"),
        ("500", "g", "", None),
        (None, "", "MIXED", None),
        ("6", "piece", "BY_PIECE", None),
    ],
)
def test_goods_of_an_affected_category(quantity: str | None, unit: str, exemption: str, expected: str | None) -> None:
    amount = Decimal(quantity) if quantity is not None else None
    assert refusal(required=True, quantity=amount, unit=unit, exemption=exemption, on=TODAY) == expected


def test_other_categories_need_none() -> None:
    assert refusal(required=False, quantity=None, unit="", exemption="", on=TODAY) is None


def test_exemptions_hold_from_the_day_of_the_law() -> None:
    before, after = date(2022, 5, 27), date(2022, 5, 28)
    for code in EXEMPTIONS:
        if EXEMPTIONS[code].chosen:
            assert refusal(required=True, quantity=None, unit="", exemption=code, on=before) == "EXEMPTION_UNKNOWN"
            assert refusal(required=True, quantity=None, unit="", exemption=code, on=after) is None


def test_a_package_of_one_kilogram_may_leave_it_out() -> None:
    found = unit_price(Decimal("5.20"), Decimal(1), "kg")
    assert not is_shown(found, Decimal("5.20"), Decimal(1))
    assert is_shown(unit_price(Decimal("5.20"), Decimal(500), "g"), Decimal("5.20"), Decimal(500))
