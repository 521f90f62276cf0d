"""Compares everything with the engine: what an event failed to tell is healed here."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.search_index import tidy_vocabulary
from marketplace.catalogue.services.sync import BATCH, mark_stale, next_turn, store_products
from marketplace.saleor.products import Product, all_products


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
    seen: set[str] = set()
    batch: list[Product] = []
    turn = next_turn()
    for product in all_products():
        batch.append(product)
        seen.add(product.id)
        if len(batch) == BATCH:
            store_products(batch, turn=turn, now=now)
            batch, turn = [], next_turn()
    store_products(batch, turn=turn, now=now)
    alive = Listing.objects.filter(removed_at__isnull=True, synced_at__lt=now).values_list("product_id", flat=True)
    orphans = [each for each in alive if each not in seen]
    mark_stale(orphans, now=now)
    return Reconciliation(read=len(seen), orphans=len(orphans), words_forgotten=tidy_vocabulary())
