"""Which words of the index a typed word may mean: itself, synonyms, compounds, beginnings, and similar ones.

German compounds end with what the thing is: "Brot" finds Bauernbrot and Zwiebelbrot; "Kinderfahrrad" may mean Fahrrad.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from marketplace.catalogue.rules.words import Term
from marketplace.graphql.statement import rows_of

# One statement for all words. Kinds: W the same stem, E ends with it, B begins with it, P has it inside, R the typed
# word ends with this one, M similar. Beginnings and similarity are asked of typed words only.
_STATEMENT = """
WITH typed AS (
  SELECT place, word, synonym, coalesce((ts_lexize('german_stem', word))[1], word) AS stem
  FROM unnest(%(places)s::int[], %(words)s::text[], %(synonyms)s::bool[]) AS given(place, word, synonym)
)
SELECT typed.place, typed.synonym, typed.stem, found.word, found.surface,
  CASE WHEN found.word = typed.stem THEN 'W'
    WHEN right(found.word, length(typed.stem)) = typed.stem THEN 'E'
    WHEN starts_with(found.word, typed.word) OR starts_with(found.word, typed.stem) THEN 'B' ELSE 'P' END,
  0
FROM typed JOIN catalogue_searchword AS found ON found.word = typed.stem
  OR length(typed.stem) >= 3 AND found.word LIKE '%%' || typed.stem AND length(found.word) >= length(typed.stem) + 2
  OR length(typed.stem) >= 5 AND found.word LIKE '%%' || typed.stem || '%%'
  OR NOT typed.synonym AND length(typed.word) >= 3 AND starts_with(found.word, typed.word)
  OR NOT typed.synonym AND length(typed.stem) >= 4 AND starts_with(found.word, typed.stem)
UNION ALL
SELECT typed.place, false, typed.stem, found.word, found.surface,
  CASE WHEN found.word IN (right(typed.stem, length(found.word)), right(typed.word, length(found.word))) THEN 'R'
    ELSE 'M' END,
  levenshtein_less_equal(found.word, typed.stem, 3)
FROM typed JOIN catalogue_searchword AS found
  ON length(found.word) BETWEEN length(typed.stem) - 2 AND length(typed.stem) + 2
    AND levenshtein_less_equal(found.word, typed.stem, 2) <= 2
  OR length(found.word) >= 4
    AND found.word IN (right(typed.stem, length(found.word)), right(typed.word, length(found.word)))
WHERE NOT typed.synonym AND length(typed.word) >= 4 AND found.word <> typed.stem
"""


@dataclass
class Matches:
    """The index's words for one typed word, by kind."""

    word: str
    stem: str
    is_last: bool
    same: set[str] = field(default_factory=set)
    synonyms: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    begins: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    similar: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """True if the word itself, a synonym, a compound or a longer word that begins so occurs."""
        return bool(self.same or self.synonyms or self.ends or self.begins or self.parts)

    def nearest(self) -> dict[str, str]:
        """Similar words within a few wrong letters, as stem and written form: the best distance only."""
        allowed = 1 if len(self.stem) <= 4 else 2
        near = {word: found for word, found in self.similar.items() if found[0] <= allowed}
        best = min((distance for distance, _surface in near.values()), default=0)
        return {word: surface for word, (distance, surface) in near.items() if distance == best}


def word_matches(terms: Sequence[Term]) -> list[Matches]:
    """Matches in the order of the terms. One statement."""
    typed = [
        (place, word, word != term.word) for place, term in enumerate(terms) for word in (term.word, *term.synonyms)
    ]
    found = [Matches(word=term.word, stem=term.word, is_last=term.is_last) for term in terms]
    values: dict[str, Any] = {
        "places": [place for place, _word, _synonym in typed],
        "words": [word for _place, word, _synonym in typed],
        "synonyms": [synonym for _place, _word, synonym in typed],
    }
    for place, *told in rows_of(_STATEMENT, cast(Any, values), steady=True):
        _take(found[place], *told)
    return found


def _take(matches: Matches, synonym: bool, stem: str, word: str, surface: str, kind: str, distance: int) -> None:
    if synonym:
        if kind in "WE":
            matches.synonyms.add(word)
        return
    matches.stem = stem
    if kind == "W":
        matches.same.add(word)
    elif kind == "E":
        matches.ends.add(word)
    elif kind == "B":
        matches.begins.add(word)
    elif kind == "P":
        matches.parts.add(word)
    elif kind == "R":
        matches.heads.add(word)
    else:
        matches.similar[word] = (distance, surface)
