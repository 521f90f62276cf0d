"""`python -m config.translation_catalogue`: collect the texts of all templates and modules for translation.

The texts in the code are German; config/locale/en holds the English beside them. Needs the gettext programs.
"""

import os
from pathlib import Path

import django
import polib
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django.po"
SKIPPED = (".venv", "var", "var-*", "tests", "docs", "build")


def collect() -> polib.POFile:
    """Bring the catalogue up to date with the code and return it. Needs `django.setup()`."""
    os.chdir(ROOT)
    call_command(
        "makemessages",
        locale=["en"],
        ignore_patterns=list(SKIPPED),
        no_location=True,
        no_wrap=True,
        no_obsolete=True,
        verbosity=0,
    )
    catalogue = polib.pofile(str(PATH), wrapwidth=0)
    for volatile in ("POT-Creation-Date", "PO-Revision-Date"):
        catalogue.metadata.pop(volatile, None)
    catalogue.save(str(PATH))
    return catalogue


def missing(catalogue: polib.POFile) -> list[str]:
    """German texts without a complete English one."""
    return [entry.msgid for entry in catalogue if entry.obsolete == 0 and not entry.translated()]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for text in missing(collect()):
        print(text)  # noqa: T201 the list is what the command is for


if __name__ == "__main__":
    main()
