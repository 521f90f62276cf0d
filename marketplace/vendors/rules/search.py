"""Folding of German text for search: "Bäckerei am Roßmarkt" and "baeckerei rossmarkt" meet."""

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def folded(text: str) -> str:
    """Lower case, umlauts spelled out, accents dropped, words separated by single spaces."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_GERMAN))
    return " ".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def search_words(query: str) -> list[str]:
    """The folded words of a query, at most eight."""
    return folded(query).split()[:8]
