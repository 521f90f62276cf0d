"""Opening hours."""

from typing import Any

import graphene
from django.utils.translation import gettext as _

from marketplace.accounts.selectors import person_of
from marketplace.errors import DomainError
from marketplace.graphql.mutations import BaseMutation
from marketplace.vendors.rules.weekly import HoursRow
from marketplace.vendors.schema.enums import VendorWeekdayEnum
from marketplace.vendors.schema.objects import VendorType
from marketplace.vendors.selectors import vendor_for
from marketplace.vendors.services import set_opening_hours, set_weekly_hours
from marketplace.vendors.wording import hours_hints


class VendorHoursRowInput(graphene.InputObjectType):
    day = VendorWeekdayEnum(required=True)
    opens = graphene.String(required=True, description='"09:00"')
    closes = graphene.String(required=True, description='"24:00" is midnight; earlier than `opens`: the next morning.')


class VendorHoursInput(graphene.InputObjectType):
    """Either `text` or `rows` with `rest`."""

    text = graphene.String(description='As people write it or in OpenStreetMap syntax; "" for not stated.')
    rows = graphene.List(graphene.NonNull(VendorHoursRowInput))
    rest = graphene.String(description="Further rules (seasons, single dates) in OpenStreetMap syntax.")


class VendorHoursUpdate(BaseMutation):
    """Set the opening hours. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)
        input = VendorHoursInput(required=True)

    vendor = graphene.Field(VendorType)
    hints = graphene.List(graphene.NonNull(graphene.String), description="What the shop should know about these hours.")

    @classmethod
    def perform(cls, info: Any, *, id: str, input: dict[str, Any]) -> "VendorHoursUpdate":
        vendor = vendor_for(person_of(info.context), id)
        text, rows = input.get("text"), input.get("rows")
        if (text is None) == (rows is None):
            raise DomainError("INVALID", _("Bitte geben Sie entweder Text oder Zeilen an."), field="input")
        if rows is None:
            changed = set_opening_hours(vendor=vendor, text=text or "")
        else:
            week = [HoursRow(row["day"].value, row["opens"], row["closes"]) for row in rows]
            changed = set_weekly_hours(vendor=vendor, rows=week, rest=input.get("rest") or "")
        return cls(vendor=changed, hints=hours_hints(changed.opening_hours, sunday_trading=changed.sunday_trading))
