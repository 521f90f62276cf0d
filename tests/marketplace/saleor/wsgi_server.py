"""Our own installation as a distant Saleor: the WSGI application in a process of its own, on the test's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.db import connection


@contextmanager
def served_installation(application: str = "config.wsgi", *, database: str | None = None) -> Iterator[str]:
    """The address of the server; it sees what other connections committed to the test's database, or to another."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    embedded = {name: value for name, value in os.environ.items() if name != "SALEOR_API_URL"}
    environment = {**embedded, "DATABASE_URL": database_url(database), "PUBLIC_URL": address}
    process = subprocess.Popen([*gunicorn, application], env=environment)
    try:
        _wait_for(f"{address}/.well-known/jwks.json", process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # a busy machine; nobody waits for its answers any more
            process.kill()
            process.wait()


def database_url(name: str | None = None) -> str:
    """Where the test's database lies, or another one beside it."""
    values = connection.settings_dict
    place = f"{values['HOST']}:{values['PORT']}" if values["PORT"] else values["HOST"]
    return f"postgres://{values['USER']}:{values['PASSWORD']}@{place}/{name or values['NAME']}"


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError(url)
