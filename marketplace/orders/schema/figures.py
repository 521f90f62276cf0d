"""Figures for dashboards."""

from datetime import date
from typing import Any

import graphene

from marketplace.accounts.selectors import has_role, person_of
from marketplace.errors import NotFound
from marketplace.graphql.scalars import Date
from marketplace.orders.selectors.figures import DayFigures, Figures, TownFigures, town_figures, vendor_figures
from marketplace.vendors.selectors import vendor_for

_LONGEST = 366  # days that one question may span


class VendorOrderDayFiguresType(graphene.ObjectType):
    """One day; revenue and average basket are gross."""

    class Meta:
        name = "VendorOrderDayFigures"

    day = Date(required=True)
    orders = graphene.Int(required=True)
    revenue = graphene.Float(required=True)
    average = graphene.Float(required=True)

    @staticmethod
    def resolve_revenue(root: DayFigures, _info: Any) -> float:
        return float(root.revenue)

    @staticmethod
    def resolve_average(root: DayFigures, _info: Any) -> float:
        return float(root.average)


class VendorOrderFiguresType(graphene.ObjectType):
    """Sums over a span of days, and each day of it. Cancelled orders count for nothing but `cancelled`."""

    class Meta:
        name = "VendorOrderFigures"

    days = graphene.List(graphene.NonNull(VendorOrderDayFiguresType), required=True)
    orders = graphene.Int(required=True)
    revenue = graphene.Float(required=True)
    average = graphene.Float(required=True)
    cancelled = graphene.Int(required=True)
    purchases = graphene.Int(description="Baskets; only for the whole town.")
    shops = graphene.Int(description="Shops that sold something; only for the whole town.")

    @staticmethod
    def resolve_revenue(root: Figures, _info: Any) -> float:
        return float(root.revenue)

    @staticmethod
    def resolve_average(root: Figures, _info: Any) -> float:
        return float(root.average)

    @staticmethod
    def resolve_purchases(root: Figures, _info: Any) -> int | None:
        return root.purchases if isinstance(root, TownFigures) else None

    @staticmethod
    def resolve_shops(root: Figures, _info: Any) -> int | None:
        return root.shops if isinstance(root, TownFigures) else None


class FigureQuery:
    vendor_order_figures = graphene.Field(
        VendorOrderFiguresType,
        vendor=graphene.String(description="Slug or id of a shop of the caller; without it the whole town."),
        first=Date(required=True),
        last=Date(required=True, description="Included; at most a year after the first."),
        description="Orders, revenue and average basket by day; null for those who may not see them.",
    )

    @staticmethod
    def resolve_vendor_order_figures(
        _root: None, info: Any, first: date, last: date, vendor: str | None = None
    ) -> Figures | None:
        person = person_of(info.context)
        if not 0 <= (last - first).days <= _LONGEST:
            return None
        if vendor is None:
            return town_figures(first=first, last=last) if has_role(person, "city", "operator") else None
        try:
            return vendor_figures(vendor_for(person, vendor), first=first, last=last)
        except NotFound:
            return None
