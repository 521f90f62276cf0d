"""Every trade has a drawing of its own; none needs a style or a script."""

import pytest

from marketplace.vendors.models import Trade
from storefront_templates.base.templatetags.drawings import TRADE_ICONS, icon_of, trade_picture


def test_every_trade_has_a_sign() -> None:
    assert set(Trade.values) <= set(TRADE_ICONS)


@pytest.mark.parametrize("shape", ["square", "wide"])
@pytest.mark.parametrize("trade", [*Trade.values, ""])
def test_a_drawing_is_plain_svg(trade: str, shape: str) -> None:
    drawn = trade_picture(trade, shape)
    assert drawn.startswith("<svg")
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


def test_an_unknown_trade_looks_like_a_shop() -> None:
    assert icon_of("astronomy") == "store"
