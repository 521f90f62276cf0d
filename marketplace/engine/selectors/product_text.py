"""Finding products by German words.

A word counts as found if its stem is in the product's text (PostgreSQL's german dictionary, prefixes included), or if
it stands inside a longer word of the short text (name, category, variants, attributes): compounds like Vollkornbrot.
Only where nothing is found that way, words that look alike count too (trigrams): typing errors.
"""

from marketplace.engine.rules.text_search import folded, like_pattern, words
from marketplace.engine.selectors.sql import NOTHING, Piece, both

_STEMS = "p.search_vector @@ to_tsquery('german', %s::text)"


def text_condition(text: str, *, fuzzy: bool = False) -> Piece:
    """Products in which every word of the text is found."""
    found = words(text)
    if not found:
        return NOTHING if text.strip() else Piece("true")
    return both((_alike if fuzzy else _contained)(word) for word in found)


def text_rank(text: str, *, fuzzy: bool = False) -> Piece:
    """How well a product fits, as a number of six digits: words of the name count most, then its beginning."""
    found = words(text)
    if not found:
        return Piece("0::numeric")
    if fuzzy:
        likeness = "round(word_similarity(%s::text, p.search_text)::numeric, 6)"
        return Piece(likeness, (" ".join(folded(each) for each in found),))
    stems = "ts_rank(p.search_vector, to_tsquery('german', %s::text))"
    in_name = "case when p.search_vector @@ to_tsquery('german', %s::text) then 1 else 0 end"
    at_start = "case when lower(p.name) like %s::text then 0.6 when p.search_text like %s::text then 0.5 else 0 end"
    return Piece(
        f"round(({stems} + {in_name} + {at_start})::numeric, 6)",
        (
            " & ".join(f"{word}:*" for word in found),
            " & ".join(f"{word}:A" for word in found),
            f"{' '.join(found)}%",
            f"{' '.join(folded(word) for word in found)}%",
        ),
    )


def _contained(word: str) -> Piece:
    return Piece(f"({_STEMS} or p.search_text like %s::text)", (f"{word}:*", like_pattern(word)))


def _alike(word: str) -> Piece:
    return Piece(
        f"({_STEMS} or p.search_text like %s::text or %s::text <%% p.search_text)",
        (f"{word}:*", like_pattern(word), folded(word)),
    )
