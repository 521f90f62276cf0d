"""The unit price ("Grundpreis") of German price law: what it is, when it must be shown, when not.

Source: Preisangabenverordnung of 12.11.2021, in force since 28.05.2022: §4 (duty and
exemptions), §5 (reference units).
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")

# unit -> (reference unit, how many of the unit make one reference unit); §5 para. 1 PAngV
REFERENCE = {
    "g": ("kg", Decimal(1000)),
    "kg": ("kg", Decimal(1)),
    "ml": ("l", Decimal(1000)),
    "cl": ("l", Decimal(100)),
    "l": ("l", Decimal(1)),
    "cm": ("m", Decimal(100)),
    "m": ("m", Decimal(1)),
    "m2": ("m2", Decimal(1)),
    "m3": ("m3", Decimal(1)),
    "piece": ("piece", Decimal(1)),
}

# The price of a piece is no unit price of the law: pieces are compared for kindness, e.g. tea bags or dishwasher tabs.
LAWFUL_REFERENCES = frozenset({"kg", "l", "m", "m2", "m3"})

SMALLEST_QUANTITY = Decimal(10)  # grams or millilitres, §4 para. 3 No. 1


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """A case of §4 PAngV in which no unit price is owed, from `valid_from` on."""

    code: str
    paragraph: str
    valid_from: date
    chosen: bool
    """True if the vendor claims it; False if it follows from the quantity."""


_SINCE = date(2022, 5, 28)
EXEMPTIONS = {
    each.code: each
    for each in (
        Exemption(code="BY_PIECE", paragraph="§4 Abs. 1 PAngV", valid_from=_SINCE, chosen=True),
        Exemption(code="TINY", paragraph="§4 Abs. 3 Nr. 1 PAngV", valid_from=_SINCE, chosen=False),
        Exemption(code="MIXED", paragraph="§4 Abs. 3 Nr. 2 PAngV", valid_from=_SINCE, chosen=True),
        Exemption(code="SMALL_SELLER", paragraph="§4 Abs. 3 Nr. 3 PAngV", valid_from=_SINCE, chosen=True),
        Exemption(code="SERVICE", paragraph="§4 Abs. 3 Nr. 4 PAngV", valid_from=_SINCE, chosen=True),
        Exemption(code="DECORATIVE_COSMETICS", paragraph="§4 Abs. 3 Nr. 6 PAngV", valid_from=_SINCE, chosen=True),
        Exemption(code="PERFUME", paragraph="§4 Abs. 3 Nr. 7 PAngV", valid_from=_SINCE, chosen=True),
    )
}


@dataclass(frozen=True, kw_only=True)
class UnitPrice:
    """A price per reference unit, e.g. 6.98 per kg; `exemption` is the code of the case in which none is owed."""

    amount: Decimal | None = None
    reference: str = ""
    exemption: str = ""


def unit_price(price: Decimal, quantity: Decimal | None, unit: str, *, exemption: str = "") -> UnitPrice:
    """The unit price of a package with a gross price, rounded half up to the cent.

    Empty if the quantity is unknown, zero or in an unknown unit; an exempt package keeps the code of its case, and
    shows a price per piece where pieces are counted.
    """
    if exemption and unit != "piece":
        return UnitPrice(exemption=exemption)
    if quantity is None or quantity <= 0 or unit not in REFERENCE:
        return UnitPrice(exemption=exemption)
    if is_tiny(quantity, unit):
        return UnitPrice(exemption="TINY")
    reference, parts = REFERENCE[unit]
    amount = (price * parts / quantity).quantize(CENT, rounding=ROUND_HALF_UP)
    return UnitPrice(amount=amount, reference=reference, exemption=exemption)


def is_tiny(quantity: Decimal, unit: str) -> bool:
    """Less than 10 g or 10 ml (§4 para. 3 No. 1 PAngV)."""
    grams_or_millilitres = {"g": 1, "kg": 1000, "ml": 1, "cl": 10, "l": 1000}.get(unit)
    return grams_or_millilitres is not None and quantity * grams_or_millilitres < SMALLEST_QUANTITY


def refusal(*, required: bool, quantity: Decimal | None, unit: str, exemption: str, on: date) -> str | None:
    """Why goods may not be published as they are; None if they may.

    `required` says that the category holds goods sold by weight, volume, length or area. Codes: UNIT_UNKNOWN,
    QUANTITY_INVALID, EXEMPTION_UNKNOWN, UNIT_PRICE_MISSING (no quantity), UNIT_PRICE_PIECES (quantity in pieces).
    """
    if unit and unit not in REFERENCE:
        return "UNIT_UNKNOWN"
    if (quantity is None) != (unit == "") or (quantity is not None and quantity <= 0):
        return "QUANTITY_INVALID"
    if exemption and (exemption not in EXEMPTIONS or on < EXEMPTIONS[exemption].valid_from):
        return "EXEMPTION_UNKNOWN"
    if not required or exemption:
        return None
    if quantity is None:
        return "UNIT_PRICE_MISSING"
    if REFERENCE[unit][0] not in LAWFUL_REFERENCES:
        return "UNIT_PRICE_PIECES"
    return None


def is_shown(found: UnitPrice, price: Decimal, quantity: Decimal | None) -> bool:
    """False where the unit price equals the price and may be left out (§4 para. 1 sentence 2 PAngV)."""
    return found.amount is not None and not (found.amount == price and quantity == 1)
