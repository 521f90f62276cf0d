"""Variants and their stock."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Q

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of
from marketplace.engine.schema.address import AddressInput
from marketplace.engine.schema.attribute import SelectedAttribute, VariantAttributeScope
from marketplace.engine.schema.channel import Channel
from marketplace.engine.schema.country import CountryCode
from marketplace.engine.schema.media import ProductMedia
from marketplace.engine.schema.metadata import ObjectWithMetadata
from marketplace.engine.schema.money import Money
from marketplace.engine.schema.pricing import VariantPricingInfo, asks_for_tax
from marketplace.engine.schema.product_filter import StringFilterInput
from marketplace.engine.schema.representation import Node, represents
from marketplace.engine.schema.staff import require_staff
from marketplace.engine.schema.warehouse import Warehouse
from marketplace.engine.schema.weight import Weight
from marketplace.engine.selectors.allocation import reserved_quantities
from marketplace.engine.selectors.attributes import attributes_of_variants
from marketplace.engine.selectors.channels import channel_by_slug
from marketplace.engine.selectors.pricing import variant_prices
from marketplace.engine.selectors.stock import limited_quantities
from marketplace.engine.selectors.variants import variants_seen_by
from marketplace.graphql.batches import attach_children, batched, grouped, related
from marketplace.graphql.connections import Slice, connection, connection_field, paginate
from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import DateTime
from marketplace.graphql.selection import selection
from marketplace.money import Money as Amount


@represents(models.Stock)
class Stock(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    warehouse = graphene.Field(Warehouse, required=True)
    product_variant = graphene.Field(lambda: ProductVariant, required=True)
    quantity = graphene.Int(required=True)
    quantity_allocated = graphene.Int(required=True)
    quantity_reserved = graphene.Int(required=True)

    resolve_warehouse = related("warehouse")
    resolve_product_variant = related("product_variant")

    @staticmethod
    def resolve_id(root: models.Stock, _info: Any) -> str:
        return global_id("Stock", root.pk)

    @batched
    def resolve_quantity_reserved(roots: Sequence[models.Stock], info: Any) -> list[int]:
        held = reserved_quantities([root.pk for root in roots], now=info.context.now)
        return [held.get(root.pk, 0) for root in roots]


class ProductVariantChannelListing(graphene.ObjectType):
    class Meta:
        interfaces = (Node,)

    channel = graphene.Field(Channel, required=True)
    price = graphene.Field(Money)
    cost_price = graphene.Field(Money)
    prior_price = graphene.Field(Money)

    resolve_channel = related("channel")

    @staticmethod
    def resolve_id(root: models.ProductVariantChannelListing, _info: Any) -> str:
        return global_id("ProductVariantChannelListing", root.pk)

    @staticmethod
    def resolve_price(root: models.ProductVariantChannelListing, _info: Any) -> Amount | None:
        return None if root.price_amount is None else Amount(root.price_amount, root.currency)

    @staticmethod
    def resolve_cost_price(root: models.ProductVariantChannelListing, info: Any) -> Amount | None:
        info.context.requestor.require("MANAGE_PRODUCTS")
        return None if root.cost_price_amount is None else Amount(root.cost_price_amount, root.currency)

    @staticmethod
    def resolve_prior_price(root: models.ProductVariantChannelListing, _info: Any) -> Amount | None:
        return None if root.prior_price_amount is None else Amount(root.prior_price_amount, root.currency)


@represents(models.ProductVariant)
class ProductVariant(graphene.ObjectType):
    class Meta:
        interfaces = (Node, ObjectWithMetadata)

    name = graphene.String(required=True)
    sku = graphene.String()
    product = graphene.Field("marketplace.engine.schema.product.Product", required=True)
    track_inventory = graphene.Boolean(required=True)
    quantity_limit_per_customer = graphene.Int()
    weight = graphene.Field(Weight)
    channel = graphene.String()
    channel_listings = graphene.List(graphene.NonNull(ProductVariantChannelListing))
    pricing = graphene.Field(VariantPricingInfo, address=AddressInput())
    attributes = graphene.List(
        graphene.NonNull(SelectedAttribute),
        required=True,
        variant_selection=graphene.Argument(VariantAttributeScope),
    )
    media = graphene.List(graphene.NonNull(ProductMedia))
    stocks = graphene.List(graphene.NonNull(Stock), address=AddressInput(), country_code=graphene.Argument(CountryCode))
    quantity_available = graphene.Int(address=AddressInput(), country_code=graphene.Argument(CountryCode))
    created = graphene.Field(DateTime, required=True)
    updated_at = graphene.Field(DateTime, required=True)
    external_reference = graphene.String()

    @staticmethod
    def resolve_id(root: models.ProductVariant, _info: Any) -> str:
        return global_id("ProductVariant", root.pk)

    @staticmethod
    def resolve_created(root: models.ProductVariant, _info: Any) -> Any:
        return root.created_at

    @staticmethod
    def resolve_weight(root: models.ProductVariant, _info: Any) -> Any:
        return root.weight_g

    @staticmethod
    def resolve_channel(root: models.ProductVariant, _info: Any) -> str | None:
        return None if root.sold_in is None else root.sold_in.slug

    @batched
    def resolve_product(roots: Sequence[models.ProductVariant], info: Any) -> list[models.Product]:
        products = related("product").many(roots, info)  # type: ignore[attr-defined]
        for root, product in zip(roots, products, strict=True):
            product.sold_in = product.sold_in or root.sold_in
        return products  # type: ignore[no-any-return]

    @batched
    def resolve_channel_listings(roots: Sequence[models.ProductVariant], info: Any) -> Any:
        require_staff(info)
        listings = models.ProductVariantChannelListing.objects.select_related("channel")
        return attach_children(roots, "all_listings", listings.all, back="variant")

    @batched
    def resolve_pricing(roots: Sequence[models.ProductVariant], info: Any, address: Any = None) -> Any:
        return variant_prices(roots, info.context, with_tax=asks_for_tax(selection(info)))

    @batched
    def resolve_attributes(roots: Sequence[models.ProductVariant], info: Any, variant_selection: Any = None) -> Any:
        return attributes_of_variants(roots)

    @batched
    def resolve_media(roots: Sequence[models.ProductVariant], info: Any) -> list[list[models.ProductMedia]]:
        links = models.VariantMedia.objects.filter(variant__in=[root.pk for root in roots]).select_related("media")
        groups = grouped(links.order_by("media__sort_order", "media_id"), "variant_id")
        return [[link.media for link in groups.get(root.pk, [])] for root in roots]

    @batched
    def resolve_stocks(roots: Sequence[models.ProductVariant], info: Any, **_place: Any) -> Any:
        info.context.requestor.require("MANAGE_PRODUCTS", "MANAGE_ORDERS")
        stocks = models.Stock.objects.order_by("pk")
        return attach_children(roots, "all_stocks", stocks.all, back="product_variant")

    @batched
    def resolve_quantity_available(roots: Sequence[models.ProductVariant], info: Any, **_place: Any) -> list[int]:
        return limited_quantities(roots, now=info.context.now)


ProductVariantCountableConnection = connection(ProductVariant)


class ProductVariantFilterInput(graphene.InputObjectType):
    search = graphene.String()
    sku = graphene.List(graphene.NonNull(graphene.String))


class ProductVariantWhereInput(graphene.InputObjectType):
    ids = graphene.List(graphene.NonNull(graphene.ID))
    sku = graphene.InputField(StringFilterInput)


def _found(rows: Any, text: str) -> Any:
    return rows.filter(Q(name__icontains=text) | Q(sku__icontains=text) | Q(product__name__icontains=text))


class Query:
    product_variant = graphene.Field(
        ProductVariant,
        id=graphene.ID(),
        sku=graphene.String(),
        external_reference=graphene.String(),
        channel=graphene.String(),
    )
    product_variants = connection_field(
        ProductVariantCountableConnection,
        ids=graphene.List(graphene.NonNull(graphene.ID)),
        channel=graphene.String(),
        filter=ProductVariantFilterInput(),
        where=ProductVariantWhereInput(),
        search=graphene.String(),
    )
    stock = graphene.Field(Stock, id=graphene.ID(required=True))

    @staticmethod
    def resolve_product_variant(
        _root: None,
        info: Any,
        id: str | None = None,
        sku: str | None = None,
        external_reference: str | None = None,
        channel: str | None = None,
    ) -> models.ProductVariant | None:
        rows = variants_seen_by(info.context.requestor, channel, now=info.context.now)
        if sku is not None:
            rows = rows.filter(sku=sku)
        elif external_reference is not None:
            rows = rows.filter(external_reference=external_reference)
        else:
            rows = rows.filter(pk=int_pk_of("ProductVariant", id))
        variant = rows.first()
        if variant is not None and channel is not None:
            variant.sold_in = channel_by_slug(channel)
        return variant

    @staticmethod
    def resolve_product_variants(
        _root: None,
        info: Any,
        ids: list[str] | None = None,
        channel: str | None = None,
        filter: Mapping[str, Any] | None = None,
        where: Mapping[str, Any] | None = None,
        search: str | None = None,
        **paging: Any,
    ) -> Any:
        rows = variants_seen_by(info.context.requestor, channel, now=info.context.now)
        wanted, asked = filter or {}, where or {}
        for chosen in (ids, asked.get("ids")):
            if chosen is not None:
                rows = rows.filter(pk__in=[int_pk_of("ProductVariant", each) for each in chosen])
        sku = asked.get("sku") or {}
        for chosen in (wanted.get("sku"), sku.get("one_of"), [sku["eq"]] if sku.get("eq") else None):
            if chosen is not None:
                rows = rows.filter(sku__in=chosen)
        if text := search or wanted.get("search"):
            rows = _found(rows, text)
        page = paginate(rows, Slice.of("productVariants", **paging), order=["pk"])
        sold_in = channel_by_slug(channel) if channel is not None else None
        for edge in page.edges:
            edge.node.sold_in = sold_in
        return page

    @staticmethod
    def resolve_stock(_root: None, info: Any, id: str) -> models.Stock | None:
        info.context.requestor.require("MANAGE_PRODUCTS")
        return models.Stock.objects.filter(pk=int_pk_of("Stock", id)).first()


types = [ProductVariant, Stock]
