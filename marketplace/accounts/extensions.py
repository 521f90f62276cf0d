"""What apps say about the people in their tables: what they hold, how they forget it (GDPR Art. 15, 17, 20)."""

from datetime import datetime
from typing import Any, Protocol

from marketplace.accounts.models import Person
from marketplace.registry import Registry


class PersonalData(Protocol):
    """One app's data about people. Registered in `AppConfig.ready()` under the app's name."""

    def export(self, person: Person) -> dict[str, Any]:
        """Everything held about the person as plain JSON values under readable names; empty if nothing is."""

    def erase(self, person: Person, *, now: datetime) -> str | None:
        """Delete or anonymise what no law obliges us to keep. Runs inside the erasure's transaction; no network.

        Returns a sentence naming what stays and by which law, or None if nothing stays.
        """


personal_data: Registry[PersonalData] = Registry("holder of personal data")
