"""Goods as tiles: a search result with the promises of its shop."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.query import SearchPage
from marketplace.vendors.models import Vendor
from storefront_templates.shopper.promises import Promise, next_promises, promises_for


@dataclass(frozen=True, kw_only=True)
class GoodsTile:
    """`collect` and `brought` are the earliest ways to have it, None where there is none."""

    listing: Listing
    vendor: Vendor
    collect: Promise | None
    brought: Promise | None


def goods_tiles(page: SearchPage, *, now: datetime) -> list[GoodsTile]:
    """The hits of a page; the number of queries does not grow with them."""
    vendors = {hit.hours.vendor.pk: hit.hours.vendor for hit in page.hits}
    promises = next_promises(list(vendors.values()), now=now)
    return [_tile(hit.listing, vendors[hit.hours.vendor.pk], promises[hit.hours.vendor.pk]) for hit in page.hits]


def _tile(listing: Listing, vendor: Vendor, of_vendor: tuple[Promise, ...]) -> GoodsTile:
    found = promises_for(listing, of_vendor)
    return GoodsTile(
        listing=listing,
        vendor=vendor,
        collect=next((promise for promise in found if not promise.brought), None),
        brought=next((promise for promise in found if promise.brought), None),
    )
