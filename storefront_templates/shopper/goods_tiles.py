"""Goods as tiles: a listing with the earliest ways to have it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.catalogue.models import Listing
from marketplace.vendors.models import Vendor
from storefront_templates.shopper.promises import Promise, next_promises, promises_for


@dataclass(frozen=True, kw_only=True)
class GoodsTile:
    """`collect` and `brought` are the earliest ways to have it, None where there is none."""

    listing: Listing
    collect: Promise | None
    brought: Promise | None

    @property
    def vendor(self) -> Vendor:
        return self.listing.vendor


def goods_tiles(listings: Sequence[Listing], *, now: datetime) -> list[GoodsTile]:
    """Tiles of listings with their vendors; the number of queries does not grow with them."""
    vendors = {listing.vendor_id: listing.vendor for listing in listings}
    return tiles_with(next_promises(list(vendors.values()), now=now), listings)


def tiles_with(promises: Mapping[int, Sequence[Promise]], listings: Iterable[Listing]) -> list[GoodsTile]:
    """Tiles where the promises of the vendors (by primary key) are known already."""
    return [_tile(listing, promises[listing.vendor_id]) for listing in listings]


def _tile(listing: Listing, of_vendor: Sequence[Promise]) -> GoodsTile:
    found = promises_for(listing, of_vendor)
    return GoodsTile(
        listing=listing,
        collect=next((promise for promise in found if not promise.brought), None),
        brought=next((promise for promise in found if promise.brought), None),
    )
