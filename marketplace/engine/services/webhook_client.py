"""One POST to an App's address: no redirects, no proxies, and no way into one's own house.

The name is looked up once, what it stands for is checked, and that very address is connected to: a name that changes
its mind between the check and the call gains nothing.
"""

import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from time import perf_counter

import httpcore

from marketplace.engine.rules.webhook import may_reach

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 18.0
KEPT_BYTES = 1024  # of an answer, for the log
_TIMEOUTS = {"connect": CONNECT_SECONDS, "read": ANSWER_SECONDS, "write": ANSWER_SECONDS, "pool": ANSWER_SECONDS}
_TLS = ssl.create_default_context()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of the call; `status` None means that there was no answer, and `text` says why."""

    status: int | None
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class AddressRefused(OSError):
    """The name stands for an address that no App may have."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool) -> Answer:
    """Send the body; never raises for what the other side does. `allow_private` is for Apps on one's own network."""
    started = perf_counter()
    try:
        with httpcore.ConnectionPool(ssl_context=_TLS, network_backend=_Door(allow_private)) as pool:
            more = {"timeout": _TIMEOUTS}
            with pool.stream("POST", url, content=body, headers=list(headers.items()), extensions=more) as said:
                text = _beginning(said.iter_stream(), until=started + ANSWER_SECONDS)
                told = {name.decode("latin-1"): value.decode("latin-1") for name, value in said.headers}
                return Answer(status=said.status, text=text, headers=told, seconds=perf_counter() - started)
    except AddressRefused:
        reason = "Invalid IP address"
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
        reason = f"{type(error).__name__}: {error}"
    except (httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
        reason = f"The address cannot be used: {error}"
    return Answer(status=None, text=reason, seconds=perf_counter() - started)


def _beginning(parts: Iterable[bytes], *, until: float) -> str:
    """What is worth keeping of an answer, however long it is or takes."""
    kept = b""
    for part in parts:
        kept += part
        if len(kept) > KEPT_BYTES or perf_counter() > until:
            return kept[:KEPT_BYTES].decode("utf-8", "replace") + "..."
    return kept.decode("utf-8", "replace")


class _Door(httpcore.NetworkBackend):
    """Connects to what a name stands for, if it may be reached."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = [str(each[4][0]) for each in found]
        if not self._allow_private and not all(may_reach(ip_address(each.partition("%")[0])) for each in addresses):
            raise AddressRefused(host)
        return self._plain.connect_tcp(addresses[0], port, timeout, local_address, socket_options)
