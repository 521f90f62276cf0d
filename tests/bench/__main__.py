"""`python -m tests.bench shop [--runs N] [--seconds S]`: start a market, measure it, print JSON. `saleor` measures a
Saleor beside it, `routes` plans tours."""

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.runtime.postgres import free_port
from tests.bench import memory
from tests.bench.routes import measure as routes
from tests.bench.shop import Shop
from tests.bench.side_by_side import Side, SideBySide

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def market() -> Iterator[tuple[str, int]]:
    """Address and process id of a fresh market with the demo town."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with tempfile.TemporaryDirectory(prefix="market-") as folder:
        Path(folder).chmod(0o755)  # the database's account must be able to enter
        command = [sys.executable, "-m", "config.runtime.server", "--port", str(free_port()), "--data", folder]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            yield _address(process), process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=90)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        sys.stderr.write(line)
        if found := re.match(r"ready (http://\S+)", line):
            return found[1]
    raise SystemExit("the market did not start")


def main() -> None:
    if sys.argv[1:2] == ["routes"]:
        routes.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("what", choices=["shop", "saleor"], nargs="?", default="shop")
    parser.add_argument("--runs", type=int, default=100, help="counted requests per operation with one client")
    parser.add_argument("--seconds", type=float, default=5, help="length of each measurement with eight clients")
    parser.add_argument("--saleor", help="GraphQL address of a Saleor that has the demo town")
    parser.add_argument("--market", help="address of the platform that is installed in it")
    options = parser.parse_args()
    if options.what == "saleor":
        if not (options.saleor and options.market):
            parser.error("saleor needs --saleor and --market")
        _beside_a_saleor(options)
        return
    began = time.monotonic()
    with market() as (url, pid):
        started = time.monotonic() - began
        rest = memory.wait_for_rest(pid)
        found = Shop(url, runs=options.runs, seconds=options.seconds).measure()
        found |= {"memory_mb": memory.of_instance(pid), "start_seconds": round(started, 1)}
        found |= {"rest_after_seconds": round(rest, 1)}
    _print(found)


def _beside_a_saleor(options: argparse.Namespace) -> None:
    with market() as (url, pid):
        memory.wait_for_rest(pid)
        sides = (
            Side("embedded", f"{url}/graphql/", url),
            Side("saleor", options.saleor, options.market.rstrip("/")),
        )
        _print({"operations": SideBySide(sides, runs=options.runs, seconds=options.seconds).measure()})


def _print(found: dict[str, Any]) -> None:
    found |= {"python": platform.python_version(), "processors": os.cpu_count()}
    print(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
