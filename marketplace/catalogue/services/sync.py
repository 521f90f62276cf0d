"""Keeps listings equal to what the commerce engine says.

Whoever hears of a change takes a turn (a number that only grows), reads the product after that, and writes the copy
only if no later turn has written. So events may come twice, late and in any order: the last change is read after the
turn of its event, and nothing older overwrites it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from marketplace.catalogue.models import Category, Listing, Manufacturer, PriceChange, StaleProduct, StockKind
from marketplace.catalogue.rules.gates import Shelf, first_refusal
from marketplace.catalogue.rules.goods import RATES, Facts, from_metadata
from marketplace.catalogue.rules.reduction import lowest_price
from marketplace.catalogue.rules.unit_price import unit_price
from marketplace.catalogue.services.search_index import index_listings
from marketplace.priorities import CATALOGUE_PRIORITY
from marketplace.saleor.products import Product, products_by_ids
from marketplace.saleor.setup import TAX_CLASSES
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import vendors_by_warehouse

logger = logging.getLogger(__name__)

BATCH = 100
REFRESH_TASK = "marketplace.catalogue.tasks.refresh_stale_products_task"
WAKE_SECONDS = 20  # after as long a call counts as lost, and the schedule comes by as well
_WAKE = "catalogue.refresh.woken"
_WRITE_LOCK = 0x6361_7461_6C6F_67  # one writer of copies at a time; reading the engine needs no lock
_TAX_CODES = {rate: code for code, rate in RATES.items()}


def sync_products(product_ids: Sequence[str], *, now: datetime) -> dict[str, Listing]:
    """Read products and write their listings; products that are gone leave removed listings.

    Returns the listings by product id, those without a vendor of ours left out. Raises SaleorUnreachable.
    """
    written: dict[str, Listing] = {}
    for start in range(0, len(product_ids), BATCH):
        ids = list(product_ids[start : start + BATCH])
        turn = next_turn()
        found = products_by_ids(ids)
        written |= store_products(found.values(), turn=turn, now=now)
        _remove([each for each in ids if each not in found], turn=turn, now=now)
    return written


def mark_stale(product_ids: Iterable[str], *, now: datetime) -> None:
    """Note that the copies of these products must be read again, and wake a worker after commit."""
    ids = sorted(set(product_ids))
    if not ids:
        return
    turn = next_turn()
    StaleProduct.objects.bulk_create(
        [StaleProduct(product_id=each, turn=turn, marked_at=now) for each in ids],
        update_conflicts=True,
        unique_fields=["product_id"],
        update_fields=["turn", "marked_at"],
    )
    transaction.on_commit(_wake_worker)


def refresh_stale_products(*, now: datetime) -> int:
    """Read again what is marked, a batch at a time; how many were read. Raises SaleorUnreachable (marks stay)."""
    done = 0
    while rows := list(StaleProduct.objects.all()[:BATCH]):
        ids, turn = [row.product_id for row in rows], max(row.turn for row in rows)
        found = products_by_ids(ids)
        store_products(found.values(), turn=turn, now=now)
        _remove([each for each in ids if each not in found], turn=turn, now=now)
        for row in rows:
            StaleProduct.objects.filter(product_id=row.product_id, turn=row.turn).delete()
        done += len(rows)
    return done


def take_up_wake() -> None:
    """Whoever begins to read takes the wake-up call with it: a mark set from now on needs a new one."""
    cache.delete(_WAKE)


def _wake_worker() -> None:
    """Have the marks worked off, with one call for many: an import of thousands of goods is one piece of work.

    Without a cache or a broker the schedule does it later; who changed a product must not hear of it.
    """
    try:
        if cache.add(_WAKE, 1, timeout=WAKE_SECONDS):
            current_app.send_task(REFRESH_TASK, retry=False, priority=CATALOGUE_PRIORITY)
    except Exception:
        logger.exception("no worker was woken for the marks of the catalogue")


def next_turn() -> int:
    """A number that is larger than all before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalogue_sync_turn')")
        (turn,) = cursor.fetchone()
    return int(turn)


