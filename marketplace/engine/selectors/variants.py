"""Variants of products: which of them somebody sees, and what hangs on them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.engine.models import (
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from marketplace.engine.selectors.pricing import attach_variant_listings, variant_listing_of
from marketplace.engine.selectors.products import MANAGERS
from marketplace.graphql.batches import attach_children
from marketplace.graphql.context import Requestor


def variants_of(products: Sequence[Product], requestor: Requestor) -> list[list[ProductVariant]]:
    """The variants of each product in order; shoppers see those with a price in the product's channel."""
    groups: list[list[ProductVariant]] = attach_children(
        products, "all_variants", ProductVariant.objects.order_by("sort_order", "pk").all, back="product"
    )
    for product, group in zip(products, groups, strict=True):
        for variant in group:
            variant.sold_in = product.sold_in
    if requestor.has(*MANAGERS) and all(product.sold_in is None for product in products):
        return groups
    attach_variant_listings([variant for group in groups for variant in group])
    return [[variant for variant in group if _sold(variant)] for group in groups]


def _sold(variant: ProductVariant) -> bool:
    listing = variant_listing_of(variant)
    return variant.sold_in is None or (listing is not None and listing.price_amount is not None)


def variants_seen_by(requestor: Requestor, channel: str | None, *, now: datetime) -> QuerySet[ProductVariant]:
    """All variants for managers (in a channel: those listed there); for shoppers those they could buy."""
    rows = ProductVariant.objects.all()
    if requestor.has(*MANAGERS):
        return rows if channel is None else rows.filter(channel_listings__channel__slug=channel)
    if channel is None:
        return rows.none()
    price = ProductVariantChannelListing.objects.filter(
        variant=OuterRef("pk"), channel__slug=channel, price_amount__isnull=False
    )
    published = ProductChannelListing.objects.filter(
        Q(published_at=None) | Q(published_at__lte=now),
        product=OuterRef("product_id"),
        channel__slug=channel,
        channel__is_active=True,
        is_published=True,
    )
    return rows.filter(Exists(price), Exists(published))
