"""Accounts in a market of one channel, whose platform takes every event about them."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from marketplace.engine.models import Channel
from tests.factories.engine_accounts import make_channel
from tests.marketplace.engine.account.links import NOON
from tests.marketplace.engine.platform import FakePlatform


@pytest.fixture
def channel(db: None) -> Channel:
    return make_channel()


@pytest.fixture
def told(platform: FakePlatform, channel: Channel, settings: Any) -> Iterator[FakePlatform]:
    """The platform in front of the engine; it is noon."""
    settings.ENGINE_EVENT_DOCUMENTS = "tests.marketplace.engine.account.links.account_documents"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with time_machine.travel(NOON, tick=False):
        yield platform
