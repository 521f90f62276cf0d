"""What people type, judged by hand: the first ten results must hold what was meant."""

import csv
from pathlib import Path

import pytest

from marketplace.catalogue.selectors.query import SearchQuery
from marketplace.catalogue.selectors.search import search
from tests.factories.catalogue import TUESDAY, make_town

QUERIES = Path(__file__).with_name("judged_queries.csv")
FIRST = 10
WANTED_RATE = 0.97
WANTED_TOP_RATE = 0.9


def judged() -> list[dict[str, str]]:
    with QUERIES.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_judged_queries_find_what_was_meant() -> None:
    make_town()
    missed, not_first = [], []
    for row in judged():
        expected = row["expected"].lower().split("|")
        page = search(SearchQuery(text=row["query"], page_size=FIRST), now=TUESDAY)
        names = [hit.listing.name.lower() for hit in page.hits]
        good = [any(part in name for part in expected) for name in names]
        if not any(good):
            missed.append((row["query"], row["why"], names[:3]))
        elif not good[0]:
            not_first.append((row["query"], names[:2]))
    count = len(judged())
    print(
        f"hit rate {1 - len(missed) / count:.3f}, first result right {1 - (len(missed) + len(not_first)) / count:.3f}"
    )
    print(f"missed {missed}; not first {not_first}")
    assert count >= 60
    assert 1 - len(missed) / count >= WANTED_RATE, missed
    assert 1 - (len(missed) + len(not_first)) / count >= WANTED_TOP_RATE, not_first
