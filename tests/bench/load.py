"""A small HTTP/1.1 client that costs little beside the server it measures."""

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    """One prepared request. `host` is `name:port`."""

    host: str
    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def encode(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float = field(default=0.0)


class Client:
    """One kept-alive connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, raw: bytes) -> Response:
        """Send prepared bytes; reconnects once if the server closed the idle connection."""
        began = time.perf_counter()
        for attempt in (1, 2):
            if self._streams is None:
                self._streams = await asyncio.open_connection(*self._address, limit=2**22)
            reader, writer = self._streams
            try:
                writer.write(raw)
                response = await _read(reader)
                break
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
                if attempt == 2:
                    raise
        response.seconds = time.perf_counter() - began
        if response.headers.get("connection", "").lower() == "close":
            self.close()
        return response

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _read(reader: asyncio.StreamReader) -> Response:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Response(int(head[0].split()[1]), headers, body)


async def alone(url: str, make: Callable[[int], bytes], *, runs: int, warmup: int = 5) -> dict[str, float]:
    """One client, one request after another: median and 90th percentile in milliseconds, and SQL statements."""
    client = Client(url)
    answers = [await client.send(make(i)) for i in range(warmup + runs)][warmup:]
    client.close()
    wrong = [answer for answer in answers if answer.status != 200 or b'"errors": [{' in answer.body]
    if wrong:
        raise AssertionError(f"{len(wrong)} of {runs} failed, e.g. {wrong[0].status}: {wrong[0].body[:400]!r}")
    found = summary([answer.seconds for answer in answers])
    counts = [count for answer in answers if (count := statements(answer.headers.get("server-timing", ""))) is not None]
    if counts:
        found["sql"] = statistics.median(counts)
    return found


def statements(server_timing: str) -> int | None:
    """The number of SQL statements that the server names in its Server-Timing header."""
    found = re.search(r'sql;desc="(\d+)"', server_timing)
    return int(found[1]) if found else None


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds: median and 90th percentile."""
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 2),
        "p90_ms": round(ordered[int(len(ordered) * 0.9)] * 1000, 2),
    }


async def together(url: str, make: Callable[[int], bytes], *, clients: int, seconds: float) -> float:
    """Requests per second of several clients that do nothing but wait for answers."""
    stop_at = time.perf_counter() + seconds

    async def run(number: int) -> int:
        client, done = Client(url), 0
        while time.perf_counter() < stop_at:
            answer = await client.send(make(number * 100_000 + done))
            assert answer.status == 200, answer.body[:300]
            done += 1
        client.close()
        return done

    return sum(await asyncio.gather(*(run(number) for number in range(clients)))) / seconds
