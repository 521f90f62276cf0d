"""What one can ask the town, and the form of its answer."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from marketplace.catalogue.models import Listing
from marketplace.vendors.models import Vendor

SORTS = ("relevance", "price", "-price", "name", "newest")
PAGE_SIZE = 24
MAX_PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """`category` and `vendors` are slugs, prices gross and inclusive; several vendors mean any of them.

    `products` are the ids of a choice of goods: only these are looked at, in this order unless another is asked for.
    """

    text: str = ""
    category: str = ""
    vendors: tuple[str, ...] = ()
    products: tuple[str, ...] | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    open_now: bool = False
    collectable_today: bool = False
    deliverable: bool = False
    sort: str = "relevance"
    page: int = 1
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, kw_only=True)
class VendorHours:
    """A vendor at one moment: `open_until` if open, else `opens` next; `collect_from` is when goods are packed."""

    vendor: Vendor
    is_open: bool
    open_until: datetime | None
    opens: datetime | None
    collect_from: datetime | None
    collectable_today: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A listing as a result: with its vendor's hours and the points it was ranked by."""

    listing: Listing
    hours: VendorHours
    score: int
    collectable_today: bool
    deliverable: bool


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A value one could filter by, and how many listings would be left under all other filters."""

    slug: str
    name: str
    count: int
    selected: bool = False
    children: tuple["Facet", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facets:
    categories: tuple[Facet, ...] = ()
    vendors: tuple[Facet, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    open_now: int = 0
    collectable_today: int = 0
    deliverable: int = 0


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """One page of results. `similar_to` is set when a typed word was read as a similar one ("Meinten Sie")."""

    query: SearchQuery
    hits: tuple[Hit, ...]
    total: int
    pages: int
    facets: Facets
    vendors: tuple[VendorHours, ...] = ()
    similar_to: str = ""
    partial: bool = False
    """True if no listing has all typed words, so those with the most of them are shown."""
    words: tuple[str, ...] = field(default=())

    @property
    def listings(self) -> tuple[Listing, ...]:
        return tuple(hit.listing for hit in self.hits)
