"""Prices of products and variants in the channel that a query asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from marketplace.engine.models import (
    Channel,
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from marketplace.engine.rules.prices import TaxedAmount
from marketplace.engine.selectors.taxes import rate_finder
from marketplace.graphql.batches import attach
from marketplace.graphql.context import Context
from marketplace.graphql.fast_rows import rows_by


@dataclass(frozen=True, slots=True)
class ProductPrice:
    """Lowest and highest price of the variants, with tax; `full_` ones without promotions."""

    start: TaxedAmount
    stop: TaxedAmount
    full_start: TaxedAmount
    full_stop: TaxedAmount
    display_gross_prices: bool


@dataclass(frozen=True, slots=True)
class VariantPrice:
    """The price of a variant with tax; `full` is without promotions, `prior` what it cost before, for showing only."""

    price: TaxedAmount
    full: TaxedAmount
    prior: TaxedAmount | None


def attach_listings(products: Sequence[Product]) -> None:
    """Give each product its listing in `sold_in` as `__dict__["listing"]`, with one statement where any is missing."""
    bare = [each for each in products if "listing" not in each.__dict__ and each.sold_in is not None]
    if not bare:
        return
    rows = rows_by(ProductChannelListing, "product_id", [each.pk for each in bare])
    found = {(row.product_id, row.channel_id): row for row in rows}
    for each in bare:
        each.__dict__["listing"] = found.get((each.pk, each.sold_in.pk if each.sold_in else None))


def listing_of(product: Product) -> ProductChannelListing | None:
    """What `attach_listings` found; None without a channel."""
    listing: ProductChannelListing | None = product.__dict__.get("listing")
    return listing


def product_prices(products: Sequence[Product], context: Context, *, with_tax: bool) -> list[ProductPrice | None]:
    """Price ranges in each product's channel; None where there is no channel or no price.

    `with_tax` tells whether anybody will look at net or tax; without it the rates are not read.
    """
    attach_listings(products)
    if with_tax:
        attach([each for each in products if each.tax_class_id is None], "product_type")
    prices: list[ProductPrice | None] = []
    for product in products:
        listing, channel = listing_of(product), product.sold_in
        if channel is None or listing is None:
            prices.append(None)
            continue
        rate = tax_rate(product, channel, context) if with_tax else Decimal(0)
        prices.append(_range(listing, channel, rate))
    return prices


def listing_prices(
    listings: Sequence[ProductChannelListing], context: Context, *, with_tax: bool
) -> list[ProductPrice | None]:
    """Price ranges of products in the channels of these listings; None where there is no price."""
    attach(listings, "channel")
    if with_tax:
        attach(listings, "product")
        attach([each.product for each in listings if each.product.tax_class_id is None], "product_type")
    return [
        _range(each, each.channel, tax_rate(each.product, each.channel, context) if with_tax else Decimal(0))
        for each in listings
    ]


def _range(listing: ProductChannelListing, channel: Channel, rate: Decimal) -> ProductPrice | None:
    if listing.price_min is None or listing.price_max is None:
        return None
    low = listing.price_min if listing.discounted_min is None else listing.discounted_min
    high = listing.price_max if listing.discounted_max is None else listing.discounted_max
    amounts = (low, high, listing.price_min, listing.price_max)
    start, stop, full_start, full_stop = (TaxedAmount(each, rate, listing.currency) for each in amounts)
    return ProductPrice(start, stop, full_start, full_stop, channel.display_gross_prices)


def tax_rate(product: Product, channel: Channel, context: Context) -> Decimal:
    """The rate in percent of a product's class, else of its type's, in the channel's country."""
    tax_class_id = product.tax_class_id if product.tax_class_id is not None else product.product_type.tax_class_id
    return rate_finder(context, channel)(tax_class_id)


def attach_variant_listings(variants: Sequence[ProductVariant]) -> None:
    """Give each variant its listing in `sold_in` as `__dict__["listing"]`, with one statement where any is missing."""
    bare = [each for each in variants if "listing" not in each.__dict__ and each.sold_in is not None]
    if not bare:
        return
    rows = rows_by(ProductVariantChannelListing, "variant_id", [each.pk for each in bare])
    found = {(row.variant_id, row.channel_id): row for row in rows}
    for each in bare:
        each.__dict__["listing"] = found.get((each.pk, each.sold_in.pk if each.sold_in else None))


def variant_listing_of(variant: ProductVariant) -> ProductVariantChannelListing | None:
    """What `attach_variant_listings` found; None without a channel."""
    listing: ProductVariantChannelListing | None = variant.__dict__.get("listing")
    return listing


def variant_prices(
    variants: Sequence[ProductVariant], context: Context, *, with_tax: bool
) -> list[VariantPrice | None]:
    """Prices in each variant's channel; None where there is no channel or no price."""
    attach_variant_listings(variants)
    if with_tax:
        attach(variants, "product")
        attach([each.product for each in variants if each.product.tax_class_id is None], "product_type")
    prices: list[VariantPrice | None] = []
    for variant in variants:
        listing, channel = variant_listing_of(variant), variant.sold_in
        if channel is None or listing is None or listing.price_amount is None or listing.selling_price is None:
            prices.append(None)
            continue
        rate = tax_rate(variant.product, channel, context) if with_tax else Decimal(0)
        prior = listing.prior_price_amount
        prices.append(
            VariantPrice(
                TaxedAmount(listing.selling_price, rate, listing.currency),
                TaxedAmount(listing.price_amount, rate, listing.currency),
                None if prior is None else TaxedAmount(prior, rate, listing.currency),
            )
        )
    return prices
