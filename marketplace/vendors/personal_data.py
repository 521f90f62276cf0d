"""What this app holds about people: in which shops they work."""

from datetime import datetime
from typing import Any

from marketplace.accounts.models import Person
from marketplace.vendors.models import StaffMember


class StaffRecords:
    """See `accounts.extensions.PersonalData`."""

    def export(self, person: Person) -> dict[str, Any]:
        rows = StaffMember.objects.filter(person=person).select_related("vendor").order_by("created")
        shops = [{"shop": row.vendor.name, "role": row.role, "since": row.created.isoformat()} for row in rows]
        return {"shops": shops} if shops else {}

    def erase(self, person: Person, *, now: datetime) -> str | None:
        StaffMember.objects.filter(person=person).delete()
        return None
