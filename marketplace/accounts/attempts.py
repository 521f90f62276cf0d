"""Slows down guessing of passwords: counted per account and browser's address, and per account alone."""

import hashlib

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from marketplace.errors import DomainError

WINDOW = 15 * 60  # seconds
PER_PAIR = 10
PER_ACCOUNT = 50
EMAIL_WISHES = "email"
"""Counted in place of a browser's address: wishes for another address of mail, ten per account in 15 minutes."""


def refuse_too_many(email: str, address: str) -> None:
    """Raise DomainError LOGIN_ATTEMPT_DELAYED after ten failures from one address or fifty from all, in 15 minutes."""
    for key, limit in _limits(email, address).items():
        if (cache.get(key) or 0) >= limit:
            raise DomainError(
                "LOGIN_ATTEMPT_DELAYED", _("Zu viele Versuche. Bitte warten Sie eine Viertelstunde."), field="password"
            )


def count_failure(email: str, address: str) -> None:
    for key in _limits(email, address):
        if not cache.add(key, 1, WINDOW):
            try:
                cache.incr(key)
            except ValueError:  # it expired in between
                cache.set(key, 1, WINDOW)


def forget(email: str, address: str) -> None:
    """The password was right: the next failure is the first."""
    cache.delete_many(list(_limits(email, address)))


def _limits(email: str, address: str) -> dict[str, int]:
    account = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]
    return {f"accounts.attempts:{account}:{address}": PER_PAIR, f"accounts.attempts:{account}": PER_ACCOUNT}
