"""Products: writing them, and deleting them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Product, ProductType
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.editorjs import plain_text
from marketplace.engine.rules.slugs import free_slug
from marketplace.engine.services.attribute_values import set_product_attributes
from marketplace.engine.services.catalogue_event import product_changed, tell
from marketplace.engine.services.categories import category_by_id
from marketplace.engine.services.discounted_prices import refresh_promoted
from marketplace.engine.services.pictures import forget_pictures
from marketplace.engine.services.product_types import tax_class_by_id
from marketplace.engine.services.search_index import refresh_search
from marketplace.errors import DomainError

COLUMNS = (
    "name",
    "slug",
    "description",
    "weight_g",
    "rating",
    "external_reference",
    "seo_title",
    "seo_description",
)


def product_by_id(product_id: str | None, *, external_reference: str | None = None, field: str = "id") -> Product:
    """The product, locked. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    rows = Product.objects.select_for_update()
    if external_reference is not None:
        product = rows.filter(external_reference=external_reference).first()
    else:
        product = rows.filter(pk=int_pk_of("Product", product_id, field=field)).first()
    if product is None:
        raise missing(product_id or external_reference, field=field)
    return product


@transaction.atomic
def create_product(
    *, product_type_id: str, values: Mapping[str, Any], attributes: Sequence[Mapping[str, Any]] = (), now: datetime
) -> Product:
    """A new product without variants. `values` are columns, `category` and `tax_class` global ids, metadata maps.

    Raises DomainError NOT_FOUND, REQUIRED, UNIQUE, and those of attributes.
    """
    key = int_pk_of("ProductType", product_type_id, field="productType")
    product_type = ProductType.objects.filter(pk=key).first()
    if product_type is None:
        raise missing(product_type_id, field="productType")
    product = Product(product_type=product_type, created_at=now)
    fill_product(product, values)
    check_unique(product)
    product.save()
    set_product_attributes(product, attributes)
    refresh_search([product.pk])
    tell("PRODUCT_CREATED", "Product", [product.pk], now=now)
    return product


@transaction.atomic
def update_product(
    *,
    product_id: str | None,
    external_reference: str | None = None,
    values: Mapping[str, Any],
    attributes: Sequence[Mapping[str, Any]] = (),
    now: datetime,
) -> Product:
    """Change what is given; metadata keys are added. Raises DomainError as `create_product`."""
    product = product_by_id(product_id, external_reference=external_reference)
    fill_product(product, values)
    check_unique(product)
    product.save()
    if "category" in values:  # a promotion may be for what is in a category
        refresh_promoted([product.pk], now=now)
    set_product_attributes(product, attributes)
    refresh_search([product.pk])
    product_changed([product.pk], now=now)
    return product


@transaction.atomic
def delete_product(*, product_id: str | None, external_reference: str | None = None, now: datetime) -> Product:
    """Remove a product with its variants, stock and pictures; orders keep what they say. Returns it with its key.

    Raises DomainError NOT_FOUND, GRAPHQL_ERROR.
    """
    product = product_by_id(product_id, external_reference=external_reference)
    key = product.pk
    tell("PRODUCT_DELETED", "Product", [key], now=now)
    forget_pictures(list(product.media.values_list("image", flat=True)))
    product.delete()
    product.pk = key
    return product


def fill_product(product: Product, values: Mapping[str, Any]) -> None:
    """Set the given values on an unsaved product. Raises DomainError REQUIRED, NOT_FOUND."""
    for name in COLUMNS:
        if values.get(name) is not None:
            setattr(product, name, values[name])
    if values.get("description") is not None:
        product.description_plaintext = plain_text(product.description)
    if "category" in values:
        category_id = values["category"]
        product.category = category_by_id(category_id, field="category") if category_id else None
    if "tax_class" in values:
        product.tax_class = tax_class_by_id(values["tax_class"]) if values["tax_class"] else None
    for name in ("metadata", "private_metadata"):
        if values.get(name) is not None:
            setattr(product, name, {**getattr(product, name), **values[name]})
    if not product.name.strip():
        raise required("name")
    if not product.slug:
        product.slug = free_slug(product.name, lambda slug: Product.objects.filter(slug=slug).exists())


def check_unique(product: Product) -> None:
    """Raise DomainError UNIQUE if another product holds the slug or external reference."""
    others = Product.objects.exclude(pk=product.pk)
    if others.filter(slug=product.slug).exists():
        raise DomainError("UNIQUE", "Product with this Slug already exists.", field="slug")
    reference = product.external_reference
    if reference and others.filter(external_reference=reference).exists():
        message = "Product with this External reference already exists."
        raise DomainError("UNIQUE", message, field="externalReference")
