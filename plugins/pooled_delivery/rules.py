"""When a tour can still take an order, what it costs, whether it pays, and in which order it runs.

Pure decisions: no Django, no clock, no database.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import asin, ceil, cos, radians, sin, sqrt
from typing import TypeVar

from marketplace.money import split_amount

EARTH_METRES = 6_371_008.8
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Filling:
    """How full a tour is: stops at shoppers that are taken, and how many it can make."""

    taken: int
    capacity: int


@dataclass(frozen=True, kw_only=True)
class Times:
    """A tour's times, aware: orders until `cut_off`, at the shops from `collects_at`, at the shoppers from `starts`."""

    cut_off: datetime
    collects_at: datetime
    starts: datetime
    ends: datetime


def refusal(
    times: Times, filling: Filling, *, now: datetime, packed: datetime | None, shop_is_open: bool, has_a_place: bool
) -> str | None:
    """Why a shop's goods cannot ride on this tour any more; None while they can.

    CUT_OFF (orders are closed), FULL (no further stop; an order that already has one needs none), PACKING (`packed`,
    when the goods are ready, is after the driver comes), SHOP_CLOSED (nobody is there when the driver comes).
    """
    if now >= times.cut_off:
        return "CUT_OFF"
    if packed is None or packed > times.collects_at:
        return "PACKING"
    if not shop_is_open:
        return "SHOP_CLOSED"
    if not has_a_place and filling.taken >= filling.capacity:
        return "FULL"
    return None


def shares(price: Decimal, vendors: Sequence[int]) -> dict[int, Decimal]:
    """One tour price shared equally by the vendors whose goods ride on it, in whole cents that add up to it.

    Equally, not by value: the shares then change only when a shop joins or leaves, not with every piece in the basket;
    each vendor order bears its own part, so that part goes back with it when a shop cancels.
    """
    ordered = sorted(vendors)
    return dict(zip(ordered, split_amount(price, [Decimal(1)] * len(ordered)), strict=True)) if ordered else {}


def orders_missing(*, cost: Decimal, income: Decimal, price: Decimal) -> int:
    """How many further orders at this price make the tour pay for itself; 0 if it does, or if nothing is paid."""
    if income >= cost or price <= 0:
        return 0
    return ceil((cost - income) / price)


def tour_dates(weekday: int, *, first: date, days: int) -> list[date]:
    """The dates with this weekday (Monday 0) among `days` days from `first`."""
    every = (first + timedelta(days=number) for number in range(days))
    return [day for day in every if day.weekday() == weekday]


def cut_off_moment(day: date, at: time, *, days_before: int) -> datetime:
    """The local moment, without a zone, until which orders are taken for a tour of this day."""
    return datetime.combine(day - timedelta(days=days_before), at)


def nearest_neighbour(places: Mapping[T, tuple[float, float]]) -> list[T]:
    """An order in which to call at places (degrees WGS 84): from the outermost one always to the nearest next.

    Good enough for a handful of shops in one town; a tour with a computed plan has positions instead.
    """
    left = dict(places)
    if not left:
        return []
    middle = tuple(sum(place[axis] for place in left.values()) / len(left) for axis in (0, 1))
    at = max(left, key=lambda key: metres(left[key], (middle[0], middle[1])))
    order = [at]
    here = left.pop(at)
    while left:
        at = min(left, key=lambda key: metres(left[key], here))
        here = left.pop(at)
        order.append(at)
    return order


def metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance between two places in degrees."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, place)) for place in (here, there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half))


def street_key(street: str) -> tuple[str, int, str]:
    """Sorts house numbers as people walk: "Weg 9" before "Weg 10"."""
    found = re.fullmatch(r"(.*?)\s*(\d+)\s*(\D*)", street.strip())
    if not found:
        return street.casefold(), 0, ""
    return found[1].casefold(), int(found[2]), found[3].casefold()
