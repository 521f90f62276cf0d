"""The page of a campaign of the town."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.campaigns.rules import State
from marketplace.campaigns.selectors import campaign_by_slug, goods_of, shops_of
from marketplace.campaigns.services.views import count_view
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.shop_cards import open_first, shop_cards


@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, until when, which goods and shops take part. Each view is counted, nobody is followed."""
    now = timezone.now()
    found = campaign_by_slug(slug, now=now)
    count_view(campaign=found, now=now)
    context = {
        "section": "start",
        "now": now,
        "campaign": found,
        "is_over": found.state_at(now) == State.ENDED,
        "tiles": goods_tiles(goods_of(found), now=now),
        "cards": open_first(shop_cards(shops_of(found), now=now)),
    }
    return render(request, "shopper/campaign.html", context)
