"""Products."""

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLError

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.address import AddressInput
from marketplace.engine.schema.attribute import ProductType, SelectedAttribute
from marketplace.engine.schema.category import Category
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.collection import Collection
from marketplace.engine.schema.enums import ThumbnailFormatEnum
from marketplace.engine.schema.media import Image, MediaSortingInput, ProductMedia
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.pricing import ProductPricingInfo, asks_for_tax
from marketplace.engine.schema.product_filter import LIST_ARGUMENTS, product_list
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.schema.tax import TaxClass
from marketplace.engine.schema.variant import ProductVariant, ProductVariantCountableConnection
from marketplace.engine.schema.weight import Weight
from marketplace.engine.selectors.attributes import attributes_of_products
from marketplace.engine.selectors.collections import collections_of
from marketplace.engine.selectors.media import attach_first_images, first_image, media_url
from marketplace.engine.selectors.pricing import attach_listings, listing_of, listing_prices, product_prices
from marketplace.engine.selectors.products import ProductQuestion, product_by
from marketplace.engine.selectors.variants import variants_of
from marketplace.graphql.batches import attach, attach_children, batched, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate_list
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime, JSONString
from marketplace.graphql.selection import selection
from marketplace.money import Money as Amount


def _in_sale(listing: models.ProductChannelListing | None, info: Any) -> bool:
    at = listing.available_for_purchase_at if listing else None
    return at is not None and at <= info.context.now


