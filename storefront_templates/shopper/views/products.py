"""One article: shall I buy it here?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from marketplace.catalogue.selectors.search import search

from marketplace.catalogue.models import StockKind
from marketplace.catalogue.selectors.listings import listing_by_slug
from marketplace.catalogue.selectors.query import SearchQuery
from marketplace.vendors.selectors import calendar_of
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.promises import next_promises, promises_for
from storefront_templates.shopper.shop_cards import shop_card

MOST_AT_ONCE = 20
MORE_OF_SHOP = 7


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Picture, price with unit price, stock in words, earliest ways, the shop beside it."""
    now = timezone.now()
    listing = listing_by_slug(slug)
    vendor = listing.vendor
    more = search(SearchQuery(vendors=(vendor.slug,), category=listing.category_slug, page_size=MORE_OF_SHOP), now=now)
    context = {
        "section": "search",
        "now": now,
        "listing": listing,
        "vendor": vendor,
        "card": shop_card(vendor, calendar_of(vendor), now=now),
        "promises": promises_for(listing, next_promises([vendor], now=now)[vendor.pk]),
        "can_buy": listing.stock_kind != StockKind.VIEW_ONLY and listing.available > 0,
        "most": min(MOST_AT_ONCE, listing.available),
        "more": [tile for tile in goods_tiles(more.listings, now=now) if tile.listing.pk != listing.pk][
            : MORE_OF_SHOP - 1
        ],
    }
    return render(request, "shopper/product.html", context)
