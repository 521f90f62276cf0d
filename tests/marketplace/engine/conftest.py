"""The engine stands alone in these tests: the platform in front of it is a fake that they can look into."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.marketplace.engine import platform as fake

SUBSCRIPTIONS = json.loads(
    (Path(__file__).parents[2] / "contract" / "recordings" / "subscriptions.json").read_text(encoding="utf-8")
)


def recorded_document(event_type: str) -> str | None:
    """The subscription with which the recordings were made."""
    return SUBSCRIPTIONS.get(event_type)


@pytest.fixture
def platform(settings: Any) -> Iterator[fake.FakePlatform]:
    """The engine's settings point at a fresh fake platform."""
    settings.SALEOR_IN_PROCESS_EXECUTOR = "tests.marketplace.engine.platform.execute"
    settings.ENGINE_EVENT_DOCUMENTS = "tests.marketplace.engine.conftest.recorded_document"
    settings.ENGINE_EVENT_RECEIVER = "tests.marketplace.engine.platform.receive"
    settings.ENGINE_SYNC_EVENT_RECEIVER = "tests.marketplace.engine.platform.answer"
    settings.SALEOR_APP_ID = "spike.marketplace"
    fake.platform.__init__()  # type: ignore[misc]
    yield fake.platform
