"""Pages of text and their kinds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Page, PageType
from marketplace.engine.refusals import int_pk_of, missing
from marketplace.engine.services.naming import fill_named

_COLUMNS = ("title", "slug", "content", "is_published", "seo_title", "seo_description")


@transaction.atomic
def create_page_type(*, values: Mapping[str, Any]) -> PageType:
    """A new kind of page. Raises Refusals REQUIRED, UNIQUE."""
    page_type = PageType()
    fill_named(page_type, values, columns=("name", "slug"), called="name")
    page_type.save()
    return page_type


@transaction.atomic
def update_page_type(*, page_type_id: str | None, values: Mapping[str, Any]) -> PageType:
    """Change what is given. Raises DomainError NOT_FOUND, REQUIRED, UNIQUE."""
    page_type = page_type_by_id(page_type_id)
    fill_named(page_type, values, columns=("name", "slug"), called="name")
    page_type.save()
    return page_type


@transaction.atomic
def delete_page_type(*, page_type_id: str) -> PageType:
    """Delete a kind of page with all its pages. Raises DomainError NOT_FOUND."""
    page_type = page_type_by_id(page_type_id)
    key = page_type.pk
    page_type.delete()
    page_type.pk = key
    return page_type


@transaction.atomic
def create_page(*, page_type_id: str, values: Mapping[str, Any], now: datetime) -> Page:
    """A new page. Raises DomainError NOT_FOUND, REQUIRED, UNIQUE."""
    page = Page(page_type=page_type_by_id(page_type_id, field="pageType"), created_at=now)
    _fill(page, values, now=now)
    page.save()
    return page


@transaction.atomic
def update_page(*, page_id: str, values: Mapping[str, Any], now: datetime) -> Page:
    """Change what is given. Raises DomainError NOT_FOUND, REQUIRED, UNIQUE."""
    page = page_by_id(page_id)
    _fill(page, values, now=now)
    page.save()
    return page


@transaction.atomic
def delete_page(*, page_id: str) -> Page:
    """Raises DomainError NOT_FOUND."""
    page = page_by_id(page_id)
    key = page.pk
    page.delete()
    page.pk = key
    return page


def page_by_id(page_id: str, *, field: str = "id") -> Page:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    page = Page.objects.select_for_update(of=("self",)).select_related("page_type")
    found = page.filter(pk=int_pk_of("Page", page_id, field=field)).first()
    if found is None:
        raise missing(page_id, field=field)
    return found


def page_type_by_id(page_type_id: str | None, *, field: str = "id") -> PageType:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    page_type = PageType.objects.filter(pk=int_pk_of("PageType", page_type_id, field=field)).first()
    if page_type is None:
        raise missing(page_type_id, field=field)
    return page_type


def _fill(page: Page, values: Mapping[str, Any], *, now: datetime) -> None:
    """Published without a day means from now on, as in Saleor; a day of None takes it away."""
    fill_named(page, values, columns=_COLUMNS, called="title")
    if values.get("is_published") and not values.get("published_at"):
        page.published_at = now
    elif "published_at" in values:
        page.published_at = values["published_at"]
