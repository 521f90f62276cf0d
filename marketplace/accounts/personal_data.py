"""What this app and the seam below it hold about people."""

from datetime import datetime
from typing import Any

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import roles_of
from marketplace.saleor import inbox


class PersonData:
    """Our copy of the account and its roles; the erasure itself empties the row."""

    def export(self, person: Person) -> dict[str, Any]:
        return {
            "email": person.email,
            "previous_email": person.previous_email,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "language": person.language,
            "roles": list(roles_of(person)),
            "known_since": person.created_at.isoformat(),
        }

    def erase(self, person: Person, *, now: datetime) -> str | None:
        return None


class InboxData:
    """Event payloads of the last days, with names and addresses of orders in them."""

    def export(self, person: Person) -> dict[str, Any]:
        events = inbox.events_about(email=person.email, user_id=person.saleor_user_id)
        return {"events": [{"type": each.event_type, "payload": each.payload} for each in events]} if events else {}

    def erase(self, person: Person, *, now: datetime) -> str | None:
        inbox.forget(email=person.email, user_id=person.saleor_user_id)
        return None
