"""Many products at once: `productBulkCreate`, with a fixed number of statements per operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import (
    Category,
    Channel,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
    Stock,
    TaxClass,
    Warehouse,
)
from marketplace.engine.refusals import Refusals, int_pk_of, uuid_of
from marketplace.engine.rules.editorjs import plain_text
from marketplace.engine.rules.slugs import free_slug, slug_of
from marketplace.engine.services.attribute_values import set_product_attributes, set_variant_attributes
from marketplace.engine.services.catalogue_event import tell
from marketplace.engine.services.discounted_prices import refresh_prices
from marketplace.engine.services.listings import fill_product_listing, price_columns
from marketplace.engine.services.pictures import store_image
from marketplace.engine.services.products import COLUMNS as PRODUCT_COLUMNS
from marketplace.engine.services.search_index import refresh_search
from marketplace.engine.services.variants import COLUMNS as VARIANT_COLUMNS
from marketplace.errors import DomainError

MAX_PRODUCTS = 100
Input = Mapping[str, Any]


@dataclass
class Draft:
    """One row of the input on its way into the tables. Faults name their place by `path`."""

    given: Input
    product: Product = field(default_factory=Product)
    listings: list[ProductChannelListing] = field(default_factory=list)
    variants: list[ProductVariant] = field(default_factory=list)
    variant_listings: list[ProductVariantChannelListing] = field(default_factory=list)
    stocks: list[Stock] = field(default_factory=list)
    media: list[ProductMedia] = field(default_factory=list)
    faults: list[DomainError] = field(default_factory=list)


@dataclass(frozen=True)
class Surroundings:
    """What the rows refer to, read once."""

    types: Mapping[int, ProductType]
    categories: Mapping[int, Category]
    tax_classes: Mapping[int, TaxClass]
    channels: Mapping[int, Channel]
    warehouses: Mapping[UUID, Warehouse]
    slugs: set[str]
    skus: set[str]
    references: set[str]


@transaction.atomic
def create_products(*, rows: Sequence[Input], policy: str, now: datetime) -> list[Draft]:
    """Create the products that are right, with variants, prices, stocks and pictures.

    `policy`: REJECT_EVERYTHING creates nothing if anything is wrong; REJECT_FAILED_ROWS and IGNORE_FAILED leave out the
    wrong rows (the engine does not create rows in part). Each draft comes back with its product or its faults.
    Raises DomainError INVALID for more rows than an operation takes.
    """
    if len(rows) > MAX_PRODUCTS:
        raise DomainError("INVALID", f"At most {MAX_PRODUCTS} products at once.", field="products")
    around = _surroundings(rows)
    drafts = [Draft(given) for given in rows]
    for draft in drafts:
        _prepare(draft, around, now)
    failed = any(draft.faults for draft in drafts)
    good = [] if failed and policy == "REJECT_EVERYTHING" else [draft for draft in drafts if not draft.faults]
    if good:
        _store(good, now=now)
    return drafts


def _store(drafts: Sequence[Draft], *, now: datetime) -> None:
    Product.objects.bulk_create([draft.product for draft in drafts])
    ProductVariant.objects.bulk_create([each for draft in drafts for each in draft.variants])
    for draft in drafts:
        if draft.variants:
            draft.product.default_variant = draft.variants[0]
    Product.objects.bulk_update([draft.product for draft in drafts if draft.variants], ["default_variant"])
    ProductChannelListing.objects.bulk_create([each for draft in drafts for each in draft.listings])
    ProductVariantChannelListing.objects.bulk_create([each for draft in drafts for each in draft.variant_listings])
    Stock.objects.bulk_create([each for draft in drafts for each in draft.stocks])
    ProductMedia.objects.bulk_create([each for draft in drafts for each in draft.media])
    for draft in drafts:
        _set_attributes(draft)
    keys = [draft.product.pk for draft in drafts]
    refresh_prices(keys, now=now)
    refresh_search(keys)
    tell("PRODUCT_CREATED", "Product", keys, now=now)


def _set_attributes(draft: Draft) -> None:
    if draft.given.get("attributes"):
        set_product_attributes(draft.product, draft.given["attributes"])
    for variant, given in zip(draft.variants, draft.given.get("variants") or (), strict=True):
        if given.get("attributes"):
            set_variant_attributes(variant, given["attributes"])


def _surroundings(rows: Sequence[Input]) -> Surroundings:
    variants = [each for row in rows for each in row.get("variants") or ()]
    names = [row.get("slug") or slug_of(row.get("name") or "") for row in rows]
    similar = Product.objects.filter(slug__in=names).values_list("slug", flat=True)
    skus = [each["sku"] for each in variants if each.get("sku")]
    references = [row["external_reference"] for row in rows if row.get("external_reference")]
    of_products = Product.objects.filter(external_reference__in=references)
    return Surroundings(
        types=ProductType.objects.in_bulk(),
        categories=Category.objects.in_bulk(),
        tax_classes=TaxClass.objects.in_bulk(),
        channels=Channel.objects.in_bulk(),
        warehouses=Warehouse.objects.in_bulk(_warehouse_keys(variants)),
        slugs=set(similar),
        skus={each.sku or "" for each in ProductVariant.objects.filter(sku__in=skus).only("sku")},
        references={each.external_reference or "" for each in of_products.only("external_reference")},
    )


def _warehouse_keys(variants: Sequence[Input]) -> set[UUID]:
    keys = set()
    for stock in (each for given in variants for each in given.get("stocks") or ()):
        try:
            keys.add(uuid_of("Warehouse", stock["warehouse"]))
        except DomainError:
            continue  # reported with its row
    return keys


def _prepare(draft: Draft, around: Surroundings, now: datetime) -> None:
    """Fill the draft from its input, collecting faults instead of stopping at the first."""
    steps = (_prepare_product, _prepare_listings, _prepare_variants, _prepare_media)
    for step in steps:
        try:
            step(draft, around, now)
        except DomainError as error:
            draft.faults.append(error)
        except Refusals as refusals:
            draft.faults += refusals.errors


def _found(known: Mapping[Any, Any], type_name: str, value: str, path: str) -> Any:
    key = uuid_of(type_name, value, field=path) if type_name == "Warehouse" else int_pk_of(type_name, value, field=path)
    if key not in known:
        raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {value}", field=path)
    return known[key]


def _prepare_product(draft: Draft, around: Surroundings, now: datetime) -> None:
    given, product = draft.given, draft.product
    for name in PRODUCT_COLUMNS:
        if given.get(name) is not None:
            setattr(product, name, given[name])
    product.created_at = now
    product.description_plaintext = plain_text(product.description)
    product.metadata, product.private_metadata = given.get("metadata") or {}, given.get("private_metadata") or {}
    product.product_type = _found(around.types, "ProductType", given["product_type"], "productType")
    if not product.name.strip():
        raise DomainError("REQUIRED", "Name is required.", field="name")
    if given.get("category"):
        product.category = _found(around.categories, "Category", given["category"], "category")
    if given.get("tax_class"):
        product.tax_class = _found(around.tax_classes, "TaxClass", given["tax_class"], "taxClass")
    _claim_slug(product, around)
    reference = product.external_reference
    if reference and reference in around.references:
        message = "Product with this External reference already exists."
        raise DomainError("UNIQUE", message, field="externalReference")
    if reference:
        around.references.add(reference)


def _claim_slug(product: Product, around: Surroundings) -> None:
    if product.slug:
        if product.slug in around.slugs:
            raise DomainError("UNIQUE", "Product with this Slug already exists.", field="slug")
    else:
        base = slug_of(product.name)
        stored = Product.objects.filter
        product.slug = free_slug(
            product.name,
            # the plain slugs of all rows were looked up at once; numbered ones are rare
            lambda slug: slug in around.slugs or (slug != base and stored(slug=slug).exists()),
        )
    around.slugs.add(product.slug)


def _prepare_listings(draft: Draft, around: Surroundings, now: datetime) -> None:
    for place, given in enumerate(draft.given.get("channel_listings") or ()):
        path = f"channelListings.{place}.channelId"
        channel = _found(around.channels, "Channel", given["channel_id"], path)
        listing = ProductChannelListing(product=draft.product, channel=channel, currency=channel.currency_code)
        draft.listings.append(listing)
        fill_product_listing(listing, given, has_category=bool(draft.given.get("category")), now=now)


def _prepare_variants(draft: Draft, around: Surroundings, now: datetime) -> None:
    for place, given in enumerate(draft.given.get("variants") or ()):
        path = f"variants.{place}"
        variant = ProductVariant(product=draft.product, sort_order=place, created_at=now)
        for name in VARIANT_COLUMNS:
            if given.get(name) is not None:
                setattr(variant, name, given[name])
        variant.sku = (variant.sku or "").strip() or None
        variant.metadata, variant.private_metadata = given.get("metadata") or {}, given.get("private_metadata") or {}
        if variant.sku and variant.sku in around.skus:
            raise DomainError("UNIQUE", "Product variant with this SKU already exists.", field=f"{path}.sku")
        if variant.sku:
            around.skus.add(variant.sku)
        draft.variants.append(variant)
        _prepare_prices(draft, variant, given, around, path)
        _prepare_stocks(draft, variant, given, around, path)


def _prepare_prices(draft: Draft, variant: ProductVariant, given: Input, around: Surroundings, path: str) -> None:
    offered = {listing.channel_id for listing in draft.listings}
    for place, price in enumerate(given.get("channel_listings") or ()):
        here = f"{path}.channelListings.{place}"
        channel = _found(around.channels, "Channel", price["channel_id"], f"{here}.channelId")
        if channel.pk not in offered:
            message = "Product not available in channels."
            raise DomainError("PRODUCT_NOT_ASSIGNED_TO_CHANNEL", message, field=f"{here}.channelId")
        try:
            columns = price_columns(price)
        except DomainError as error:
            raise DomainError(error.code, error.message, field=f"{here}.{error.field}") from None
        draft.variant_listings.append(
            ProductVariantChannelListing(variant=variant, channel=channel, currency=channel.currency_code, **columns)
        )


def _prepare_stocks(draft: Draft, variant: ProductVariant, given: Input, around: Surroundings, path: str) -> None:
    for place, stock in enumerate(given.get("stocks") or ()):
        here = f"{path}.stocks.{place}"
        warehouse = _found(around.warehouses, "Warehouse", stock["warehouse"], f"{here}.warehouse")
        if stock["quantity"] < 0:
            raise DomainError("INVALID", "Quantity cannot be lower than 0.", field=f"{here}.quantity")
        draft.stocks.append(Stock(product_variant=variant, warehouse=warehouse, quantity=stock["quantity"]))


def _prepare_media(draft: Draft, _around: Surroundings, _now: datetime) -> None:
    for place, given in enumerate(draft.given.get("media") or ()):
        if draft.faults:
            return  # no file is kept for a row that will not be
        if given.get("image") is None:
            path = f"media.{place}"
            raise DomainError("UNSUPPORTED_MEDIA_PROVIDER", "Only uploaded images are taken.", field=path)
        name = store_image(given["image"])
        alt = (given.get("alt") or "")[:250]
        draft.media.append(ProductMedia(product=draft.product, image=name, alt=alt, sort_order=place))
