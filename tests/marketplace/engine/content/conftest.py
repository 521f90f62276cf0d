"""Shelves to choose from, and what an app may do with them."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories.engine_catalogue import Shelf, shelf


@pytest.fixture
def town(db: None) -> Shelf:
    return shelf()


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
