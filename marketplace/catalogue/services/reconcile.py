"""Compares everything with the engine: what an event failed to tell is healed here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.search_index import tidy_vocabulary
from marketplace.catalogue.services.sync import BATCH, mark_stale, next_turn, store_products
from marketplace.saleor.products import Product, all_products, products_in
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """How many products the engine has, how many listings were not as it says, and how many had no product any
    more."""

    read: int
    refreshed: int
    orphans: int
    words_forgotten: int


def reconcile(*, now: datetime) -> Reconciliation:
    """Read every product page by page and write what differs; listings without a product are looked at one by one.

    Raises SaleorUnreachable.
    """
    written = [*_write(all_products(), now=now)]
    seen = {product_id for product_id, _was_stale in written}
    alive = Listing.objects.filter(removed_at__isnull=True, synced_at__lt=now).values_list("product_id", flat=True)
    orphans = [each for each in alive if each not in seen]
    mark_stale(orphans, now=now)
    refreshed = sum(was_stale for _product_id, was_stale in written)
    return Reconciliation(read=len(seen), refreshed=refreshed, orphans=len(orphans), words_forgotten=tidy_vocabulary())


def adopt_shelf(*, vendor: Vendor, now: datetime) -> int:
    """Write the listings of all that the engine has in the vendor's stock room; how many products that are.

    Much less to read than everything, for an import that meets goods which the engine knows and we do not.
    Raises SaleorUnreachable.
    """
    return len(list(_write(products_in(vendor.warehouse_id), now=now))) if vendor.warehouse_id else 0


def _write(products: Iterable[Product], *, now: datetime) -> Iterator[tuple[str, bool]]:
    """Write the copies batch by batch, each under a turn that was taken before it was read; the products' ids, and
    whether a shopper would have seen something else."""
    waiting, turn = iter(products), next_turn()
    while batch := list(islice(waiting, BATCH)):
        ids = [each.id for each in batch]
        before = _shown(ids)
        store_products(batch, turn=turn, now=now)
        after = _shown(ids)
        yield from ((each, after.get(each) != before.get(each)) for each in ids)
        turn = next_turn()


def _shown(product_ids: Sequence[str]) -> dict[str, tuple[object, ...]]:
    """What of a listing must not be out of date, by product id."""
    rows = Listing.objects.filter(product_id__in=product_ids)
    return {row[0]: row[1:] for row in rows.values_list("product_id", "price", "available", "is_published", "name")}
