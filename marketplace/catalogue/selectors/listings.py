"""Listings for shoppers (published only) and for their vendors (all), and the one door to a guarded listing."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet, TextField

from marketplace.accounts.models import Person
from marketplace.catalogue.models import Listing, StockKind
from marketplace.errors import NotFound
from marketplace.graphql.ids import int_pk_of
from marketplace.graphql.ready_query import ReadyQuery, one_of
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import vendors_of


def public_listings() -> QuerySet[Listing]:
    """What anybody may see, with the vendor: published listings of published vendors that sell."""
    return Listing.objects.filter(is_published=True, vendor__is_published=True, vendor__sells=True).select_related(
        "vendor", "category"
    )


def listing_by_slug(slug: str) -> Listing:
    """A public listing. Raises NotFound."""
    listing = public_listings().filter(slug=slug).first()
    if listing is None:
        raise NotFound("slug")
    return listing


def listings_by_variant(variant_ids: Iterable[str]) -> dict[str, Listing]:
    """Listings by the engine's variant ids, hidden and removed ones included (baskets and orders outlive them)."""
    return {row.variant_id: row for row in _BY_VARIANT.rows(sorted(set(variant_ids)))}


def _with_vendor(variant_ids: Sequence[str]) -> QuerySet[Listing]:
    rows = Listing.objects.defer("search_vector").select_related("vendor").order_by()
    return rows.filter(one_of('"catalogue_listing"."variant_id"', variant_ids, TextField()))


_BY_VARIANT = ReadyQuery(_with_vendor, ["?"])


def listings_by_product(product_ids: Iterable[str]) -> dict[str, Listing]:
    """Listings by the engine's product ids, hidden ones included."""
    rows = Listing.objects.filter(product_id__in=set(product_ids)).select_related("vendor")
    return {row.product_id: row for row in rows}


def listings_of(vendor: Vendor, *, text: str = "") -> QuerySet[Listing]:
    """All listings that a vendor keeps, hidden ones included, removed ones not; `text` is part of a name or sku."""
    rows = Listing.objects.filter(vendor=vendor, removed_at__isnull=True).select_related("vendor", "category")
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(sku__icontains=text)
    return rows


def listing_for(person: Person | None, listing_id: str | int) -> Listing:
    """The door to a guarded listing: staff of its vendor, or the operator.

    `listing_id` is the primary key or our global id. Raises NotFound for missing and foreign listings alike.
    """
    pk = listing_id if isinstance(listing_id, int) else int_pk_of("Listing", listing_id)
    rows = Listing.objects.filter(removed_at__isnull=True).select_related("vendor", "category")
    listing = rows.filter(pk=pk, vendor__in=vendors_of(person)).first() if person else None
    if listing is None:
        raise NotFound("id")
    return listing


def running_low(vendor: Vendor, *, pieces: int = 2) -> QuerySet[Listing]:
    """What a shop shows as lying in the shop although at most `pieces` are left, the emptiest first."""
    rows = listings_of(vendor).filter(is_published=True, stock_kind=StockKind.IN_STORE, available__lte=pieces)
    return rows.order_by("available", "name", "pk")
