"""Two ways to reach Saleor's API: in this process, or over HTTP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol

from django.conf import settings

from marketplace.saleor.app.credentials import app_token
from marketplace.saleor.caller import Caller
from marketplace.saleor.claims import Verifier
from marketplace.saleor.transports.http import HttpTransport
from marketplace.saleor.transports.in_process import InProcessTransport


class Transport(Protocol):
    """Carries one document to Saleor and its JSON answer (`data`, `errors`) back.

    Raises SaleorUnreachable if no such answer came within the deadline (seconds). `verifier` checks tokens with
    Saleor's public keys, as `/.well-known/jwks.json` serves them.
    """

    verifier: Verifier

    def send(
        self, source: str, variables: dict[str, Any], *, caller: Caller, deadline: float, repeatable: bool
    ) -> dict[str, Any]: ...


@cache
def _transport(api_url: str | None, _process: int) -> Transport:
    return HttpTransport(api_url, app_token) if api_url else InProcessTransport(settings.SALEOR_IN_PROCESS_EXECUTOR)


_other: ContextVar[Transport | None] = ContextVar("another_engine", default=None)


@contextmanager
def speaking_to(engine: Transport) -> Iterator[None]:
    """Everything that is sent inside goes to this engine. Answers that come page by page must be read inside."""
    token = _other.set(engine)
    try:
        yield
    finally:
        _other.reset(token)


def spoken_to_another() -> bool:
    """True inside `speaking_to`."""
    return _other.get() is not None


def transport() -> Transport:
    """The transport that the settings ask for; connections are kept for the life of the process."""
    if (other := _other.get()) is not None:
        return other
    # Connections must not be shared with a process that was forked off.
    return _transport(settings.SALEOR_API_URL, os.getpid())
