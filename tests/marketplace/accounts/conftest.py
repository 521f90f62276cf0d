"""Browsers and accounts: accounts live in the embedded engine and are reached through the seam."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory

from tests.factories.accounts import open_account

PASSWORD = "ein langes Passwort"


@pytest.fixture(autouse=True)
def quick_and_clean(settings):
    """Cheap password hashes; nothing left over in the cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "accounts"}}
    cache.clear()


@pytest.fixture
def account(db):
    """Open an account; returns its address of mail."""

    return lambda email="kundin@example.org", **fields: open_account(email, PASSWORD, **fields)


class Browser:
    """Keeps a session between requests, as a cookie would."""

    def __init__(self) -> None:
        self.session = SessionStore()

    def request(self, path: str = "/", method: str = "GET", **headers: str) -> HttpRequest:
        request = RequestFactory().generic(method, path, headers=headers)
        request.session = self.session
        return request


@pytest.fixture
def browser(db):
    return Browser()
