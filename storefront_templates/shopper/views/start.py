"""The start page: what can I get in town today?"""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.selectors import on_start_page
from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.categories import Shelf, category_tree
from marketplace.catalogue.selectors.query import SearchPage, SearchQuery
from marketplace.catalogue.selectors.search import search
from marketplace.vendors.selectors import public_vendors
from storefront_templates.shopper.goods_tiles import GoodsTile, goods_tiles
from storefront_templates.shopper.shop_cards import ShopCard, open_first, shop_cards

GOODS = 12
CANDIDATES = 60
SHOPS = 12
FEWEST_SHOPS = 5
CAMPAIGNS = 3
KEEP_SECONDS = 60


class Today:
    """What the start page says of this minute. Each answer is found when the template first asks for it, which it does
    only when its kept part is older than a minute.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now

    @cached_property
    def shops(self) -> list[ShopCard]:
        """All shops, open ones first."""
        return open_first(shop_cards(public_vendors(), now=self.now))

    @cached_property
    def open_count(self) -> int:
        return sum(card.is_open for card in self.shops)

    @property
    def all_open(self) -> bool:
        """True if every shown shop is open."""
        return self.open_count >= FEWEST_SHOPS

    @property
    def shown_shops(self) -> list[ShopCard]:
        return self.shops[: min(SHOPS, max(self.open_count, FEWEST_SHOPS))]

    @cached_property
    def collectable(self) -> SearchPage:
        """Goods that can still be collected today."""
        return search(SearchQuery(collectable_today=True, sort="newest", page_size=CANDIDATES), now=self.now)

    @cached_property
    def goods(self) -> SearchPage:
        """What can be collected today; when the day is over, what is new."""
        if self.collectable.hits:
            return self.collectable
        return search(SearchQuery(sort="newest", page_size=CANDIDATES), now=self.now)

    @cached_property
    def tiles(self) -> list[GoodsTile]:
        return goods_tiles(varied(self.goods.listings, GOODS), now=self.now)

    @cached_property
    def campaigns(self) -> list[Campaign]:
        return list(on_start_page(self.now)[:CAMPAIGNS])

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        return category_tree()


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Search, what can be collected today, who is open now, what the town is up to."""
    now = timezone.now()
    context = {"section": "start", "now": now, "today": Today(now), "keep_seconds": KEEP_SECONDS}
    return render(request, "shopper/start.html", context)


def varied(listings: Sequence[Listing], count: int) -> list[Listing]:
    """The first `count` of them, shops taking turns, so that one full shelf does not fill the page."""
    shelves: dict[int, deque[Listing]] = {}
    for listing in listings:
        shelves.setdefault(listing.vendor_id, deque()).append(listing)
    chosen: list[Listing] = []
    while shelves and len(chosen) < count:
        chosen += [shelf.popleft() for shelf in shelves.values()]
        shelves = {pk: shelf for pk, shelf in shelves.items() if shelf}
    return chosen[:count]
