"""The start page: what can I get in town today?"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from marketplace.catalogue.selectors.search import search

from marketplace.campaigns.selectors import on_start_page
from marketplace.catalogue.selectors.categories import category_tree
from marketplace.catalogue.selectors.query import SearchPage, SearchQuery
from marketplace.vendors.selectors import public_vendors
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.shop_cards import open_first, shop_cards

GOODS = 12
SHOPS = 12
CAMPAIGNS = 3


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Search, what can be collected today, who is open now, what the town is up to."""
    now = timezone.now()
    cards = open_first(shop_cards(public_vendors(), now=now))
    page, today = _goods(now)
    context = {
        "section": "start",
        "now": now,
        "cards": cards[:SHOPS],
        "open_count": sum(card.is_open for card in cards),
        "shop_count": len(cards),
        "tiles": goods_tiles(page.listings, now=now),
        "today": today,
        "total": page.total,
        "shelves": category_tree(),
        "campaigns": on_start_page(now)[:CAMPAIGNS],
    }
    return render(request, "shopper/start.html", context)


def _goods(now: datetime) -> tuple[SearchPage, bool]:
    """What can be collected today; when the day is over, what is new."""
    page = search(SearchQuery(collectable_today=True, sort="newest", page_size=GOODS), now=now)
    if page.hits:
        return page, True
    return search(SearchQuery(sort="newest", page_size=GOODS), now=now), False
