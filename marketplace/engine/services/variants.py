"""Variants of products."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Product, ProductVariant
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.engine.services.attribute_values import set_variant_attributes
from marketplace.engine.services.catalogue_event import product_changed, tell, variant_changed
from marketplace.engine.services.discounted_prices import refresh_prices
from marketplace.engine.services.products import product_by_id
from marketplace.engine.services.search_index import refresh_search
from marketplace.engine.services.stocks import create_stocks
from marketplace.errors import DomainError

COLUMNS = ("name", "sku", "track_inventory", "weight_g", "quantity_limit_per_customer", "external_reference")


def variant_by(
    variant_id: str | None, *, sku: str | None = None, external_reference: str | None = None, field: str = "id"
) -> ProductVariant:
    """The variant with its product, by one of three keys. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    rows = ProductVariant.objects.select_related("product")
    if sku is not None:
        rows = rows.filter(sku=sku)
    elif external_reference is not None:
        rows = rows.filter(external_reference=external_reference)
    else:
        rows = rows.filter(pk=int_pk_of("ProductVariant", variant_id, field=field))
    variant = rows.first()
    if variant is None:
        raise missing(variant_id or sku or external_reference, field=field)
    return variant


@transaction.atomic
def create_variant(
    *,
    product_id: str,
    values: Mapping[str, Any],
    attributes: Sequence[Mapping[str, Any]] = (),
    stocks: Sequence[Mapping[str, Any]] = (),
    now: datetime,
) -> ProductVariant:
    """A new variant; a product's first one becomes its default. Raises DomainError UNIQUE, NOT_FOUND, and of stocks."""
    product = product_by_id(product_id, field="product")
    variant = ProductVariant(product=product, sort_order=product.variants.count())
    fill_variant(variant, values)
    check_unique(variant)
    variant.save()
    set_variant_attributes(variant, attributes)
    if stocks:
        create_stocks(variant=variant, stocks=stocks, now=now)
    if product.default_variant_id is None:
        Product.objects.filter(pk=product.pk).update(default_variant=variant)
    refresh_search([product.pk])
    tell("PRODUCT_VARIANT_CREATED", "ProductVariant", [variant.pk], now=now)
    product_changed([product.pk], now=now)
    return variant


@transaction.atomic
def update_variant(
    *,
    variant: ProductVariant,
    values: Mapping[str, Any],
    attributes: Sequence[Mapping[str, Any]] = (),
    now: datetime,
) -> ProductVariant:
    """Change what is given; metadata keys are added. Raises DomainError UNIQUE, and of attributes."""
    fill_variant(variant, values)
    check_unique(variant)
    variant.save()
    set_variant_attributes(variant, attributes)
    refresh_search([variant.product_id])
    variant_changed([variant.pk], now=now)
    product_changed([variant.product_id], now=now)
    return variant


@transaction.atomic
def delete_variant(*, variant: ProductVariant, now: datetime) -> ProductVariant:
    """Remove a variant; another one becomes the product's default. Returns it with its key."""
    key, product_id = variant.pk, variant.product_id
    tell("PRODUCT_VARIANT_DELETED", "ProductVariant", [key], now=now)
    variant.delete()
    variant.pk = key
    product = Product.objects.select_for_update().get(pk=product_id)
    if product.default_variant_id is None:
        product.default_variant = product.variants.first()
        product.save(update_fields=["default_variant", "updated_at"])
    refresh_prices([product_id], now=now)
    refresh_search([product_id])
    product_changed([product_id], now=now)
    return variant


def fill_variant(variant: ProductVariant, values: Mapping[str, Any]) -> None:
    """Set the given values on an unsaved variant."""
    for name in COLUMNS:
        if values.get(name) is not None:
            setattr(variant, name, values[name])
    variant.sku = (variant.sku or "").strip() or None
    for name in ("metadata", "private_metadata"):
        if values.get(name) is not None:
            setattr(variant, name, {**getattr(variant, name), **values[name]})


def check_unique(variant: ProductVariant) -> None:
    """Raise DomainError UNIQUE if another variant holds the sku or external reference."""
    others = ProductVariant.objects.exclude(pk=variant.pk)
    if variant.sku and others.filter(sku=variant.sku).exists():
        raise DomainError("UNIQUE", "Product variant with this SKU already exists.", field="sku")
    reference = variant.external_reference
    if reference and others.filter(external_reference=reference).exists():
        message = "Product variant with this External reference already exists."
        raise DomainError("UNIQUE", message, field="externalReference")
