"""Variants of products: which of them somebody sees, and what hangs on them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from marketplace.engine.models import Product, ProductVariant
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


def variants_seen_by(requestor: Requestor, channel: str | None) -> QuerySet[ProductVariant]:
    """All variants for managers (in a channel: those listed there); for shoppers those of published products."""
    rows = ProductVariant.objects.all()
    if channel is not None:
        rows = rows.filter(channel_listings__channel__slug=channel)
        if not requestor.has(*MANAGERS):
            rows = rows.filter(
                channel_listings__price_amount__isnull=False,
                product__channel_listings__channel__slug=channel,
                product__channel_listings__is_published=True,
            )
    elif not requestor.has(*MANAGERS):
        return rows.none()
    return rows
