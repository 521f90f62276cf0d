"""When somebody could have goods of a shop at the earliest: asked of every installed way, for tiles and product pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.baskets.extensions import FulfilmentMethod, Offer, fulfilment_methods
from marketplace.catalogue.models import Listing, StockKind
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The next offer of one way. `brought`: it comes to the door; else somebody collects it in the shop."""

    method_code: str
    label: str
    brought: bool
    offer: Offer


def next_promises(vendors: Sequence[Vendor], *, now: datetime) -> dict[int, tuple[Promise, ...]]:
    """By the shop's primary key, in the order of the installed ways. The number of queries does not grow with shops."""
    found: dict[int, list[Promise]] = {vendor.pk: [] for vendor in vendors}
    if not found:
        return {}
    for method in fulfilment_methods:
        for vendor_pk, offer in method.earliest(vendors, None, now).items():
            found[vendor_pk].append(_promise(method, offer))
    return {pk: tuple(promises) for pk, promises in found.items()}


def _promise(method: FulfilmentMethod, offer: Offer) -> Promise:
    return Promise(method_code=method.code, label=str(method.label), brought=method.needs_address, offer=offer)


def promises_for(listing: Listing, of_vendor: Sequence[Promise]) -> tuple[Promise, ...]:
    """The promises that hold for one article: none for what is sold out, ordered first or only to look at."""
    if listing.stock_kind != StockKind.IN_STORE or listing.available < 1:
        return ()
    return tuple(promise for promise in of_vendor if listing.deliverable or not promise.brought)
