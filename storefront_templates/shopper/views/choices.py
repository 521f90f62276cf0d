"""Goods by shelf and by hand: the pages of categories and of collections, with the filters of the search."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.accounts.selectors import has_role
from marketplace.catalogue.models import Category
from marketplace.catalogue.selectors.categories import category_by_slug
from marketplace.catalogue.selectors.query import Facet, Facets
from marketplace.catalogue.selectors.search import search
from marketplace.content.rules.rich_text import words_of
from marketplace.content.selectors.collections import collection_by_slug, collection_to_edit
from marketplace.content.selectors.pages import category_texts
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.search_address import more_filters, search_query
from storefront_templates.shopper.views.search import SORT_LABELS

TEASER = 155  # characters that search engines show


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """A shelf of the town: what it is, the shelves in it, its goods."""
    now = timezone.now()
    found = category_by_slug(slug)
    query = replace(search_query(request.GET), text="", category=found.slug)
    page = search(query, now=now)
    texts = category_texts(found.slug)
    context = {
        "section": "search",
        "now": now,
        "category": found,
        "texts": texts,
        "seo_title": texts.seo_title if texts and texts.seo_title else found.name,
        "teaser": (
            teaser(texts.seo_description, texts.description, found.description)
            if texts
            else teaser("", None, found.description)
        ),
        "children": _children(page.facets, found),
        "query": query,
        "page": page,
        "tiles": goods_tiles(page.listings, now=now),
        "sorts": SORT_LABELS,
        "more_filters": more_filters(query),
    }
    return render(request, "shopper/category.html", context)


@require_safe
def collection(request: PageRequest, slug: str) -> HttpResponse:
    """What the town chose. `?vorschau=<id>` shows Stadtmarketing what is not published yet."""
    now = timezone.now()
    preview = request.GET.get("vorschau", "")
    may_preview = bool(preview) and (has_role(request.person, "city") or has_role(request.person, "operator"))
    found = collection_to_edit(preview) if may_preview else collection_by_slug(slug)
    query = replace(search_query(request.GET), text="", category="", products=found.product_ids)
    page = search(query, now=now)
    context = {
        "section": "search",
        "now": now,
        "collection": found,
        "preview": may_preview,
        "teaser": teaser(found.seo_description, found.description, ""),
        "query": query,
        "page": page,
        "tiles": goods_tiles(page.listings, now=now),
        "sorts": SORT_LABELS,
        "more_filters": more_filters(query),
    }
    return render(request, "shopper/collection.html", context)


def teaser(own: str, document: str | None, plain: str) -> str:
    """The sentence for search engines: what was written for them, else how the text begins."""
    text = own or words_of(document) or plain
    return text if len(text) <= TEASER else f"{text[:TEASER].rsplit(' ', 1)[0]} …"


def _children(facets: Facets, category: Category) -> tuple[Facet, ...]:
    """The shelves in this one that hold something under the filters that are set."""

    def below(level: tuple[Facet, ...]) -> tuple[Facet, ...]:
        for facet in level:
            if facet.slug == category.slug:
                return facet.children
            if found := below(facet.children):
                return found
        return ()

    return below(facets.categories)
