"""Processes that tests start, and end whatever happens."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.marketplace.engine.conftest import platform as _platform_fixture

ROOT = Path(__file__).resolve().parents[2]
platform = _platform_fixture


class Child:
    """A process of `tests.concurrency.process`: loaded, and waiting for `go`."""

    def __init__(self, act: str, **arguments: Any) -> None:
        database = connection.settings_dict
        host, port = database["HOST"], database["PORT"]
        address = f"postgres://{database['USER']}:{database['PASSWORD']}@{host}:{port}/{database['NAME']}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.process", act, json.dumps(arguments)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_ready(self) -> "Child":
        assert self.line() == "ready"
        return self

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def result(self) -> Any:
        return json.loads(self.line())

    def kill(self) -> None:
        """kill -9: nothing in the process gets a chance to tidy up."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


Start = Callable[..., Child]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes by act and arguments."""
    children: list[Child] = []

    def begin(act: str, **arguments: Any) -> Child:
        child = Child(act, **arguments)
        children.append(child)
        return child

    yield begin
    for child in children:
        child.end()
