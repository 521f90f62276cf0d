"""Shelves to sell from."""

import pytest

from tests.factories.engine_catalogue import Shelf, shelf


@pytest.fixture
def town(db: None) -> Shelf:
    return shelf()
