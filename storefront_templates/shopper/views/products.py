"""One article: shall I buy it here?"""

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.models import Listing, StockKind
from marketplace.catalogue.selectors.listings import listing_by_slug, public_listings
from marketplace.vendors.selectors import calendar_of
from storefront_templates.shopper.goods_tiles import tiles_with
from storefront_templates.shopper.promises import next_promises, promises_for
from storefront_templates.shopper.shop_cards import shop_card

MOST_AT_ONCE = 20
MORE_OF_SHOP = 6


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Picture, price with unit price, stock in words, earliest ways, the shop beside it."""
    now = timezone.now()
    listing = listing_by_slug(slug)
    vendor = listing.vendor
    promises = next_promises([vendor], now=now)
    context = {
        "section": "search",
        "now": now,
        "listing": listing,
        "vendor": vendor,
        "card": shop_card(vendor, calendar_of(vendor), now=now),
        "promises": promises_for(listing, promises[vendor.pk]),
        "can_buy": listing.stock_kind != StockKind.VIEW_ONLY and listing.available > 0,
        "most": min(MOST_AT_ONCE, listing.available),
        "more": tiles_with(promises, more_of_shop(listing)),
    }
    return render(request, "shopper/product.html", context)


def more_of_shop(listing: Listing) -> QuerySet[Listing]:
    """What else the shop has on its shelf, the same category first."""
    elsewhere = Case(When(category_slug=listing.category_slug, then=0), default=1)
    others = public_listings().filter(vendor=listing.vendor_id, available__gt=0).exclude(pk=listing.pk)
    return others.order_by(elsewhere, "name", "pk")[:MORE_OF_SHOP]
