"""Search: one address, with and without scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from marketplace.catalogue.selectors.search import search
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.ranking_words import factors
from storefront_templates.shopper.search_address import more_filters, search_query

SORT_LABELS = (
    ("relevance", _("am besten passend")),
    ("price", _("Preis: niedrigster zuerst")),
    ("-price", _("Preis: höchster zuerst")),
    ("name", _("Name A–Z")),
    ("newest", _("neu im Markt")),
)


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Goods of the whole town with filters; htmx asks the same address and takes its part of the page."""
    now = timezone.now()
    query = search_query(request.GET)
    page = search(query, now=now)
    context = {
        "section": "search",
        "now": now,
        "query": query,
        "page": page,
        "tiles": goods_tiles(page.listings, now=now),
        "sorts": SORT_LABELS,
        "more_filters": more_filters(query),
    }
    return render(request, "shopper/search.html", context)


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """How results are ordered (law D-8, D-10)."""
    return render(request, "shopper/ranking.html", {"section": "search", "factors": factors()})
