"""Addresses of things: short, lower case, unique."""

import unicodedata
from collections.abc import Callable

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
MAX_LENGTH = 255


def slug_of(name: str) -> str:
    """A name as a slug, e.g. "Süße Brötchen" -> suesse-broetchen; "-" for a name without letters or digits."""
    plain = unicodedata.normalize("NFKD", name.translate(_GERMAN)).encode("ascii", "ignore").decode().lower()
    cut = "".join(each if each.isalnum() else "-" for each in plain)
    return "-".join(part for part in cut.split("-") if part)[: MAX_LENGTH - 10] or "-"


def free_slug(name: str, taken: Callable[[str], bool]) -> str:
    """The name's slug, with a number behind it if it is taken already."""
    base = slug_of(name)
    slug, number = base, 2
    while taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug
