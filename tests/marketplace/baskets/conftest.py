"""A market with three shops and a tour, at ten on a Monday morning."""

import pytest

from marketplace.baskets.services import Chosen
from tests.factories.baskets import fill_basket, make_market, make_shop
from tests.factories.pooled_delivery import key_of, make_tour


@pytest.fixture
def market(db):
    return make_market()


@pytest.fixture
def shops(market):
    """Three shops with two articles each: 10 and 8 euros."""
    return [make_shop(market, prices=("10.00", "8.00")) for _ in range(3)]


@pytest.fixture
def checkout_id(shops):
    """A basket with the article for 10 euros of each shop."""
    return fill_basket(*(shop.goods[0] for shop in shops))


@pytest.fixture
def tour(db):
    """Tomorrow afternoon, to Zeitz for 4.90."""
    return make_tour()


@pytest.fixture
def ride(tour):
    return Chosen(method="pooled_delivery", offer_key=key_of(tour))
