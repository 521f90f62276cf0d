"""Reads a goods file (CSV of a till or a spreadsheet): encoding, separator, headers and numbers, each with a guard."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import StringIO

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000

# What columns are called in tills and spreadsheets, folded; the first name is ours.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "shop": ("shop", "laden"),
    "sku": ("sku", "artikelnummer", "artikelnr", "artnr", "art nr", "ean", "gtin", "nummer"),
    "name": ("name", "bezeichnung", "artikel", "artikelbezeichnung", "produkt", "titel"),
    "description": ("description", "beschreibung", "text", "langtext"),
    "category": ("category", "kategorie", "warengruppe", "gruppe"),
    "price": ("price", "preis", "vk", "vk preis", "verkaufspreis", "bruttopreis", "vk brutto", "preis brutto"),
    "net_quantity": ("net quantity", "inhalt", "menge", "fullmenge", "nettomenge"),
    "net_unit": ("net unit", "einheit", "mengeneinheit", "inhaltseinheit"),
    "unit_price_exemption": ("unit price exemption", "ausnahme grundpreis"),
    "tax_class": ("tax class", "steuersatz", "mwst", "ust", "mehrwertsteuer", "umsatzsteuer"),
    "stock": ("stock", "bestand", "lagerbestand", "anzahl", "stuck"),
    "stock_kind": ("stock kind", "bestandsart"),
    "lead_days": ("lead days", "lieferzeit", "bestellzeit"),
    "deliverable": ("deliverable", "lieferbar"),
    "tags": ("tags", "stichworte", "schlagworte", "suchworter"),
    "picture": ("picture", "bild", "foto"),
    "manufacturer": ("manufacturer", "hersteller", "marke"),
    "warnings": ("warnings", "warnhinweise"),
    "published": ("published", "sichtbar", "aktiv"),
}
REQUIRED = ("name", "price", "category")
_GARBLED = re.compile(r"Ã[¤¶¼„–œŸ©¨\u0080-\u009f]|Â[§°²³€]|â‚¬|\ufffd")  # UTF-8 read as Windows-1252
_QUANTITY = re.compile(r"^([\d.,]+)\s*(kg|g|ml|cl|l|cm|m2|m²|m3|m³|m|stück|stk|st|piece)\.?$", re.IGNORECASE)
_UNITS = {"stück": "piece", "stk": "piece", "st": "piece", "m²": "m2", "m³": "m3"}


class Unreadable(ValueError):
    """The file as a whole cannot be used: FILE_TOO_LARGE, FILE_UNREADABLE, TEXT_GARBLED or HEADER_MISSING."""

    def __init__(self, code: str, column: str = "") -> None:
        super().__init__(f"{code} {column}".strip())
        self.code = code
        self.column = column


class Fault(ValueError):
    """A cell cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows as our columns; `unused` are headers that mean nothing to us, `encoding` is what the file was read as."""

    rows: Sequence[Mapping[str, str]]
    columns: tuple[str, ...]
    unused: tuple[str, ...] = ()
    encoding: str = "utf-8"
    mapping: Mapping[str, str] = field(default_factory=dict)


def read_table(data: bytes, *, mapping: Mapping[str, str] | None = None) -> Table:
    """The rows of a CSV file. `mapping` says for headers what column of ours they are, before our own guesses.

    Raises Unreadable.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("FILE_TOO_LARGE")
    text, encoding = _decoded(data)
    if not text.strip():
        raise Unreadable("FILE_UNREADABLE")
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text))
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error:
        raise Unreadable("FILE_UNREADABLE") from None
    if len(lines) - 1 > MOST_ROWS:
        raise Unreadable("FILE_TOO_LARGE")
    found, unused = _columns(lines[0], mapping or {})
    for name in REQUIRED:
        if name not in found.values():
            raise Unreadable("HEADER_MISSING", name)
    rows = [{found[i]: cell.strip() for i, cell in enumerate(line) if i in found} for line in lines[1:]]
    used = {lines[0][i]: name for i, name in found.items()}
    return Table(rows=rows, columns=tuple(found.values()), unused=unused, encoding=encoding, mapping=used)


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise Unreadable("FILE_UNREADABLE")
        if _GARBLED.search(text):
            raise Unreadable("TEXT_GARBLED")
        return text, encoding.removesuffix("-sig")
    raise Unreadable("FILE_UNREADABLE")


def _delimiter(text: str) -> str:
    head = text.lstrip().split("\n", 1)[0]
    return max(";\t,|", key=head.count)


def _columns(headers: Sequence[str], mapping: Mapping[str, str]) -> tuple[dict[int, str], tuple[str, ...]]:
    names = {alias: name for name, aliases in HEADERS.items() for alias in aliases}
    found: dict[int, str] = {}
    unused = []
    for place, header in enumerate(headers):
        name = mapping.get(header.strip()) or names.get(_folded(header), "")
        if name in HEADERS and name not in found.values():
            found[place] = name
        else:
            unused.append(header.strip())
    return found, tuple(unused)


def _folded(header: str) -> str:
    table = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "_": " ", "-": " ", ".": " ", "€": " ", "/": " "})
    return " ".join(header.strip().lower().replace("(eur)", "").translate(table).split())


def amount(text: str) -> Decimal:
    """A number as people write it: 1250 / 1250,5 / 1.250,50 / 1,250.50 / 3.20 €.

    Raises Fault NUMBER_INVALID, or NUMBER_AMBIGUOUS for 1.250 and 1,250, thousand or a little over one.
    """
    bare = text.replace("€", "").replace("EUR", "").replace("\u00a0", "").replace(" ", "").replace("'", "")
    if not re.fullmatch(r"-?\d[\d.,]*", bare):
        raise Fault("NUMBER_INVALID")
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        bare = bare.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0 or point >= 0:
        bare = _one_separator(bare, "," if comma >= 0 else ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise Fault("NUMBER_INVALID") from None


def _one_separator(bare: str, sign: str) -> str:
    whole, *groups = bare.split(sign)
    if len(groups) > 1:
        if all(len(group) == 3 for group in groups):
            return bare.replace(sign, "")
        raise Fault("NUMBER_INVALID")
    if len(groups[0]) == 3 and whole.lstrip("-") not in ("", "0"):
        raise Fault("NUMBER_AMBIGUOUS")
    return f"{whole}.{groups[0]}"


def quantity(text: str, unit: str) -> tuple[Decimal | None, str]:
    """Content of a package from one cell ("500 g") or two (500 and g). Raises Fault."""
    if not text:
        return None, ""
    if combined := _QUANTITY.match(text):
        found = combined[2].lower()
        return exact(combined[1]), _UNITS.get(found, found)
    found = unit.strip().rstrip(".").lower()
    return exact(text), _UNITS.get(found, found)


def exact(text: str) -> Decimal:
    """A measure: three digits after the only separator are decimals here (0,750 and 1.125 are usual)."""
    if re.fullmatch(r"\d+[.,]\d+", text.strip()):
        return Decimal(text.strip().replace(",", "."))
    return amount(text)


def truth(text: str, *, default: bool) -> bool:
    """Yes or no as people write it. Raises Fault NUMBER_INVALID for anything else."""
    folded = text.strip().lower()
    if not folded:
        return default
    if folded in ("ja", "j", "yes", "y", "true", "wahr", "1", "x"):
        return True
    if folded in ("nein", "n", "no", "false", "falsch", "0", "-"):
        return False
    raise Fault("NUMBER_INVALID")
