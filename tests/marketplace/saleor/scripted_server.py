"""An HTTP server on loopback that behaves as badly as it is told to."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Act = Callable[[BaseHTTPRequestHandler], None]


def answer(body: object, status: int = 200, content_type: str = "application/json") -> Act:
    """Answer with JSON, or with bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return act


def hang(seconds: float) -> Act:
    """Take the request and say nothing for a while."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return act


def trickle(body: bytes, pause: float) -> Act:
    """Answer one byte at a time."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(pause)

    return act


def drop(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


class Server:
    """Plays one act per request, the last one for ever, and remembers what was asked."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.requests: list[dict[str, Any]] = []
        self.connections: set[Any] = set()
        self.url = ""

    def act(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.connections.add(handler.client_address)
        self.requests.append({"path": handler.path, "headers": dict(handler.headers), "body": body})
        act = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
        act(handler)


@contextmanager
def serving(*acts: Act) -> Iterator[Server]:
    script = Server(*acts)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            try:
                script.act(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_GET = do_POST

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}/graphql/"
    thread = Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
