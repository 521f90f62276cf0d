"""The directory of shops as a list and a map, one shop's page and its Impressum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.selectors.query import SearchQuery
from marketplace.catalogue.selectors.search import search
from marketplace.errors import NotFound
from marketplace.vendors.models import Trade
from marketplace.vendors.selectors import (
    VendorQuery,
    calendar_of,
    directory,
    trades_in_use,
    upcoming_closures,
    vendor_by_slug,
)
from storefront_templates.shopper.goods_tiles import goods_tiles
from storefront_templates.shopper.search_address import page_number
from storefront_templates.shopper.shop_cards import ShopCard, open_first, shop_card, shop_cards
from storefront_templates.shopper.town_map import (
    RADII,
    Ground,
    Marker,
    Spot,
    View,
    ground_of,
    labels,
    markers,
    river_label,
    river_path,
)

GOODS_ON_SHOP_PAGE = 12
DEFAULT_LEVEL = 2
KEEP_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A marker with what it says and where it leads."""

    x: float
    y: float
    cards: tuple[ShopCard, ...]
    url: str

    @property
    def any_open(self) -> bool:
        return any(card.is_open for card in self.cards)


class Directory:
    """The shops that were asked for, as a list and on the map. Found when the template first asks, which it does not
    while the page without any filter is kept.
    """

    def __init__(self, asked: QueryDict, now: datetime) -> None:
        self.asked, self.now = asked, now
        self.wanted = VendorQuery(
            text=asked.get("q", "").strip(),
            trades=tuple(trade for trade in asked.getlist("art") if trade in Trade.values),
            open_now=asked.get("offen") == "1",
        )

    @cached_property
    def cards(self) -> list[ShopCard]:
        """Open shops first."""
        return open_first(shop_cards(directory(self.wanted, now=self.now), now=self.now))

    @property
    def open_count(self) -> int:
        return sum(card.is_open for card in self.cards)

    @cached_property
    def trades(self) -> list[tuple[str, str]]:
        """Code and name of every trade in town, by name."""
        return sorted(((code, str(Trade(code).label)) for code in trades_in_use()), key=lambda trade: trade[1])

    @cached_property
    def map(self) -> dict[str, Any]:
        """What the map's template draws."""
        ground = ground_of(settings.TOWN["map"])
        view = _view(self.asked, ground)
        placed = {card.vendor.pk: card for card in self.cards if card.has_place}
        found = markers(view, [(pk, _spot(card)) for pk, card in placed.items()])
        filters = [(key, str(self.asked[key])) for key in ("q", "art", "offen") if self.asked.get(key)]
        groups = [(marker, tuple(placed[key] for key in marker.keys)) for marker in found]
        pins = [
            Pin(x=marker.x, y=marker.y, cards=cards, url=_pin_url(view, marker.spot, cards, filters))
            for marker, cards in groups
        ]
        outside = len(placed) - sum(marker.count for marker in found)
        return {**_drawn(ground, view, found), "pins": pins, "outside": outside, "filters": urlencode(filters)}


@require_safe
def shops(request: HttpRequest) -> HttpResponse:
    """All shops: filters by text, trade and open state; a map beside the list."""
    now = timezone.now()
    keep_seconds = KEEP_SECONDS if not request.GET else 0
    context = {"section": "shops", "now": now, "town_shops": Directory(request.GET, now), "keep_seconds": keep_seconds}
    return render(request, "shopper/shops.html", context)


def _drawn(ground: Ground, view: View, found: Sequence[Marker] = ()) -> dict[str, Any]:
    """What every map shows under its markers."""
    return {
        "view": view,
        "river": river_path(view, ground.river),
        "river_name": ground.river_name,
        "river_label": river_label(view, ground.river),
        "centre": view.xy(ground.centre),
        "labels": labels(view, ground.places, found),
    }


def _view(asked: QueryDict, ground: Ground) -> View:
    level = asked.get("stufe", "")
    latitude, _, longitude = asked.get("mitte", "").partition(",")
    try:
        centre = Spot(float(latitude), float(longitude))
    except ValueError:
        centre = ground.centre
    if abs(centre.latitude - ground.centre.latitude) > 1 or abs(centre.longitude - ground.centre.longitude) > 1:
        centre = ground.centre
    in_range = level.isdecimal() and int(level) < len(RADII)
    return View(centre=centre, level=int(level) if in_range else DEFAULT_LEVEL)


def _spot(card: ShopCard) -> Spot:
    return Spot(card.vendor.latitude or 0.0, card.vendor.longitude or 0.0)


def _pin_url(view: View, spot: Spot, cards: tuple[ShopCard, ...], filters: list[tuple[str, str]]) -> str:
    """One shop leads to its card; several lead nearer, or to the first of them when it cannot go nearer."""
    if len(cards) == 1 or view.level == len(RADII) - 1:
        return f"#laden-{cards[0].vendor.slug}"
    nearer = [*filters, ("stufe", str(view.level + 1)), ("mitte", f"{spot.latitude:.5f},{spot.longitude:.5f}")]
    return f"?{urlencode(nearer)}#karte"


@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """One shop: hours, way, story, goods, contact."""
    now = timezone.now()
    vendor = vendor_by_slug(slug)
    calendar = calendar_of(vendor)
    wanted = SearchQuery(
        text=request.GET.get("q", "").strip(),
        category=request.GET.get("kategorie", ""),
        vendors=(vendor.slug,),
        page=page_number(request.GET),
        page_size=GOODS_ON_SHOP_PAGE,
    )
    page = search(wanted, now=now) if vendor.sells else None
    context = {
        "section": "shops",
        "now": now,
        "vendor": vendor,
        "card": shop_card(vendor, calendar, now=now),
        "days": calendar.days(timezone.localtime(now).date()),
        "closures": upcoming_closures(vendor, now=now)[:3],
        "wanted": wanted,
        "page": page,
        "tiles": goods_tiles(page.listings, now=now) if page else [],
        "drawn": _place_of(vendor.latitude, vendor.longitude),
    }
    return render(request, "shopper/shop.html", context)


def _place_of(latitude: float | None, longitude: float | None) -> dict[str, Any] | None:
    """A small map of where the shop is, seen from the town's centre."""
    if latitude is None or longitude is None:
        return None
    ground, spot = ground_of(settings.TOWN["map"]), Spot(latitude, longitude)
    level = next(level for level in (1, 0) if level == 0 or View(centre=ground.centre, level=level).shows(spot, 110))
    view = View(centre=ground.centre, level=level)
    x, y = view.xy(spot)
    return {"place": {"x": x, "y": y}, **_drawn(ground, view)}


@require_safe
def shop_impressum(request: HttpRequest, slug: str) -> HttpResponse:
    """Who the trader is (law D-7). A shop without a complete identity is not public at all."""
    vendor = vendor_by_slug(slug)
    identity = getattr(vendor, "legal_identity", None)
    if identity is None:
        raise NotFound("slug")
    return render(request, "shopper/shop_impressum.html", {"section": "shops", "vendor": vendor, "identity": identity})
