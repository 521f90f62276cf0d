"""A real gateway in front of engine and platform."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from config.runtime.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "http://127.0.0.1:1/graphql/"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The gateway is installed once: by one worker."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("gateway"))


@dataclass
class Gateway:
    """A client of the gateway."""

    address: str

    def ask(self, source: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
        """The whole answer."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = {"query": source, "variables": variables}
        answer: dict[str, Any] = httpx.post(
            f"{self.address}/graphql/", json=body, headers=headers, timeout=30, trust_env=False
        ).json()
        return answer


@pytest.fixture(scope="session")
def installed() -> None:
    subprocess.run([ROOT / "script" / "gateway", "--install"], check=True, timeout=600)


@contextmanager
def running_gateway(data: Path, *, saleor: str, market: str) -> Iterator[Gateway]:
    """A gateway over the two sides; `data` keeps its supergraph."""
    port = free_port()
    command = [ROOT / "script" / "gateway", "--saleor", saleor, "--market", market, "--port", str(port)]
    with (data / "log").open("w+") as log:
        process = subprocess.Popen([*command, "--data", str(data)], env=environment(), stdout=log, stderr=log)
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", process, log)
            yield Gateway(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(timeout=20)


def environment() -> dict[str, str]:
    """What a process of its own needs of ours, without the test's settings."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def _wait_until_ready(address: str, process: "subprocess.Popen[bytes]", log: Any) -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx.get(f"{address}/readiness", timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    log.seek(0)
    pytest.fail(f"the gateway did not start:\n{log.read()[-3000:]}")
