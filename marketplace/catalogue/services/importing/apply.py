"""Does what a plan says. Each batch stands by itself: an import that was cut off goes on where it stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from marketplace.catalogue.models import Category, Listing
from marketplace.catalogue.rules.goods import Goods, external_reference, facts_of, to_metadata
from marketplace.catalogue.services.goods import Counter, new_product, open_counter, save_product
from marketplace.catalogue.services.importing.plan import (
    CHANGED,
    NEW,
    PICTURES,
    REFUSED,
    ImportPlan,
    PlannedRow,
    plan_import,
)
from marketplace.catalogue.services.reconcile import adopt_shelf
from marketplace.catalogue.services.sync import next_turn, store_products
from marketplace.catalogue.wording import refusal_text
from marketplace.errors import DomainError
from marketplace.saleor.client import SaleorRefused
from marketplace.saleor.products import BULK, NewPicture, NewProduct, create_products
from marketplace.vendors.models import Vendor

TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@dataclass(kw_only=True)
class ImportResult:
    """What was done; `failed` are rows the engine refused after all, with the reason."""

    created: int = 0
    changed: int = 0
    failed: list[tuple[PlannedRow, str]] = field(default_factory=list)


def apply_import(
    plan: ImportPlan,
    *,
    now: datetime,
    counter: Counter | None = None,
    progress: Callable[[int, int], None] | None = None,
    only_new: bool = False,
) -> ImportResult:
    """Create and change what the plan says, in bulk operations of 50 where the engine allows.

    `progress(done, all)` is told after every batch. Raises SaleorUnreachable; what was done stays, a new plan goes on.
    """
    counter = counter or open_counter()
    result = ImportResult()
    new, changed = plan.of(NEW), [] if only_new else plan.of(CHANGED)
    done, whole = 0, len(new) + len(changed)
    if new and not Listing.objects.filter(vendor=plan.vendor).exists():
        adopt_shelf(vendor=plan.vendor, now=now)  # an empty copy is no sign of an empty shelf
    for start in range(0, len(new), BULK):
        batch = new[start : start + BULK]
        _create(plan, _missing(plan, batch), counter, result, now=now)
        done += len(batch)
        if progress:
            progress(done, whole)
    for row in changed:
        _change(plan, row, counter, result, now=now)
        done += 1
        if progress and done % BULK == 0:
            progress(done, whole)
    return result


def import_goods(
    *, vendor: Vendor, data: bytes, now: datetime, dry_run: bool = True, allow_price_jumps: bool = False
) -> ImportPlan:
    """Plan an import and, unless it is a dry run, do it. Returns the plan; rows that the engine refused count as such.

    Raises what `plan_import` and `apply_import` raise.
    """
    plan = plan_import(vendor=vendor, data=data, now=now, allow_price_jumps=allow_price_jumps)
    if dry_run:
        return plan
    failed = {row.number: reason for row, reason in apply_import(plan, now=now).failed}
    rows = [
        replace(row, verdict=REFUSED, told=failed[row.number]) if row.number in failed else row for row in plan.rows
    ]
    return replace(plan, rows=tuple(rows))


def _create(
    plan: ImportPlan, rows: Sequence[PlannedRow], counter: Counter, result: ImportResult, *, now: datetime
) -> None:
    if not rows:
        return
    categories = {row.slug: row for row in Category.objects.all()}
    wanted = [_new(plan, row, categories, counter) for row in rows]
    turn = next_turn()
    outcomes = create_products(wanted)
    made = [outcome for outcome in outcomes if not isinstance(outcome, SaleorRefused)]
    store_products(made, turn=turn, now=now)
    result.created += len(made)
    refused = [(row, each) for row, each in zip(rows, outcomes, strict=True) if isinstance(each, SaleorRefused)]
    if any(refusal.code == "UNIQUE" for _row, refusal in refused):
        adopt_shelf(vendor=plan.vendor, now=now)  # made by a run that was cut off before it could write the copy
    missing = {row.number for row in _missing(plan, [row for row, _refusal in refused])}
    for row, refusal in refused:
        if refusal.code != "UNIQUE" or row.number in missing:
            result.failed.append((row, refusal_text(refusal.code)))


def _missing(plan: ImportPlan, rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Those of the rows that no listing came of yet."""
    references = {external_reference(plan.vendor.slug, row.key): row for row in rows}
    held = Listing.objects.filter(external_reference__in=references).values_list("external_reference", flat=True)
    known = set(held)
    return [row for reference, row in references.items() if reference not in known]


def _new(plan: ImportPlan, row: PlannedRow, categories: dict[str, Category], counter: Counter) -> NewProduct:
    goods = _goods(row)
    from_file = _picture_file(plan.pictures, goods)
    bare = replace(goods, picture="") if from_file else goods
    product = new_product(vendor=plan.vendor, goods=bare, category=categories[goods.category], counter=counter)
    return replace(
        product,
        external_reference=external_reference(plan.vendor.slug, row.key),
        metadata=to_metadata(facts_of(goods, photo=from_file is not None)),
        picture=_read(from_file, goods) if from_file else product.picture,
    )


def _change(plan: ImportPlan, row: PlannedRow, counter: Counter, result: ImportResult, *, now: datetime) -> None:
    goods = _goods(row)
    if _picture_file(plan.pictures, goods):
        goods = replace(goods, picture="")  # pictures out of files come with new goods only
    try:
        save_product(vendor=plan.vendor, goods=goods, listing=row.listing, now=now, counter=counter)
    except DomainError as error:
        result.failed.append((row, str(error.message)))
    else:
        result.changed += 1


def _goods(row: PlannedRow) -> Goods:
    assert row.goods is not None, "rows without goods are refused in the plan"
    return row.goods


def _picture_file(folder: Path | None, goods: Goods) -> Path | None:
    if folder is None or not goods.picture.lower().endswith(PICTURES):
        return None
    return folder / Path(goods.picture).name


def _read(file: Path, goods: Goods) -> NewPicture:
    return NewPicture(
        image=file.read_bytes(), file_name=file.name, content_type=TYPES[file.suffix.lower()], alt=goods.name
    )
