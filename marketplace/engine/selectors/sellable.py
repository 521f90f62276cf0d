"""Variants as one can buy them in a channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet

from marketplace.engine.models import Channel, ProductVariant, ProductVariantChannelListing, TaxClass
from marketplace.graphql.ready_query import ReadyQuery, one_of


@dataclass(frozen=True, slots=True)
class Sellable:
    """A variant with its product, its gross price in the channel (None: not sold there) and whether it is on offer.

    `full_price` is without promotions; `rule_id` names the promotion's rule that lowers it.
    """

    variant: ProductVariant
    price: Decimal | None
    full_price: Decimal | None
    rule_id: UUID | None
    is_published: bool
    is_for_sale: bool

    @property
    def tax_class(self) -> TaxClass | None:
        product = self.variant.product
        return product.tax_class or product.product_type.tax_class

    def listing(self, channel: Channel) -> ProductVariantChannelListing | None:
        """The listing as far as prices are concerned, for whoever asks the variant for its price."""
        if self.price is None:
            return None
        return ProductVariantChannelListing(
            variant=self.variant,
            channel=channel,
            currency=channel.currency_code,
            price_amount=self.full_price,
            discounted_price_amount=self.price,
        )


def sellables(variant_ids: Iterable[int], channel_id: int, *, now: datetime) -> dict[int, Sellable]:
    """The variants among the ids that exist, with product, type and tax classes, in one statement."""
    rows: Iterable[Any] = _READY.rows(channel_id, sorted(set(variant_ids)))
    return {row.pk: _sellable(row, now) for row in rows}


def _offered(channel_id: int, variant_ids: Sequence[int]) -> "QuerySet[ProductVariant]":
    return (
        ProductVariant.objects.filter(one_of('"engine_productvariant"."id"', variant_ids, BigIntegerField()))
        .select_related("product__tax_class", "product__product_type__tax_class")
        .annotate(
            listing=FilteredRelation("channel_listings", condition=Q(channel_listings__channel=channel_id)),
            product_listing=FilteredRelation(
                "product__channel_listings", condition=Q(product__channel_listings__channel=channel_id)
            ),
            listed_price=F("listing__price_amount"),
            listed_reduced=F("listing__discounted_price_amount"),
            listed_rule=F("listing__promotion_rule"),
            listed_published=F("product_listing__is_published"),
            listed_published_at=F("product_listing__published_at"),
            listed_available_at=F("product_listing__available_for_purchase_at"),
        )
        .defer("product__search_vector")
        .order_by()
    )


_READY = ReadyQuery(_offered, -1, [-2])


def _sellable(row: Any, now: datetime) -> Sellable:
    published = bool(row.listed_published) and (row.listed_published_at is None or row.listed_published_at <= now)
    available = row.listed_available_at is not None and row.listed_available_at <= now
    price = row.listed_price if row.listed_reduced is None else row.listed_reduced
    return Sellable(row, price, row.listed_price, row.listed_rule, published, available)


def variant_label(variant: ProductVariant) -> str:
    """How a variant is called in a refusal."""
    return variant.name or variant.sku or f"ID:{variant.pk}"