@transaction.atomic
def store_products(products: Iterable[Product], *, turn: int, now: datetime) -> dict[str, Listing]:
    """Write what was read at a turn. Listings that a later turn wrote stay as they are (and are returned so)."""
    read = {each.id: each for each in products if each.default_variant is not None}
    if not read:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITE_LOCK])
    known = {row.product_id: row for row in Listing.objects.filter(product_id__in=read)}
    due = [each for each in read.values() if each.id not in known or known[each.id].sync_turn <= turn]
    rows = _copies(due, known, turn=turn, now=now)
    _free_slugs(rows)
    _set_lowest_before(rows, known, now=now)
    columns = [field.name for field in Listing._meta.concrete_fields if field.name not in _KEPT]
    Listing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["product_id"], update_fields=columns)
    written = {row.product_id: row for row in Listing.objects.filter(product_id__in=[each.product_id for each in rows])}
    _note_prices(known, written, now=now)
    index_listings([row.pk for row in written.values()])
    return {key: row for key, row in known.items() if key not in written} | written


_KEPT = frozenset({"id", "product_id", "created", "search_vector"})


def _copies(products: Sequence[Product], known: Mapping[str, Listing], *, turn: int, now: datetime) -> list[Listing]:
    warehouses = {stock.warehouse_id for each in products for stock in _stocks(each)}
    vendors = vendors_by_warehouse(warehouses)
    slugs = {each.category_slug for each in products if each.category_slug}
    categories = {row.slug: row for row in Category.objects.filter(slug__in=slugs).select_related("parent")}
    facts = {each.id: from_metadata(each.metadata) for each in products}
    names = {each.manufacturer for each in facts.values() if each.manufacturer}
    makers = {row.name: row for row in Manufacturer.objects.filter(name__in=names)}
    rows = []
    for each in products:
        vendor_id = _vendor_id(each, vendors, known.get(each.id))
        if vendor_id is None:
            continue  # stocked in nobody's warehouse: not goods of this market
        category = categories.get(each.category_slug or "")
        said = facts[each.id]
        maker = makers.get(said.manufacturer)
        row = Listing(product_id=each.id, vendor_id=vendor_id, created=now, synced_at=now, sync_turn=turn)
        for values in (_identity(each, said), _offer(each, said), _shelf(category), _shown(each, said, category, now)):
            for name, value in values.items():
                setattr(row, name, value)
        row.manufacturer = maker
        rows.append(row)
    return rows


def _stocks(product: Product) -> Sequence[Any]:
    return product.default_variant.stocks if product.default_variant else ()


def _vendor_id(product: Product, vendors: Mapping[str, Vendor], known: Listing | None) -> int | None:
    for stock in _stocks(product):
        if vendor := vendors.get(stock.warehouse_id):
            return vendor.pk
    return known.vendor_id if known else None


def _identity(product: Product, said: Facts) -> dict[str, object]:
    variant = product.default_variant
    assert variant is not None, "products without a variant are left out before"
    picture = product.pictures[0] if product.pictures else None
    return {
        "variant_id": variant.id,
        "slug": product.slug,
        "sku": said.sku or variant.sku,
        "external_reference": product.external_reference or "",
        "name": product.name,
        "description": product.description,
        "tags": list(said.tags),
        "warnings": said.warnings,
        "picture": _address(picture.url) if picture else "",
        "picture_alt": picture.alt if picture else "",
        "thumbnail": _address(product.thumbnail_url or ""),
        "drawing": said.picture,
        "has_photo": bool(picture) and (said.photo or not said.picture),
    }


def _address(url: str) -> str:
    """A picture of this installation without its host: the town may move to another one."""
    return url.removeprefix(settings.PUBLIC_URL)


