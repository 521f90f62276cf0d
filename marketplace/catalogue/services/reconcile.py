"""Compares everything with the engine: what an event failed to tell is healed here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.search_index import tidy_vocabulary
from marketplace.catalogue.services.sync import BATCH, mark_stale, next_turn, store_products
from marketplace.saleor.products import Product, all_products, products_in
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """How many products the engine has, and how many listings had no product any more."""

    read: int
    orphans: int
    words_forgotten: int


def reconcile(*, now: datetime) -> Reconciliation:
    """Read every product page by page and write what differs; listings without a product are looked at one by one.

    Raises SaleorUnreachable.
    """
    seen = set(_write(all_products(), now=now))
    alive = Listing.objects.filter(removed_at__isnull=True, synced_at__lt=now).values_list("product_id", flat=True)
    orphans = [each for each in alive if each not in seen]
    mark_stale(orphans, now=now)
    return Reconciliation(read=len(seen), orphans=len(orphans), words_forgotten=tidy_vocabulary())


def adopt_shelf(*, vendor: Vendor, now: datetime) -> int:
    """Write the listings of all that the engine has in the vendor's stock room; how many products that are.

    Much less to read than everything, for an import that meets goods which the engine knows and we do not.
    Raises SaleorUnreachable.
    """
    return len(list(_write(products_in(vendor.warehouse_id), now=now))) if vendor.warehouse_id else 0


def _write(products: Iterable[Product], *, now: datetime) -> Iterator[str]:
    """Write the copies batch by batch, each under a turn that was taken before it was read; the products' ids."""
    batch: list[Product] = []
    turn = next_turn()
    for product in products:
        batch.append(product)
        yield product.id
        if len(batch) == BATCH:
            store_products(batch, turn=turn, now=now)
            batch, turn = [], next_turn()
    store_products(batch, turn=turn, now=now)
