"""When a shop is open, as values and in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene

from marketplace.graphql.ids import global_id
from marketplace.graphql.scalars import Date, DateTime
from marketplace.vendors.models import Closure
from marketplace.vendors.rules.hours import DayHours, OpeningState
from marketplace.vendors.rules.weekly import DAYS, WeeklyHours
from marketplace.vendors.schema.enums import VendorOpeningStateEnum, VendorWeekdayEnum
from marketplace.vendors.wording import day_hours, opening_sentence, span_of_days


@dataclass(frozen=True)
class Moment:
    """An opening state and the instant for which it holds."""

    state: OpeningState
    now: datetime


class VendorOpeningType(graphene.ObjectType):
    """Whether a shop is open at this moment."""

    class Meta:
        name = "VendorOpening"

    state = graphene.Field(VendorOpeningStateEnum, required=True)
    is_open = graphene.Boolean(required=True)
    until = DateTime(description="When an open shop closes; null if no end is in sight.")
    next = DateTime(description="When a closed shop opens; null if not within a year.")
    reason = graphene.String(required=True, description="Reason of a closure, name of the holiday, or empty.")
    text = graphene.String(required=True, description='In words, e.g. "geöffnet bis 18:00".')

    @staticmethod
    def resolve_state(root: Moment, _info: Any) -> str:
        return root.state.state

    @staticmethod
    def resolve_is_open(root: Moment, _info: Any) -> bool:
        return root.state.is_open

    @staticmethod
    def resolve_until(root: Moment, _info: Any) -> datetime | None:
        return root.state.until

    @staticmethod
    def resolve_next(root: Moment, _info: Any) -> datetime | None:
        return root.state.next

    @staticmethod
    def resolve_reason(root: Moment, _info: Any) -> str:
        return root.state.reason

    @staticmethod
    def resolve_text(root: Moment, _info: Any) -> str:
        return opening_sentence(root.state, now=root.now)


class VendorIntervalType(graphene.ObjectType):
    """Open from `start` up to, not including, `end`."""

    class Meta:
        name = "VendorInterval"

    start = DateTime(required=True)
    end = DateTime(required=True)

    @staticmethod
    def resolve_start(root: tuple[datetime, datetime], _info: Any) -> datetime:
        return root[0]

    @staticmethod
    def resolve_end(root: tuple[datetime, datetime], _info: Any) -> datetime:
        return root[1]


class VendorDayHoursType(graphene.ObjectType):
    """One day of a shop; a night belongs to the day on which it began."""

    class Meta:
        name = "VendorDayHours"

    day = Date(required=True)
    weekday = graphene.Field(VendorWeekdayEnum, required=True)
    intervals = graphene.List(graphene.NonNull(VendorIntervalType), required=True)
    holiday = graphene.String(description="Name of the public holiday.")
    closure = graphene.String(description="Reason of a planned closure on this day; empty if none was given.")
    text = graphene.String(required=True)

    @staticmethod
    def resolve_weekday(root: DayHours, _info: Any) -> str:
        return DAYS[root.day.weekday()]

    @staticmethod
    def resolve_intervals(root: DayHours, _info: Any) -> tuple[tuple[datetime, datetime], ...]:
        return root.spans

    @staticmethod
    def resolve_text(root: DayHours, _info: Any) -> str:
        return day_hours(root)


class VendorHoursRowType(graphene.ObjectType):
    class Meta:
        name = "VendorHoursRow"

    day = graphene.Field(VendorWeekdayEnum, required=True)
    opens = graphene.String(required=True, description='"09:00"')
    closes = graphene.String(required=True, description='"24:00" is midnight; earlier than `opens`: the next morning.')


class VendorWeeklyHoursType(graphene.ObjectType):
    """Opening hours as rows to edit, and the rules that rows cannot say."""

    class Meta:
        name = "VendorWeeklyHours"

    rows = graphene.List(graphene.NonNull(VendorHoursRowType), required=True)
    rest = graphene.String(required=True, description="OpenStreetMap syntax.")

    @staticmethod
    def resolve_rows(root: WeeklyHours, _info: Any) -> Any:
        return root.rows


class VendorClosureType(graphene.ObjectType):
    """A planned closure from `starts` up to, not including, `ends`."""

    class Meta:
        name = "VendorClosure"

    id = graphene.ID(required=True)
    starts = DateTime(required=True)
    ends = DateTime(required=True)
    reason = graphene.String(required=True)
    text = graphene.String(required=True, description='In words, e.g. "24.12.2026 bis 2.1.2027".')

    @staticmethod
    def resolve_id(root: Closure, _info: Any) -> str:
        return global_id("VendorClosure", root.pk)

    @staticmethod
    def resolve_text(root: Closure, _info: Any) -> str:
        return span_of_days(root.starts, root.ends)
