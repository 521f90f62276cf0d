"""A line between two servers that can be cut, slowed down, doubled and shuffled while both keep running.

What passes is unchanged, so that signatures stay real.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

SYNCHRONOUS = ("shipping", "payment-gateway", "transaction-initialize", "transaction-process", "checkout-filter")
HANG_SECONDS = 40.0  # longer than Saleor waits for an App
_OWN = {
    "host",
    "content-length",
    "connection",
    "transfer-encoding",
    "keep-alive",
    "content-encoding",
    "accept-encoding",
}


@dataclass
class Call:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_event(self) -> bool:
        """An asynchronous webhook of Saleor: it is queued on the other side, and may come late and twice."""
        name = _name(self).replace("_", "-")
        return "/saleor/webhooks/" in self.path and not name.startswith(SYNCHRONOUS)


@dataclass
class Switch:
    """`mode`: pass, refuse (503 at once), hang, twice (events are sent on twice), hold (events are kept and Saleor is
    told 503, so that it sends them again)."""

    port: int
    target: str
    mode: str = "pass"
    held: list[Call] = field(default_factory=list)
    seen: list[tuple[str, int]] = field(default_factory=list)
    last_event: Call | None = None
    answered: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of each synchronous answer by its webhook's name."""

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.target, timeout=60, trust_env=False)

    def forward(self, call: Call) -> httpx.Response:
        return self._client.request(call.method, call.path, headers=call.headers, content=call.body)

    def answer(self, call: Call) -> tuple[int, dict[str, str], bytes]:
        """What the caller is told."""
        if call.is_event:
            self.last_event = call
        if self.mode == "refuse":
            return self._told(call, 503)
        if self.mode == "hang":
            time.sleep(HANG_SECONDS)
            return self._told(call, 504)
        if self.mode == "hold" and call.is_event:
            self.held.append(call)
            return self._told(call, 503)
        began = time.perf_counter()
        response = self.forward(call)
        if "/saleor/webhooks/" in call.path and not call.is_event:
            self.answered.setdefault(_name(call), []).append(time.perf_counter() - began)
        if self.mode == "twice" and call.is_event:
            response = self.forward(call)
        self.seen.append((call.path, response.status_code))
        headers = {name: value for name, value in response.headers.items() if name.lower() not in _OWN}
        return response.status_code, headers, response.content

    def release(self) -> list[str]:
        """Send on what was held, the last first; the events' names in that order."""
        self.mode, held, self.held = "pass", self.held[::-1], []
        for call in held:
            self.seen.append((call.path, self.forward(call).status_code))
        return [_name(call) for call in held]

    def _told(self, call: Call, status: int) -> tuple[int, dict[str, str], bytes]:
        self.seen.append((call.path, status))
        return status, {}, b""


def _name(call: Call) -> str:
    return call.path.rstrip("/").rpartition("/")[2].lower()


@contextmanager
def running(switch: Switch) -> Iterator[Switch]:
    """The switch listens on loopback."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN - {"host"}}
            status, told, content = switch.answer(Call(self.command, self.path, headers, body))
            try:
                self.send_response(status)
                for name, value in told.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True  # the caller went away meanwhile

        do_GET = do_POST = _take

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", switch.port), Door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield switch
    finally:
        server.shutdown()
