"""The category tree: planting, moving names, cutting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from marketplace.engine.models import Category, Product
from marketplace.engine.refusals import int_pk_of, missing, required
from marketplace.engine.rules.slugs import free_slug
from marketplace.engine.selectors.categories import subtree
from marketplace.engine.services.catalogue_event import product_changed
from marketplace.engine.services.discounted_prices import refresh_promoted
from marketplace.engine.services.pictures import forget_pictures, store_background
from marketplace.engine.services.search_index import refresh_search
from marketplace.errors import DomainError

_COLUMNS = ("name", "slug", "description", "seo_title", "seo_description", "background_image_alt")
_TREE_LOCK = 7_020_102


def category_by_id(category_id: str, *, field: str = "id") -> Category:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    category = Category.objects.filter(pk=int_pk_of("Category", category_id, field=field)).first()
    if category is None:
        raise missing(category_id, field=field)
    return category


@transaction.atomic
def create_category(*, values: Mapping[str, Any], parent_id: str | None = None) -> Category:
    """A new category, at the root or below another. Raises DomainError INVALID, REQUIRED, UNIQUE, NOT_FOUND."""
    _lock_tree()
    parent = category_by_id(parent_id, field="parent") if parent_id else None
    category = Category(parent=parent, level=parent.level + 1 if parent else 0)
    _fill(category, values)
    category.save()
    category.path = f"{parent.path if parent else '/'}{category.pk}/"
    category.save(update_fields=["path"])
    return category


@transaction.atomic
def update_category(*, category_id: str, values: Mapping[str, Any], now: datetime) -> Category:
    """Change a category; its products are found by the new name.

    Raises DomainError NOT_FOUND, INVALID, REQUIRED, UNIQUE.
    """
    category = category_by_id(category_id)
    renamed = values.get("name") not in (None, category.name)
    _fill(category, values)
    category.save()
    if renamed:
        ids = list(Product.objects.filter(category__in=subtree(category)).values_list("pk", flat=True))
        refresh_search(ids)
        product_changed(ids, now=now)
    return category


@transaction.atomic
def delete_category(*, category_id: str, now: datetime) -> Category:
    """Cut a category and all below it; its products stay without one. Raises DomainError NOT_FOUND."""
    _lock_tree()
    category = category_by_id(category_id)
    ids = list(Product.objects.filter(category__in=subtree(category)).values_list("pk", flat=True))
    key = category.pk
    pictures = list(subtree(category).values_list("background_image", flat=True))
    category.delete()
    category.pk = key
    forget_pictures(pictures)
    refresh_promoted(ids, now=now)
    refresh_search(ids)
    product_changed(ids, now=now)
    return category


def _lock_tree() -> None:
    """Paths depend on one another, so the tree changes one step at a time."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TREE_LOCK])


def _fill(category: Category, values: Mapping[str, Any]) -> None:
    for name in _COLUMNS:
        if values.get(name) is not None:
            setattr(category, name, values[name])
    for name in ("metadata", "private_metadata"):
        if values.get(name) is not None:
            setattr(category, name, {**getattr(category, name), **values[name]})
    if values.get("background_image") is not None:
        forget_pictures([category.background_image])
        category.background_image = store_background(values["background_image"], folder="category-backgrounds")
    if not category.name.strip():
        raise required("name")
    others = Category.objects.exclude(pk=category.pk)
    if not category.slug:
        category.slug = free_slug(category.name, lambda slug: others.filter(slug=slug).exists())
    elif others.filter(slug=category.slug).exists():
        raise DomainError("UNIQUE", "Category with this Slug already exists.", field="slug")
