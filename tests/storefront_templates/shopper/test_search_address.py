"""An address of a search means one thing, and nonsense in it means nothing."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from storefront_templates.shopper.search_address import more_filters, search_query


def test_an_address_is_read() -> None:
    query = search_query(
        QueryDict(
            "q=%20brot%20&kategorie=backwaren&laden=a&laden=b&von=1,50&bis=9.9&heute=1&offen=1&sort=price&seite=3"
        )
    )
    assert query.text == "brot"
    assert query.category == "backwaren"
    assert query.vendors == ("a", "b")
    assert (query.price_min, query.price_max) == (Decimal("1.50"), Decimal("9.9"))
    assert (query.collectable_today, query.open_now, query.deliverable) == (True, True, False)
    assert (query.sort, query.page) == ("price", 3)
    assert more_filters(query) == 4


@pytest.mark.parametrize(
    "address", ["", "von=abc&bis=NaN", "seite=0", "seite=-4", "seite=99999999999", "sort=random", "von=-1"]
)
def test_nonsense_counts_as_not_asked(address: str) -> None:
    query = search_query(QueryDict(address))
    assert (query.price_min, query.price_max, query.sort, query.page) == (None, None, "relevance", 1)
