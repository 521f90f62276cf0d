"""Secrets at rest: whoever reads the database, or a copy of it, must not thereby own the shop."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"regionalmarkt: token of the App"


class Unreadable(Exception):
    """The text was not locked with this installation's SECRET_KEY."""


def lock(secret: str) -> str:
    """The secret as text that only this SECRET_KEY opens (AES-128-CBC with HMAC, by Fernet)."""
    return _box().encrypt(secret.encode()).decode()


def unlock(locked: str) -> str:
    """What was locked. Raises Unreadable."""
    try:
        return _box().decrypt(locked.encode()).decode()
    except InvalidToken:
        raise Unreadable("the token was stored under another SECRET_KEY: install the App again") from None


def _box() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(derived))
