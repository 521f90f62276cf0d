"""Stock in words."""

import pytest

from marketplace.catalogue.rules.stock import buyable, stock_words
from marketplace.catalogue.wording import stock_label


@pytest.mark.parametrize(
    ("kind", "available", "lead_days", "label", "tone", "most"),
    [
        ("in_store", 40, 0, "im Laden vorrätig", "available", 40),
        ("in_store", 5, 0, "5 im Laden", "available", 5),
        ("in_store", 3, 0, "nur noch wenige im Laden", "uncertain", 3),
        ("in_store", 0, 0, "zurzeit nicht da", "none", 0),
        ("in_store", -2, 0, "zurzeit nicht da", "none", 0),
        ("on_order", 8, 0, "auf Bestellung", "uncertain", 8),
        ("on_order", 8, 1, "auf Bestellung, etwa 1 Werktag", "uncertain", 8),
        ("on_order", 8, 3, "auf Bestellung, etwa 3 Werktage", "uncertain", 8),
        ("on_order", 0, 3, "zurzeit nicht da", "none", 0),
        ("view_only", 1, 0, "nur zum Anschauen im Laden", "uncertain", 0),
    ],
)
def test_words_for_stock(kind: str, available: int, lead_days: int, label: str, tone: str, most: int) -> None:
    words = stock_words(kind, available, lead_days)
    assert (stock_label(words), words.tone, buyable(kind, available)) == (label, tone, most)
