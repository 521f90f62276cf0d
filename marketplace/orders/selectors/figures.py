"""Simple figures out of the rows themselves: orders, revenue, average basket by day.

A day is a day in the town. Revenue is gross: what shoppers owe after everything that was given back; cancelled orders
count for nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from marketplace.money import cents
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.amounts import ZERO
from marketplace.orders.rules.states import State
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, kw_only=True)
class DayFigures:
    """`average` is revenue by order, in whole cents; zero on a day without orders."""

    day: date
    orders: int
    revenue: Decimal
    average: Decimal


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Every day of the span, also those on which nothing was sold, and the sums over them."""

    days: tuple[DayFigures, ...]
    orders: int
    revenue: Decimal
    average: Decimal
    cancelled: int


@dataclass(frozen=True, kw_only=True)
class TownFigures(Figures):
    """Over all shops: an `order` is one shop's part; `purchases` are baskets, `shops` those that sold something."""

    purchases: int
    shops: int


def vendor_figures(vendor: Vendor, *, first: date, last: date) -> Figures:
    """One shop from the first to the last day, both included. Two queries."""
    rows = _between(first, last).filter(vendor=vendor)
    days = _days(rows, first, last)
    orders, revenue = _sums(days)
    return Figures(
        days=days,
        orders=orders,
        revenue=revenue,
        average=_average(revenue, orders),
        cancelled=rows.filter(state=State.CANCELLED).count(),
    )


def town_figures(*, first: date, last: date) -> TownFigures:
    """All shops together, from the first to the last day, both included. Two queries."""
    rows = _between(first, last)
    days = _days(rows, first, last)
    counted = rows.aggregate(
        cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
        purchases=Count("purchase", distinct=True, filter=~Q(state=State.CANCELLED)),
        shops=Count("vendor", distinct=True, filter=~Q(state=State.CANCELLED)),
    )
    orders, revenue = _sums(days)
    return TownFigures(days=days, orders=orders, revenue=revenue, average=_average(revenue, orders), **counted)


def _between(first: date, last: date) -> QuerySet[VendorOrder]:
    zone = timezone.get_default_timezone()
    starts = datetime.combine(first, time(), zone)
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    return VendorOrder.objects.filter(placed_at__gte=starts, placed_at__lt=ends)


def _days(rows: QuerySet[VendorOrder], first: date, last: date) -> tuple[DayFigures, ...]:
    sold = rows.exclude(state=State.CANCELLED)
    by_day = sold.annotate(day=TruncDate("placed_at", tzinfo=timezone.get_default_timezone())).values("day")
    counted = by_day.annotate(orders=Count("pk"), revenue=Sum(F("total") - F("given_back"))).order_by("day")
    found = {row["day"]: _day(row["day"], row["orders"], row["revenue"]) for row in counted}
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(found.get(day) or _day(day, 0, ZERO) for day in span)


def _day(day: date, orders: int, revenue: Decimal) -> DayFigures:
    return DayFigures(day=day, orders=orders, revenue=revenue, average=_average(revenue, orders))


def _sums(days: Sequence[DayFigures]) -> tuple[int, Decimal]:
    return sum(day.orders for day in days), sum((day.revenue for day in days), ZERO)


def _average(revenue: Decimal, orders: int) -> Decimal:
    return cents(revenue / orders) if orders else ZERO
