"""Saleor's public keys: what proves a token or a webhook to be Saleor's."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from marketplace.saleor.errors import SaleorUnreachable

MAX_AGE = 600.0  # seconds until keys are fetched again, so that a withdrawn key stops counting
PAUSE = 5.0  # seconds between fetches for unknown kids, so that forged ones cannot make us hammer Saleor


class KeySet:
    """RSA keys by `kid`, fetched when first needed, when old, and once more when an unknown kid turns up (rotation)."""

    def __init__(
        self, fetch: Callable[[], dict[str, Any]], *, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._pause = pause
        self._clock = clock
        self._lock = Lock()
        self._keys: dict[str, PyJWK] = {}
        self._fetched: float | None = None

    def key(self, kid: str | None) -> PyJWK | None:
        """The key of that id; None if Saleor has no such key. Raises SaleorUnreachable for an unknown one that Saleor
        cannot be asked about."""
        if kid is None:
            return None
        with self._lock:
            age = None if self._fetched is None else self._clock() - self._fetched
            if age is None or age > MAX_AGE or (kid not in self._keys and age >= self._pause):
                self._refresh(kid)
            return self._keys.get(kid)

    def _refresh(self, kid: str) -> None:
        try:
            self._keys = _rsa_keys(self._fetch())
            self._fetched = self._clock()
        except SaleorUnreachable:
            if kid not in self._keys:
                raise
            # While Saleor is away its known keys go on counting; it is asked again after a pause.
            self._fetched = self._clock() - MAX_AGE + PAUSE


def _rsa_keys(jwks: dict[str, Any]) -> dict[str, PyJWK]:
    found = {}
    for entry in jwks.get("keys", []):
        if entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig" or not entry.get("kid"):
            continue
        try:
            found[entry["kid"]] = PyJWK(entry, algorithm="RS256")
        except PyJWTError:
            continue
    return found
