"""Opening hours: typed freely, or edited as rows of a week."""

from collections.abc import Iterable

from django.db import transaction

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.expression import HoursError, check
from marketplace.vendors.rules.typed_hours import osm_text
from marketplace.vendors.rules.weekly import HoursRow, expression_of
from marketplace.vendors.wording import hours_refusal


def set_opening_hours(*, vendor: Vendor, text: str) -> Vendor:
    """Store hours typed as people write them or in OpenStreetMap syntax; empty means "not stated".

    Raises DomainError HOURS_<code of HoursError> with field `openingHours`.
    """
    return _store(vendor, readable_hours(text))


def set_weekly_hours(*, vendor: Vendor, rows: Iterable[HoursRow], rest: str = "") -> Vendor:
    """Store the rows of a week and further rules. Raises as `set_opening_hours`, with field `rows` for a row."""
    try:
        text = expression_of(rows, osm_text(rest))
    except HoursError as error:
        raise _refusal(error, "rows") from None
    return _store(vendor, readable_hours(text))


def readable_hours(text: str) -> str:
    """The text in OpenStreetMap syntax. Raises DomainError as `set_opening_hours`."""
    expression = osm_text(text)
    try:
        check(expression)
    except HoursError as error:
        raise _refusal(error, "openingHours") from None
    return expression


@transaction.atomic
def _store(vendor: Vendor, expression: str) -> Vendor:
    locked = Vendor.objects.select_for_update().get(pk=vendor.pk)
    locked.opening_hours = expression
    locked.save(update_fields=["opening_hours", "updated"])
    return locked


def _refusal(error: HoursError, field: str) -> DomainError:
    return DomainError(f"HOURS_{error.code}", hours_refusal(error), field=field, position=error.position)
