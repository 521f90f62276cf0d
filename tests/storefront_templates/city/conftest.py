"""The notice board at ten on a Monday morning."""

from tests.storefront_templates.retailer.conftest import Browser, _monday, cast, market, signed_in

__all__ = ["Browser", "_monday", "cast", "market", "signed_in"]

import pytest


@pytest.fixture
def city(db: None) -> Browser:
    return signed_in("stadt", "city")
