"""Shops as the pages show them: with their hours at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import Opening, OpeningCalendar, OpeningState
from marketplace.vendors.selectors import calendars


@dataclass(frozen=True, kw_only=True)
class ShopCard:
    """A shop and what its door says now."""

    vendor: Vendor
    state: OpeningState

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def by_appointment(self) -> bool:
        return self.state.state == Opening.APPOINTMENT

    @property
    def has_place(self) -> bool:
        return self.vendor.latitude is not None


def shop_card(vendor: Vendor, calendar: OpeningCalendar, *, now: datetime) -> ShopCard:
    return ShopCard(vendor=vendor, state=calendar.state(now))


def shop_cards(vendors: Iterable[Vendor], *, now: datetime) -> list[ShopCard]:
    """Cards in the given order. At most one query, for closures that are not prefetched."""
    rows = list(vendors)
    hours = calendars(rows)
    return [shop_card(row, hours[row.pk], now=now) for row in rows]


def open_first(cards: Iterable[ShopCard]) -> list[ShopCard]:
    """Open shops first, those that close latest leading; then by the next opening."""

    def rank(card: ShopCard) -> tuple[int, float]:
        if card.is_open:
            return 0, -(card.state.until.timestamp() if card.state.until else float("inf"))
        return 1, card.state.next.timestamp() if card.state.next else float("inf")

    return sorted(cards, key=rank)
