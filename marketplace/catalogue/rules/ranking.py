"""How search results are ordered: the weights that rank are the weights that are explained (law D-8, D-10).

`selectors/search.py` builds its score from CRITERIA alone; `ranking()` shows the same rows to shoppers and vendors.
No criterion knows who pays: there is no paid placement.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One parameter: `weight` points for each typed word that is found this way, or once for a property."""

    code: str
    weight: int
    per_word: bool


CRITERIA = {
    each.code: each
    for each in (
        Criterion(code="NAME_WORD", weight=60, per_word=True),
        Criterion(code="NAME_SYNONYM", weight=50, per_word=True),
        Criterion(code="NAME_ENDS", weight=45, per_word=True),
        Criterion(code="NAME_BEGINS", weight=30, per_word=True),
        Criterion(code="KIND", weight=25, per_word=True),
        Criterion(code="NAME_PART", weight=20, per_word=True),
        Criterion(code="TEXT", weight=10, per_word=True),
        Criterion(code="SIMILAR", weight=6, per_word=True),
        Criterion(code="IN_STOCK", weight=5, per_word=False),
        Criterion(code="COLLECTABLE_TODAY", weight=3, per_word=False),
    )
}


def ranking() -> tuple[Criterion, ...]:
    """The main parameters, heaviest first."""
    return tuple(sorted(CRITERIA.values(), key=lambda each: -each.weight))
