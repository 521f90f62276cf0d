"""Filling objects that have a name, an address made of it, search-engine texts and metadata."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.engine.models import WithMetadata
from marketplace.engine.refusals import Refusals, required
from marketplace.engine.rules.slugs import free_slug
from marketplace.errors import DomainError


def fill_named(row: Any, values: Mapping[str, Any], *, columns: Sequence[str], called: str) -> None:
    """Set what is given; `called` is the column ("name", "title") that a new row's slug is made of.

    Raises DomainError REQUIRED (an empty slug on a change) and Refusals REQUIRED, UNIQUE, as Saleor orders them.
    """
    is_new = row.pk is None
    if not is_new and "slug" in values and not values["slug"]:
        raise DomainError("REQUIRED", "Slug value cannot be blank.", field="slug")
    for name in columns:
        if values.get(name) is not None:
            setattr(row, name, values[name])
    if isinstance(row, WithMetadata):
        for name in ("metadata", "private_metadata"):
            if values.get(name) is not None:
                setattr(row, name, {**getattr(row, name), **values[name]})
    others = type(row)._default_manager.exclude(pk=row.pk)
    if not row.slug and values.get(called) is not None:
        row.slug = free_slug(values[called], lambda slug: others.filter(slug=slug).exists())
    refusals = [required(name) for name in (called, "slug") if not getattr(row, name).strip()]
    if row.slug and others.filter(slug=row.slug).exists():
        refusals.append(
            DomainError("UNIQUE", f"{_label(row)} with this Slug already exists.", field="slug"),
        )
    if refusals:
        raise Refusals(refusals)


def _label(row: Any) -> str:
    return str(row._meta.verbose_name).capitalize()
