"""When somebody could have goods of a shop at the earliest, for tiles and product pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.baskets.extensions import Offer, fulfilment_methods
from marketplace.baskets.selectors.ways import Earliest, earliest
from marketplace.catalogue.models import Listing, StockKind
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The next offer of one way. `brought`: it comes to the door; else somebody collects it in the shop."""

    label: str
    brought: bool
    offer: Offer


def next_promises(vendors: Sequence[Vendor], *, now: datetime) -> dict[int, tuple[Promise, ...]]:
    """By the shop's primary key, in the order of the installed ways. The number of queries does not grow with shops."""
    return {pk: tuple(_promise(each) for each in found) for pk, found in earliest(vendors, now).items()}


def _promise(found: Earliest) -> Promise:
    brought = fulfilment_methods[found.method_code].needs_address
    return Promise(label=found.method_label, brought=brought, offer=found.offer)


def promises_for(listing: Listing, of_vendor: Sequence[Promise]) -> tuple[Promise, ...]:
    """The promises that hold for one article: none for what is sold out, ordered first or only to look at."""
    if listing.stock_kind != StockKind.IN_STORE or listing.available < 1:
        return ()
    return tuple(promise for promise in of_vendor if listing.deliverable or not promise.brought)
