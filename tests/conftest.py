"""What every test shares: German, and stores that no other worker touches."""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

import config.celery  # noqa: F401 without it tasks would look for a broker that is none of ours


def _own_store_of_this_worker() -> None:
    """Parallel workers share one Valkey: each gets a database of its own for cache and queue."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
    if number and not settings.CELERY_BROKER_URL.endswith(f"/{number}"):
        address = f"{settings.CELERY_BROKER_URL.rpartition('/')[0]}/{number}"
        settings.CELERY_BROKER_URL = settings.CACHES["default"]["LOCATION"] = address


_own_store_of_this_worker()


@pytest.fixture(autouse=True, scope="session")
def _addresses_with_the_embedded_engine() -> None:
    """The addresses are read once a process: not by a test that plays a Saleor elsewhere, whatever runs first."""
    import_module("config.urls")


@pytest.fixture(autouse=True, scope="session")
def _a_town_that_stays() -> None:
    """Where the town lives is asked once a process: whichever test counts queries, it is not the first to ask."""
    import_module("marketplace.saleor.home").settle(None)


@pytest.fixture(autouse=True)
def _fresh_language_and_cache() -> Iterator[None]:
    """A request in English, or a cached key, must not reach the next test."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)