class ProductChannelListing(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    published_at = graphene.Field(DateTime)
    is_published = graphene.Boolean(required=True)
    channel = graphene.Field(Channel, required=True)
    visible_in_listings = graphene.Boolean(required=True)
    available_for_purchase_at = graphene.Field(DateTime)
    discounted_price = graphene.Field(Money)
    is_available_for_purchase = graphene.Boolean()
    pricing = graphene.Field(ProductPricingInfo, address=AddressInput())

    resolve_channel = related("channel")

    @batched
    def resolve_pricing(roots: Sequence[models.ProductChannelListing], info: Any, address: Any = None) -> Any:
        return listing_prices(roots, info.context, with_tax=asks_for_tax(selection(info)))

    @staticmethod
    def resolve_id(root: models.ProductChannelListing, _info: Any) -> str:
        return global_id("ProductChannelListing", root.pk)

    @staticmethod
    def resolve_discounted_price(root: models.ProductChannelListing, _info: Any) -> Amount | None:
        lowest = root.price_min if root.discounted_min is None else root.discounted_min
        return None if lowest is None else Amount(lowest, root.currency)

    @staticmethod
    def resolve_is_available_for_purchase(root: models.ProductChannelListing, info: Any) -> bool:
        return _in_sale(root, info)


@represents(models.Product)
class Product(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = graphene.Field(JSONString)
    product_type = graphene.Field(ProductType, required=True)
    slug = graphene.String(required=True)
    category = graphene.Field(Category)
    created = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    weight = graphene.Field(Weight)
    default_variant = graphene.Field(ProductVariant)
    rating = graphene.Float()
    channel = graphene.String()
    thumbnail = graphene.Field(
        Image, size=graphene.Int(), format=graphene.Argument(ThumbnailFormatEnum, default_value="ORIGINAL")
    )
    pricing = graphene.Field(ProductPricingInfo, address=AddressInput())
    is_available = graphene.Boolean(address=AddressInput())
    attributes = graphene.List(graphene.NonNull(SelectedAttribute), required=True)
    attribute = graphene.Field(SelectedAttribute, slug=graphene.String(required=True))
    channel_listings = graphene.List(graphene.NonNull(ProductChannelListing))
    media_by_id = graphene.Field(ProductMedia, id=graphene.ID(required=True))
    media = graphene.List(graphene.NonNull(ProductMedia), sort_by=MediaSortingInput())
    variants = graphene.List(graphene.NonNull(ProductVariant))
    collections = graphene.List(graphene.NonNull(Collection))
    product_variants = connection_field(ProductVariantCountableConnection)
    available_for_purchase_at = graphene.Field(DateTime)
    is_available_for_purchase = graphene.Boolean()
    tax_class = graphene.Field(TaxClass)
    external_reference = graphene.String()

    resolve_category = related("category")
    resolve_product_type = related("product_type")

    @staticmethod
    def resolve_id(root: models.Product, _info: Any) -> str:
        return global_id("Product", root.pk)

    @staticmethod
    def resolve_created(root: models.Product, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_weight(root: models.Product, _info: Any) -> Any:
        return root.weight_g

    @staticmethod
    def resolve_channel(root: models.Product, _info: Any) -> str | None:
        return None if root.sold_in is None else root.sold_in.slug

    @batched
    def resolve_thumbnail(
        roots: Sequence[models.Product], info: Any, size: int | None = None, format: str | None = None
    ) -> list[dict[str, str] | None]:
        attach_first_images(roots)
        images = [first_image(root) for root in roots]
        return [
            None if image is None else {"url": media_url(image, size=size or 256, format=format), "alt": image.alt}
            for image in images
        ]

    @batched
    def resolve_pricing(roots: Sequence[models.Product], info: Any, address: Any = None) -> Any:
        return product_prices(roots, info.context, with_tax=asks_for_tax(selection(info)))

    @batched
    def resolve_is_available(roots: Sequence[models.Product], info: Any, address: Any = None) -> list[bool | None]:
        attach_listings(roots)
        return [None if root.sold_in is None else _in_sale(listing_of(root), info) for root in roots]

    @batched
    def resolve_is_available_for_purchase(roots: Sequence[models.Product], info: Any) -> list[bool | None]:
        attach_listings(roots)
        return [None if root.sold_in is None else _in_sale(listing_of(root), info) for root in roots]

    @batched
    def resolve_available_for_purchase_at(roots: Sequence[models.Product], info: Any) -> list[Any]:
        attach_listings(roots)
        listings = [listing_of(root) for root in roots]
        return [listing.available_for_purchase_at if listing else None for listing in listings]

    @batched
    def resolve_attributes(roots: Sequence[models.Product], info: Any) -> Any:
        return attributes_of_products(roots)

    @batched
    def resolve_attribute(roots: Sequence[models.Product], info: Any, slug: str) -> list[Any]:
        chosen = attributes_of_products(roots)
        return [next((each for each in group if each.attribute.slug == slug), None) for group in chosen]

    @batched
    def resolve_channel_listings(roots: Sequence[models.Product], info: Any) -> Any:
        require_staff(info)
        listings = models.ProductChannelListing.objects.select_related("channel")
        return attach_children(roots, "all_listings", listings.all, back="product")

    @staticmethod
    def resolve_media_by_id(root: models.Product, _info: Any, id: str) -> models.ProductMedia | None:
        return root.media.filter(pk=int_pk_of("ProductMedia", id)).first()

    @batched
    def resolve_media(roots: Sequence[models.Product], info: Any, sort_by: Any = None) -> list[Any]:
        groups = attach_children(
            roots, "all_media", models.ProductMedia.objects.order_by("sort_order", "pk").all, back="product"
        )
        if sort_by is None:
            return groups
        turned = sort_by["direction"] == "DESC"
        return [sorted(group, key=lambda media: media.pk, reverse=turned) for group in groups]

    @batched
    def resolve_variants(roots: Sequence[models.Product], info: Any) -> Any:
        return variants_of(roots, info.context.requestor)

    @batched
    def resolve_product_variants(roots: Sequence[models.Product], info: Any, **paging: Any) -> list[Any]:
        wanted = Slice.of("productVariants", **paging)
        return [paginate_list(group, wanted) for group in variants_of(roots, info.context.requestor)]

    @batched
    def resolve_collections(roots: Sequence[models.Product], info: Any) -> list[list[models.Collection]]:
        context = info.context
        channel = next((root.sold_in.slug for root in roots if root.sold_in is not None), None)
        found = collections_of([root.pk for root in roots], context.requestor, channel=channel, now=context.now)
        return [found.get(root.pk, []) for root in roots]

    @batched
    def resolve_default_variant(roots: Sequence[models.Product], info: Any) -> list[Any]:
        attach(roots, "default_variant")
        for root in roots:
            if root.default_variant is not None:
                root.default_variant.sold_in = root.sold_in
        return [root.default_variant for root in roots]

    @batched
    def resolve_tax_class(roots: Sequence[models.Product], info: Any) -> list[models.TaxClass | None]:
        require_staff(info)
        attach(roots, "tax_class")
        inheriting = [root for root in roots if root.tax_class is None]
        attach(inheriting, "product_type")
        attach([root.product_type for root in inheriting], "tax_class")
        return [root.tax_class or root.product_type.tax_class for root in roots]


ProductCountableConnection = connection(Product)


class Query:
    product = graphene.Field(
        Product,
        id=graphene.ID(),
        slug=graphene.String(),
        external_reference=graphene.String(),
        channel=graphene.String(),
    )
    products = connection_field(ProductCountableConnection, **LIST_ARGUMENTS)

    @staticmethod
    def resolve_product(
        _root: None,
        info: Any,
        id: str | None = None,
        slug: str | None = None,
        external_reference: str | None = None,
        channel: str | None = None,
    ) -> models.Product | None:
        if sum(each is not None for each in (id, slug, external_reference)) != 1:
            raise GraphQLError("At least one of arguments is required: 'id', 'slug', 'external_reference'.")
        question = ProductQuestion(requestor=info.context.requestor, now=info.context.now, channel=channel)
        pk = None if id is None else int_pk_of("Product", id)
        return product_by(question, selection(info), pk=pk, slug=slug, external_reference=external_reference)

    @staticmethod
    def resolve_products(_root: None, info: Any, **arguments: Any) -> Any:
        return product_list(info, **arguments)


types = [Product]
