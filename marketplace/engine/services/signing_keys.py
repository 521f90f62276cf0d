"""The RSA keys that sign tokens and webhooks. The first one is made when it is first needed."""

import base64
import uuid
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import connection, transaction

from marketplace.engine.models import SigningKey

_LOCK = 7_020_101  # advisory lock: two processes that start together must not make two first keys


def signing_key() -> SigningKey:
    """The key that signs now: the newest that is not retired, made if there is none."""
    return SigningKey.objects.filter(retired_at=None).first() or _first_key()


def verifying_keys() -> list[SigningKey]:
    """All keys whose signatures still count; never empty."""
    return list(SigningKey.objects.filter(retired_at=None)) or [_first_key()]


@lru_cache(maxsize=8)
def private_key(pem: str) -> rsa.RSAPrivateKey:
    """The key inside a PEM text. Parsing costs more than signing, so a process keeps it."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("signing keys are RSA keys")
    return key


def public_jwk(key: SigningKey) -> dict[str, Any]:
    """The public half in the form of RFC 7517."""
    numbers = private_key(key.private_pem).public_key().public_numbers()
    return {
        "kty": "RSA",
        "key_ops": ["verify"],
        "use": "sig",
        "alg": "RS256",
        "kid": key.kid,
        "n": _base64(numbers.n),
        "e": _base64(numbers.e),
    }


@transaction.atomic
def _first_key() -> SigningKey:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
    return SigningKey.objects.filter(retired_at=None).first() or make_signing_key()


def make_signing_key() -> SigningKey:
    """A new key; it signs from now on. Older ones verify until they are retired."""
    pem = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SigningKey.objects.create(kid=uuid.uuid4().hex, private_pem=pem.decode())


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
