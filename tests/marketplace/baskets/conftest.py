"""A market with three shops, at ten on a Monday morning."""

import pytest

from tests.factories.baskets import make_market, make_shop


@pytest.fixture
def market(db):
    return make_market()


@pytest.fixture
def shops(market):
    """Three shops with two articles each: 10 and 4 euros."""
    return [make_shop(market, prices=("10.00", "4.00")) for _ in range(3)]