def _offer(product: Product, said: Facts) -> dict[str, object]:
    variant = product.default_variant
    assert variant is not None, "products without a variant are left out before"
    regular = variant.price.amount if variant.price else Decimal(0)
    price = regular if product.reduced_price is None else product.reduced_price.amount
    found = unit_price(price, said.net_quantity, said.net_unit, exemption=said.unit_price_exemption)
    rate = TAX_CLASSES.get(product.tax_class_name or "", Decimal(0))
    return {
        "price": price,
        "regular_price": None if product.reduced_price is None else regular,
        "currency": variant.price.currency if variant.price else "EUR",
        "tax_class": _TAX_CODES.get(rate, ""),
        "tax_rate": rate,
        "net_quantity": said.net_quantity,
        "net_unit": said.net_unit,
        "unit_price": found.amount,
        "reference_unit": found.reference,
        "unit_price_exemption": found.exemption,
        "stock_kind": said.stock_kind if said.stock_kind in StockKind.values else StockKind.IN_STORE,
        "available": sum(stock.available for stock in variant.stocks),
        "lead_days": said.lead_days,
        "deliverable": said.deliverable,
    }


def _shelf(category: Category | None) -> dict[str, object]:
    return {
        "category": category,
        "category_slug": category.slug if category else "",
        "category_name": category.name if category else "",
        "category_path": category.path if category else "",
        "unit_price_required": bool(category and category.unit_price_required),
    }


def _shown(product: Product, said: Facts, category: Category | None, now: datetime) -> dict[str, object]:
    """Whether anybody sees it: the vendor wants it, it has a price, no law is against it, and it is not archived."""
    withheld = ""
    if product.is_published and not said.archived:
        refused = first_refusal(said, shelf_rules(category), on=now.date())
        variant = product.default_variant
        withheld = refused.code if refused else "" if variant and variant.price else "PRICE_INVALID"
    return {
        "is_published": product.is_published and not said.archived and not withheld,
        "withheld": withheld,
        "removed_at": now if said.archived else None,
    }


def shelf_rules(category: Category | None) -> Shelf:
    """What the law wants of goods in a category."""
    return Shelf(
        unit_price_required=bool(category and category.unit_price_required),
        manufacturer_required=bool(category and category.manufacturer_required),
    )


def _free_slugs(rows: Sequence[Listing]) -> None:
    """Slugs move between products of the engine; a copy that still holds one of these is out of date."""
    ids = [row.product_id for row in rows]
    stale = Listing.objects.filter(slug__in=[row.slug for row in rows]).exclude(product_id__in=ids)
    for row in stale:
        Listing.objects.filter(pk=row.pk).update(slug=f"{row.slug[:200]}-alt-{row.pk}")


def _remove(product_ids: Sequence[str], *, turn: int, now: datetime) -> None:
    """The engine knows these products no more."""
    rows = Listing.objects.filter(product_id__in=product_ids, sync_turn__lte=turn)
    for row in rows.filter(removed_at__isnull=True):
        gone = {"is_published": False, "removed_at": now, "sync_turn": turn, "slug": f"entfernt-{row.pk}"}
        Listing.objects.filter(pk=row.pk).update(**gone)


def _set_lowest_before(rows: Sequence[Listing], known: Mapping[str, Listing], *, now: datetime) -> None:
    """Find the base of a reduction when it begins; while it goes on, the base stays."""
    begins = []
    for row in rows:
        held = known.get(row.product_id)
        if row.regular_price is None or held is None:
            continue
        if held.regular_price is not None:
            row.lowest_before = held.lowest_before
        else:
            begins.append((row, held.pk))
    if not begins:
        return
    history: dict[int, list[tuple[datetime, Decimal]]] = defaultdict(list)
    changes = PriceChange.objects.filter(listing__in=[pk for _row, pk in begins]).order_by()
    for pk, since, price in changes.values_list("listing_id", "valid_from", "price"):
        history[pk].append((since, price))
    for row, pk in begins:
        row.lowest_before = lowest_price(history[pk], now=now)


def _note_prices(known: Mapping[str, Listing], written: Mapping[str, Listing], *, now: datetime) -> None:
    changes = [
        PriceChange(listing=row, price=row.price, currency=row.currency, valid_from=now)
        for key, row in written.items()
        if key not in known or known[key].price != row.price
    ]
    PriceChange.objects.bulk_create(changes)
