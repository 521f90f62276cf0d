"""A shop as everybody may see it."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import prefetch_related_objects

from marketplace.graphql.batches import batched
from marketplace.graphql.connections import connection
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Closure, LegalIdentity, Vendor
from marketplace.vendors.rules.weekly import WeeklyHours, weekly_hours
from marketplace.vendors.schema.enums import VendorTradeEnum
from marketplace.vendors.schema.objects.hours import (
    Moment,
    VendorClosureType,
    VendorDayHoursType,
    VendorOpeningType,
    VendorWeeklyHoursType,
)
from marketplace.vendors.schema.objects.legal_identity import VendorImpressumType
from marketplace.vendors.selectors import calendar_of, calendars

MOST_DAYS = 31


class VendorPictureType(graphene.ObjectType):
    class Meta:
        name = "VendorPicture"

    url = graphene.String(required=True)
    alt = graphene.String(required=True)


@batched
def _openings(roots: Sequence[Vendor], info: Any) -> list[Moment]:
    found, now = calendars(roots), info.context.now
    return [Moment(found[root.pk].state(now), now) for root in roots]


@batched
def _days(roots: Sequence[Vendor], info: Any, days: int) -> list[Any]:
    prefetch_related_objects(list(roots), "closures")
    count = max(1, min(days, MOST_DAYS))
    return [
        calendar.days(info.context.now.astimezone(calendar.region.zone).date(), count)
        for calendar in map(calendar_of, roots)
    ]


@batched
def _closures(roots: Sequence[Vendor], info: Any) -> list[list[Closure]]:
    prefetch_related_objects(list(roots), "closures")
    return [[row for row in root.closures.all() if row.ends > info.context.now] for root in roots]


@batched
def _impressums(roots: Sequence[Vendor], _info: Any) -> list[LegalIdentity]:
    prefetch_related_objects(list(roots), "legal_identity")
    return [root.legal_identity for root in roots]


class VendorType(graphene.ObjectType):
    """A retailer of the town."""

    class Meta:
        name = "Vendor"

    id = graphene.ID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    trade = graphene.Field(VendorTradeEnum, required=True)
    trade_label = graphene.String(required=True)
    teaser = graphene.String(required=True)
    story = graphene.String(required=True)
    picture = graphene.Field(VendorPictureType)
    street = graphene.String(required=True)
    postal_code = graphene.String(required=True)
    city = graphene.String(required=True)
    latitude = graphene.Float(description="Degrees, WGS 84.")
    longitude = graphene.Float(description="Degrees, WGS 84.")
    distance = graphene.Float(description="Metres from the point of the `near` filter; null without it.")
    phone = graphene.String(required=True)
    email = graphene.String(required=True)
    website = graphene.String(required=True)
    opening_hours = graphene.String(required=True, description="OpenStreetMap syntax; empty if not stated.")
    weekly_hours = graphene.Field(VendorWeeklyHoursType, required=True)
    opening = graphene.Field(VendorOpeningType, required=True)
    opening_days = graphene.List(
        graphene.NonNull(VendorDayHoursType),
        required=True,
        days=graphene.Int(default_value=7, description="At most 31."),
    )
    closures = graphene.List(graphene.NonNull(VendorClosureType), required=True, description="Planned, not over yet.")
    packing_minutes = graphene.Int(required=True)
    is_published = graphene.Boolean(required=True)
    sells = graphene.Boolean(required=True)
    reserves_only = graphene.Boolean(required=True, description="Goods are put aside; paid and collected in the shop.")
    offers_collect = graphene.Boolean(required=True)
    offers_delivery = graphene.Boolean(required=True)
    impressum = graphene.Field(VendorImpressumType, required=True)

    resolve_opening = _openings
    resolve_opening_days = _days
    resolve_closures = _closures
    resolve_impressum = _impressums

    @staticmethod
    def resolve_id(root: Vendor, _info: Any) -> str:
        return global_id("Vendor", root.pk)

    @staticmethod
    def resolve_trade_label(root: Vendor, _info: Any) -> str:
        return root.get_trade_display()

    @staticmethod
    def resolve_picture(root: Vendor, _info: Any) -> dict[str, str] | None:
        return {"url": root.picture.url, "alt": root.picture_alt} if root.picture else None

    @staticmethod
    def resolve_distance(root: Vendor, _info: Any) -> float | None:
        return getattr(root, "distance", None)

    @staticmethod
    def resolve_weekly_hours(root: Vendor, _info: Any) -> WeeklyHours:
        return weekly_hours(root.opening_hours)


VendorConnection = connection(VendorType)
