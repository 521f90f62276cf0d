"""The pages to which links by mail lead. Whoever makes the pages keeps these addresses."""

from django.conf import settings

CONFIRM = "/registrieren/bestaetigen/"
FORGOTTEN = "/passwort/"
PASSWORD = "/passwort/neu/"  # noqa: S105 an address
EMAIL = "/konto/daten/e-mail/bestaetigen/"
ERASE = "/konto/daten/loeschen/bestaetigen/"


def page(path: str) -> str:
    """The whole address, as it stands in a mail."""
    return f"{settings.PUBLIC_URL}{path}"
