"""Typed words: folded as the index folds them, freed of filler, joined by synonyms."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.csv"
MOST_WORDS = 6
LONGEST = 40
_WORD = re.compile(r"[a-z0-9]+")
_FILLERS = frozenset(
    {
        "aber", "als", "am", "an", "auf", "aus", "bei", "bis", "das", "dem", "den", "der", "des", "die", "ein",
        "eine", "einem", "einen", "einer", "eines", "fuer", "fur", "gegen", "ich", "im", "in", "ist", "mit",
        "nach", "oder", "ohne", "und", "vom", "von", "was", "wie", "wo", "zu", "zum", "zur",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Term:
    """One typed word, and the words that mean the same; `is_last` while somebody may still be typing it."""

    word: str
    synonyms: tuple[str, ...] = ()
    is_last: bool = False


def fold(text: str) -> str:
    """Lower case without accents: ä to a, ß to ss, é to e, as PostgreSQL's unaccent does."""
    lowered = text.lower().replace("ß", "ss")
    return "".join(char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char))


def terms(text: str) -> tuple[Term, ...]:
    """The words of a query that say something; fillers count only where there is nothing else."""
    typed = [word[:LONGEST] for word in _WORD.findall(fold(text))]
    telling = [word for word in typed if word not in _FILLERS and len(word) > 1] or typed
    kept = list(dict.fromkeys(telling))[:MOST_WORDS]
    open_end = bool(text) and not text[-1].isspace()
    known = synonyms()
    return tuple(
        Term(word=word, synonyms=known.get(stem(word), ()), is_last=open_end and place == len(kept) - 1)
        for place, word in enumerate(kept)
    )


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Other words by the stem of a word; a synonym of several words is left to the index's own words."""
    table: dict[str, set[str]] = defaultdict(set)
    with SYNONYMS.open(newline="", encoding="utf-8") as file:
        for row in csv.reader(file):
            group = [fold(word).replace("-", "") for word in row if " " not in word]
            for word in group:
                table[stem(word)] |= {other for other in group if stem(other) != stem(word)}
    return {word: tuple(sorted(others)) for word, others in table.items()}


def stem(word: str) -> str:
    """A rough German stem of a folded word, only to meet entries of the synonym table (singular and plural)."""
    word = re.sub(r"ae|oe|ue", lambda found: found[0][0], word)
    for ending in ("ern", "en", "er", "es", "em", "e", "n", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
