"""The basket as its page shows it: one panel per shop with its ways and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from marketplace.baskets.extensions import Destination, Offer, OfferSet, fulfilment_methods
from marketplace.baskets.selectors.shapes import Basket, BasketGroup, GroupOptions
from marketplace.baskets.selectors.ways import options_of


@dataclass(frozen=True, kw_only=True)
class Day:
    """The offers of one day."""

    day: date
    offers: tuple[Offer, ...]


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way for one shop's goods. `chosen_key` is the offer that is chosen now, else the first one's."""

    code: str
    label: str
    brought: bool
    is_chosen: bool
    chosen_key: str
    days: tuple[Day, ...]
    first: Offer | None
    refusal: str
    asks_place: bool


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One shop's part of the basket."""

    group: BasketGroup
    ways: tuple[Way, ...]


def panels(seen: Basket, *, destination: Destination | None, now: datetime) -> list[Panel]:
    """A panel per group, in the basket's order."""
    options = {each.vendor.pk: each for each in options_of(seen, now, destination)}
    return [Panel(group=group, ways=_ways(options[group.vendor.pk], destination)) for group in seen.groups]


def _ways(options: GroupOptions, destination: Destination | None) -> tuple[Way, ...]:
    return tuple(_way(each, options, destination) for each in options.offer_sets)


def _way(found: OfferSet, options: GroupOptions, destination: Destination | None) -> Way:
    method, chosen = fulfilment_methods[found.method_code], options.chosen
    is_chosen = chosen is not None and not chosen.is_stale and chosen.method_code == method.code
    still_there = is_chosen and chosen is not None and found.offer(chosen.offer_key) is not None
    key = chosen.offer_key if still_there and chosen else (found.first.key if found.first else "")
    return Way(
        code=method.code,
        label=str(method.label),
        brought=method.needs_address,
        is_chosen=is_chosen,
        chosen_key=key,
        days=_by_day(found.offers),
        first=found.first,
        refusal=str(found.refusal.message) if found.refusal and not found.offers else "",
        asks_place=method.needs_address and destination is None,
    )


def _by_day(offers: Iterable[Offer]) -> tuple[Day, ...]:
    days = groupby(offers, key=lambda offer: timezone.localdate(offer.starts))
    return tuple(Day(day=day, offers=tuple(found)) for day, found in days)


def earliest_collection(shown: Iterable[Panel]) -> dict[int, tuple[str, str]]:
    """Method and offer of the earliest collection, by the primary key of each shop that has one."""
    found = {}
    for panel in shown:
        first = next(((way.code, way.first.key) for way in panel.ways if way.first and not way.brought), None)
        if first:
            found[panel.group.vendor.pk] = first
    return found
