"""From a row of a goods file to goods, or to every reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from marketplace.catalogue.rules.gates import Shelf, first_refusal
from marketplace.catalogue.rules.goods import Goods, facts_of
from marketplace.catalogue.rules.goods_table import Fault, amount, quantity, truth

T = TypeVar("T")
TAX_CLASSES = {
    **dict.fromkeys(("standard", "19", "19%", "19 %", "0.19", "0,19", "19,00", "voll", "regelsatz"), "standard"),
    **dict.fromkeys(("reduced", "7", "7%", "7 %", "0.07", "0,07", "7,00", "ermäßigt", "ermassigt"), "reduced"),
    **dict.fromkeys(("zero", "0", "0%", "0 %", "frei", "steuerfrei"), "zero"),
}
STOCK_KINDS = {
    "": "in_store",
    **dict.fromkeys(("in_store", "im laden", "laden", "lager"), "in_store"),
    **dict.fromkeys(("on_order", "auf bestellung", "bestellbar", "bestellung"), "on_order"),
    **dict.fromkeys(("view_only", "anschauen", "nur zum anschauen", "ansicht"), "view_only"),
}
JUMP = Decimal("1.5")


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """Why a row is refused: a code and the column at fault."""

    code: str
    column: str


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as goods, or with its faults; `key` is what it is recognised by next time."""

    number: int
    key: str
    name: str
    goods: Goods | None
    faults: tuple[RowFault, ...] = ()


def read_row(
    number: int,
    cells: Mapping[str, str],
    *,
    categories: Mapping[str, tuple[str, Shelf]],
    makers: frozenset[str],
    on: date,
) -> ReadRow:
    """Read one row. `categories` by slug and by lower-case name: slug and what the law wants of it."""
    faults: list[RowFault] = []

    def take(column: str, read: Callable[[str], T], otherwise: T) -> T:
        try:
            return read(cells.get(column, ""))
        except Fault as fault:
            faults.append(RowFault(code=fault.code, column=column))
            return otherwise

    slug, shelf = take("category", lambda text: _category(text, categories), ("", Shelf()))
    nothing: tuple[Decimal | None, str] = (None, "")
    content, unit = take("net_quantity", lambda text: quantity(text, cells.get("net_unit", "")), nothing)
    goods = Goods(
        name=take("name", _name, ""),
        category=slug,
        price=take("price", _price, Decimal(0)),
        sku=cells.get("sku", ""),
        description=cells.get("description", ""),
        tags=tuple(cells.get("tags", "").replace(",", " ").split()),
        tax_class=take("tax_class", _tax_class, "standard"),
        net_quantity=content,
        net_unit=unit,
        unit_price_exemption=cells.get("unit_price_exemption", "").upper(),
        stock_kind=take("stock_kind", _stock_kind, "in_store"),
        stock=take("stock", _whole, 0),
        lead_days=take("lead_days", _whole, 0),
        deliverable=take("deliverable", lambda text: truth(text, default=True), True),
        manufacturer=take("manufacturer", lambda text: _maker(text, makers), ""),
        warnings=cells.get("warnings", ""),
        picture=cells.get("picture", ""),
        published=take("published", lambda text: truth(text, default=True), True),
    )
    faults += _faults_in(goods, shelf, faulty=bool(faults), on=on)
    name = cells.get("name", "")
    return ReadRow(number=number, key=goods.sku, name=name, goods=None if faults else goods, faults=tuple(faults))


def _faults_in(goods: Goods, shelf: Shelf, *, faulty: bool, on: date) -> list[RowFault]:
    if not goods.sku:
        return [RowFault(code="KEY_MISSING", column="sku")]
    if not faulty and goods.published and (refused := first_refusal(facts_of(goods), shelf, on=on)):
        return [RowFault(code=refused.code, column=refused.field)]
    return []


def jumps(old: Decimal, new: Decimal) -> bool:
    """True if a price moves by more than half: a lost comma, or a shop's real decision that wants a second look."""
    return old > 0 and (new > old * JUMP or new * JUMP < old)


def _name(text: str) -> str:
    if not text:
        raise Fault("NAME_MISSING")
    if len(text) > 200:
        raise Fault("NAME_TOO_LONG")
    return text


def _price(text: str) -> Decimal:
    price = amount(text)
    if not Decimal("0.01") <= price <= Decimal("99999.99") or price != price.quantize(Decimal("0.01")):
        raise Fault("PRICE_INVALID")
    return price


def _whole(text: str) -> int:
    if not text:
        return 0
    number = amount(text)
    if number != int(number) or not 0 <= number <= 100_000:
        raise Fault("STOCK_INVALID")
    return int(number)


def _category(text: str, categories: Mapping[str, tuple[str, Shelf]]) -> tuple[str, Shelf]:
    found = categories.get(text) or categories.get(text.lower())
    if found is None:
        raise Fault("CATEGORY_UNKNOWN")
    return found


def _tax_class(text: str) -> str:
    if not text:
        return "standard"
    if text.lower() not in TAX_CLASSES:
        raise Fault("TAX_CLASS_UNKNOWN")
    return TAX_CLASSES[text.lower()]


def _stock_kind(text: str) -> str:
    if text.lower() not in STOCK_KINDS:
        raise Fault("STOCK_KIND_UNKNOWN")
    return STOCK_KINDS[text.lower()]


def _maker(text: str, makers: frozenset[str]) -> str:
    if text and text not in makers:
        raise Fault("MANUFACTURER_UNKNOWN")
    return text
