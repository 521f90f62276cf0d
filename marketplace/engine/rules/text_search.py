"""German words for searching: what people type and what shops write meet in a folded form."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_FOLDS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
MAX_WORDS = 8


def folded(text: str) -> str:
    """Lower case without marks, "ae oe ue ss" like "ä ö ü ß", so that Brötchen, Broetchen and Brotchen meet."""
    lowered = text.lower().replace("ß", "ss")
    bare = "".join(each for each in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(each))
    for written, meant in _FOLDS:
        bare = bare.replace(written, meant)
    return bare


def words(text: str) -> list[str]:
    """The first words of a query, in lower case, without punctuation."""
    return _WORD.findall(text.lower())[:MAX_WORDS]


def like_pattern(word: str) -> str:
    """A LIKE pattern for a word anywhere in a folded text. Words hold no LIKE wildcards (see `words`)."""
    return f"%{folded(word)}%"
