"""What an import would do, row by row: new, changed, unchanged or refused. Reads only; no engine is asked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from marketplace.catalogue.models import Category, Listing, Manufacturer
from marketplace.catalogue.rules.gates import Shelf
from marketplace.catalogue.rules.goods import Goods, external_reference
from marketplace.catalogue.rules.goods_rows import ReadRow, RowFault, jumps, read_row
from marketplace.catalogue.rules.goods_table import Table, Unreadable, read_table
from marketplace.catalogue.services.goods import fault_in
from marketplace.catalogue.services.sync import shelf_rules
from marketplace.catalogue.wording import refusal_text
from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
PICTURES = (".jpg", ".jpeg", ".png", ".webp")

# What is compared between a file and a listing.
_COMPARED = (
    ("name", "name"),
    ("description", "description"),
    ("category", "category_slug"),
    ("price", "price"),
    ("tax_class", "tax_class"),
    ("net_quantity", "net_quantity"),
    ("net_unit", "net_unit"),
    ("stock_kind", "stock_kind"),
    ("stock", "available"),
    ("lead_days", "lead_days"),
    ("deliverable", "deliverable"),
    ("warnings", "warnings"),
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that would change."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """`number` counts from 2, as spreadsheets do: 1 is the header."""

    number: int
    key: str
    name: str
    verdict: str
    goods: Goods | None = None
    listing: Listing | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[RowFault, ...] = ()
    told: str = ""
    """What the engine said against it."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is refused, in sentences."""
        return tuple(refusal_text(fault.code) for fault in self.faults) + ((self.told,) if self.told else ())


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """The dry run. `unused` are headers of the file that nobody reads."""

    vendor: Vendor
    rows: tuple[PlannedRow, ...]
    unused: tuple[str, ...] = ()
    encoding: str = "utf-8"
    pictures: Path | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows have each verdict."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in (NEW, CHANGED, UNCHANGED, REFUSED)}

    def of(self, verdict: str) -> list[PlannedRow]:
        return [row for row in self.rows if row.verdict == verdict]


def plan_import(
    *,
    vendor: Vendor,
    data: bytes,
    now: datetime,
    mapping: Mapping[str, str] | None = None,
    allow_price_jumps: bool = False,
    pictures: Path | None = None,
) -> ImportPlan:
    """Compare a CSV file with the vendor's goods; five queries whatever its size.

    Raises DomainError FILE_TOO_LARGE, FILE_UNREADABLE, TEXT_GARBLED, HEADER_MISSING with field `file`.
    """
    try:
        table: Table = read_table(data, mapping=mapping)
    except Unreadable as problem:
        text = refusal_text(problem.code) + (f" ({problem.column})" if problem.column else "")
        raise DomainError(problem.code, text, field="file", column=problem.column) from None
    rows = plan_rows(vendor=vendor, cells=table.rows, now=now, allow_price_jumps=allow_price_jumps, pictures=pictures)
    return ImportPlan(vendor=vendor, rows=rows, unused=table.unused, encoding=table.encoding, pictures=pictures)


def plan_rows(
    *,
    vendor: Vendor,
    cells: Sequence[Mapping[str, str]],
    now: datetime,
    allow_price_jumps: bool = False,
    pictures: Path | None = None,
) -> tuple[PlannedRow, ...]:
    """Verdicts over rows that were read already."""
    categories = _categories()
    makers = frozenset(Manufacturer.objects.values_list("name", flat=True))
    read = [
        read_row(number, row, categories=categories, makers=makers, on=now.date())
        for number, row in enumerate(cells, start=2)
    ]
    held = _held(vendor, read)
    seen: set[str] = set()
    planned = []
    for row in read:
        twice = row.key in seen and bool(row.key)
        seen.add(row.key)
        planned.append(_verdict(row, held.get(row.key), twice, allow_price_jumps, pictures))
    return tuple(planned)


def _categories() -> dict[str, tuple[str, Shelf]]:
    found: dict[str, tuple[str, Shelf]] = {}
    for row in Category.objects.all():
        found[row.slug] = found[row.name.lower()] = (row.slug, shelf_rules(row))
    return found


def _held(vendor: Vendor, rows: Iterable[ReadRow]) -> dict[str, Listing]:
    """The vendor's listings by key: imported before, or with that article number; archived ones come back to life."""
    keys = {row.key for row in rows if row.key}
    references = {external_reference(vendor.slug, key): key for key in keys}
    listings = Listing.objects.filter(vendor=vendor).select_related("vendor", "manufacturer")
    found = {row.sku: row for row in listings.filter(sku__in=keys)}
    by_reference = listings.filter(external_reference__in=references)
    return found | {references[row.external_reference]: row for row in by_reference}


def _verdict(
    row: ReadRow, listing: Listing | None, twice: bool, allow_price_jumps: bool, pictures: Path | None
) -> PlannedRow:
    faults = list(row.faults)
    if twice:
        faults.append(RowFault(code="KEY_TWICE", column="sku"))
    if row.goods is not None and (fault := _fault(row.goods, pictures)):
        faults.append(fault)
    if row.goods is not None and listing is not None and _jumps(listing, row.goods) and not allow_price_jumps:
        faults.append(RowFault(code="PRICE_JUMP", column="price"))
    if faults or row.goods is None:
        return PlannedRow(number=row.number, key=row.key, name=row.name, verdict=REFUSED, faults=tuple(faults))
    changes = _changes(listing, row.goods) if listing else ()
    verdict = NEW if listing is None else CHANGED if changes else UNCHANGED
    return PlannedRow(
        number=row.number,
        key=row.key,
        name=row.name,
        verdict=verdict,
        goods=row.goods,
        listing=listing,
        changes=changes,
    )


def _jumps(listing: Listing, goods: Goods) -> bool:
    return listing.removed_at is None and jumps(listing.full_price, goods.price)


def _fault(goods: Goods, pictures: Path | None) -> RowFault | None:
    if goods.picture.lower().endswith(PICTURES):
        there = pictures is not None and (pictures / Path(goods.picture).name).is_file()
        return None if there else RowFault(code="PICTURE_UNKNOWN", column="picture")
    found = fault_in(goods)
    return RowFault(code=found[0], column=found[1]) if found else None


def _changes(listing: Listing, goods: Goods) -> tuple[Change, ...]:
    pairs = [(name, getattr(listing, column), getattr(goods, name)) for name, column in _COMPARED]
    pairs.append(("tags", " ".join(listing.tags), " ".join(goods.tags)))
    pairs.append(("manufacturer", listing.manufacturer.name if listing.manufacturer else "", goods.manufacturer))
    pairs.append(("published", (listing.is_published or bool(listing.withheld)), goods.published))
    if goods.picture:
        pairs.append(("picture", listing.drawing, goods.picture))
    return tuple(Change(field=name, old=_shown(old), new=_shown(new)) for name, old, new in pairs if old != new)


def _shown(value: object) -> str:
    return "" if value is None else str(value)
