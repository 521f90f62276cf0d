"""What law keeps off the market: each gate with its paragraph, the date it holds from, and a code for the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from marketplace.catalogue.rules import unit_price
from marketplace.catalogue.rules.goods import Facts


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What the law wants of a category."""

    unit_price_required: bool = False
    manufacturer_required: bool = False


@dataclass(frozen=True, kw_only=True)
class Gate:
    """`refusal(facts, shelf, on)` answers the code of the reason, or None."""

    code: str
    paragraph: str
    valid_from: date
    field: str
    refusal: Callable[[Facts, Shelf, date], str | None]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    code: str
    paragraph: str
    field: str


def _unit_price(facts: Facts, shelf: Shelf, on: date) -> str | None:
    return unit_price.refusal(
        required=shelf.unit_price_required,
        quantity=facts.net_quantity,
        unit=facts.net_unit,
        exemption=facts.unit_price_exemption,
        on=on,
    )


def _manufacturer(facts: Facts, shelf: Shelf, _on: date) -> str | None:
    return "MANUFACTURER_MISSING" if shelf.manufacturer_required and not facts.manufacturer else None


GATES = (
    Gate(
        code="UNIT_PRICE",
        paragraph="§4 PAngV",
        valid_from=date(2022, 5, 28),
        field="netQuantity",
        refusal=_unit_price,
    ),
    Gate(
        code="MANUFACTURER",
        paragraph="Art. 19 VO (EU) 2023/988",
        valid_from=date(2024, 12, 13),
        field="manufacturer",
        refusal=_manufacturer,
    ),
)


def first_refusal(facts: Facts, shelf: Shelf, *, on: date) -> Refusal | None:
    """The first gate that goods do not pass on a day; None if they may be offered."""
    for gate in GATES:
        if on >= gate.valid_from and (code := gate.refusal(facts, shelf, on)):
            return Refusal(code=code, paragraph=gate.paragraph, field=gate.field)
    return None
