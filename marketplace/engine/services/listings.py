"""In which channels products are sold, and at which price."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from marketplace.engine.models import (
    Channel,
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.services.catalogue_event import product_changed, variant_changed
from marketplace.engine.services.discounted_prices import refresh_prices
from marketplace.engine.services.products import product_by_id
from marketplace.errors import DomainError

_PRICES = {"price": "price_amount", "cost_price": "cost_price_amount", "prior_price": "prior_price_amount"}


def channels_by_ids(ids: Iterable[str], *, field: str = "channelId") -> dict[str, Channel]:
    """Channels by global id. Raises DomainError NOT_FOUND, GRAPHQL_ERROR, with the ids in `channels`."""
    keys = {each: int_pk_of("Channel", each, field=field) for each in ids}
    found = Channel.objects.in_bulk(set(keys.values()))
    absent = [each for each, key in keys.items() if key not in found]
    if absent:
        raise DomainError("NOT_FOUND", "Couldn't resolve to a channel.", field=field, channels=absent)
    return {each: found[key] for each, key in keys.items()}


@transaction.atomic
def update_product_listings(
    *, product_id: str, update: Sequence[Mapping[str, Any]], remove: Sequence[str] = (), now: datetime
) -> Product:
    """Publish, hide or take a product off channels; `update` are `ProductChannelListingAddInput`s.

    Raises DomainError NOT_FOUND, DUPLICATED_INPUT_ITEM, PRODUCT_WITHOUT_CATEGORY.
    """
    ids = [each["channel_id"] for each in update]
    if len(set(ids) | set(remove)) != len(ids) + len(remove):
        raise DomainError("DUPLICATED_INPUT_ITEM", "A channel is named twice.", field="updateChannels")
    channels = channels_by_ids([*ids, *remove])
    product = product_by_id(product_id)
    for given in update:
        save_product_listing(product, channels[given["channel_id"]], given, now=now)
    gone = [channels[each].pk for each in remove]
    if gone:
        product.channel_listings.filter(channel__in=gone).delete()
        ProductVariantChannelListing.objects.filter(variant__product=product, channel__in=gone).delete()
    refresh_prices([product.pk], now=now)
    product_changed([product.pk], now=now)
    return product


def save_product_listing(
    product: Product, channel: Channel, given: Mapping[str, Any], *, now: datetime
) -> ProductChannelListing:
    """Create or change one listing. Raises DomainError PRODUCT_WITHOUT_CATEGORY."""
    listing = product.channel_listings.filter(channel=channel).first() or ProductChannelListing(
        product=product, channel=channel, currency=channel.currency_code
    )
    fill_product_listing(listing, given, has_category=product.category_id is not None, now=now)
    listing.save()
    keep_variants(product, channel, add=given.get("add_variants"), remove=given.get("remove_variants"))
    return listing


def fill_product_listing(
    listing: ProductChannelListing, given: Mapping[str, Any], *, has_category: bool, now: datetime
) -> None:
    """Set publication and availability on an unsaved listing."""
    if given.get("is_published") and not has_category:
        message = "You must select a category to be able to publish."
        raise DomainError("PRODUCT_WITHOUT_CATEGORY", message, field="isPublished")
    for name in ("is_published", "published_at", "visible_in_listings", "available_for_purchase_at"):
        if given.get(name) is not None:
            setattr(listing, name, given[name])
    if listing.is_published and listing.published_at is None:
        listing.published_at = now
    for_sale = given.get("is_available_for_purchase")
    if for_sale is False:
        listing.available_for_purchase_at = None
    elif for_sale and given.get("available_for_purchase_at") is None and listing.available_for_purchase_at is None:
        listing.available_for_purchase_at = now


def keep_variants(
    product: Product, channel: Channel, *, add: Sequence[str] | None, remove: Sequence[str] | None
) -> None:
    """List further variants without a price, or take some off. Raises DomainError NOT_FOUND."""
    for variant in _own_variants(product, add or ()):
        ProductVariantChannelListing.objects.get_or_create(
            variant=variant, channel=channel, defaults={"currency": channel.currency_code}
        )
    gone = _own_variants(product, remove or ())
    if gone:
        ProductVariantChannelListing.objects.filter(variant__in=gone, channel=channel).delete()


def _own_variants(product: Product, ids: Sequence[str]) -> list[ProductVariant]:
    keys = [int_pk_of("ProductVariant", each, field="addVariants") for each in ids]
    found = list(product.variants.filter(pk__in=keys)) if keys else []
    if len(found) != len(set(keys)):
        raise DomainError("NOT_FOUND", "The product has no such variant.", field="addVariants", variants=list(ids))
    return found


@transaction.atomic
def update_variant_listings(
    *, variant: ProductVariant, listings: Sequence[Mapping[str, Any]], now: datetime
) -> ProductVariant:
    """Set gross prices of a variant per channel; `listings` are `ProductVariantChannelListingAddInput`s.

    Raises DomainError NOT_FOUND, DUPLICATED_INPUT_ITEM, INVALID_PRICE, PRODUCT_NOT_ASSIGNED_TO_CHANNEL.
    """
    ids = [each["channel_id"] for each in listings]
    if len(set(ids)) != len(ids):
        raise DomainError("DUPLICATED_INPUT_ITEM", "Duplicated channel ID.", field="channelId", channels=ids)
    channels = channels_by_ids(ids)
    Product.objects.select_for_update().only("pk").get(pk=variant.product_id)
    offered = set(ProductChannelListing.objects.filter(product=variant.product_id).values_list("channel_id", flat=True))
    if absent := [each for each in ids if channels[each].pk not in offered]:
        message = "Product not available in channels."
        raise DomainError("PRODUCT_NOT_ASSIGNED_TO_CHANNEL", message, field="input", channels=absent)
    for given in listings:
        channel = channels[given["channel_id"]]
        ProductVariantChannelListing.objects.update_or_create(
            variant=variant,
            channel=channel,
            defaults={"currency": channel.currency_code, **price_columns(given)},
        )
    refresh_prices([variant.product_id], now=now)
    variant_changed([variant.pk], now=now)
    product_changed([variant.product_id], now=now)
    return variant


def price_columns(given: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """The price columns that an input names. Raises DomainError INVALID_PRICE on more than two decimal places."""
    columns = {}
    for name, column in _PRICES.items():
        if name not in given:
            continue
        amount: Decimal | None = given[name]
        if amount is not None and amount != round(amount, 2):
            raise DomainError("INVALID_PRICE", "Value cannot have more than 2 decimal places.", field=_camel(name))
        if amount is not None and amount >= 10**9:
            raise DomainError("INVALID_PRICE", "Value is too high.", field=_camel(name))
        columns[column] = amount
    return columns


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(each.title() for each in rest)
