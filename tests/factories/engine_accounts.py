"""Accounts in the engine for tests, as they are once their holders have followed the link by mail."""

from typing import Any

from django.contrib.auth.hashers import make_password

from marketplace.engine.models import Channel, User

PASSWORD = "roggen-mischbrot"


def make_user(email: str = "erika@example.com", password: str = PASSWORD, **values: Any) -> User:
    """A confirmed customer."""
    return User.objects.create(email=email, password=make_password(password), **values)


def make_channel(slug: str = "zeitz", *, is_active: bool = True) -> Channel:
    """A channel in whose name people are written to."""
    return Channel.objects.create(
        name=slug.title(), slug=slug, is_active=is_active, currency_code="EUR", default_country="DE"
    )
