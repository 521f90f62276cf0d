"""Browsers and accounts: accounts live in the embedded engine and are reached through the seam."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory

from marketplace.saleor import customers

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

    def open_account(email="kundin@example.org", **fields):
        customers.register_account(email=email, password=PASSWORD, first_name="Kundin", last_name="Muster", **fields)
        return email

    return open_account


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
