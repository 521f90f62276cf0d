"""The whole platform as an operator starts it: own stores, web, worker and beat, with the demo town."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from config.runtime.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 600


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One server serves all tests of this folder: keep them in one worker."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("market"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say so at once if the workers do not keep the group together."""
    ours = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if getattr(session.config.option, "loadgroup", False) and not all("@" in item.nodeid for item in ours):
        raise pytest.UsageError("pytest-xdist lost the group of tests/e2e: each worker would start a market")


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running market. MARKET_URL names one that runs already."""
    if running := os.environ.get("MARKET_URL"):
        yield running.rstrip("/")
        return
    folder = tmp_path_factory.mktemp("market")
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment.pop("PUBLIC_URL", None)
    output = (folder / "output").open("w+")
    command = [
        sys.executable,
        "-m",
        "config.runtime.server",
        "--port",
        str(free_port()),
        "--data",
        str(folder / "data"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _address(process, Path(output.name))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        output.close()


def _address(process: "subprocess.Popen[bytes]", output: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if found := re.search(r"^ready (http://\S+)", output.read_text(), re.MULTILINE):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"the market did not start:\n{output.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def http(market: str) -> Iterator[httpx.Client]:
    """A client of the market's GraphQL endpoint. GRAPHQL_URL names another server for it, e.g. a gateway."""
    with httpx.Client(base_url=os.environ.get("GRAPHQL_URL", market), timeout=30) as client:
        yield client
