"""`script/server`: the whole platform on one machine."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.instance import start_stores
from config.runtime.postgres import accepts
from config.runtime.processes import Service, Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
WEB_WORKERS = 2
DEMO_LOGINS = (
    ("kundin@zeitz.example", "shopper"),
    ("laden@zeitz.example", "retailer"),
    ("stadt@zeitz.example", "city marketing"),
    ("fahrer@zeitz.example", "driver"),
    ("kuemmerer@zeitz.example", "operator"),
)


class Stopped(Exception):
    """SIGINT or SIGTERM arrived."""


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description="Run the marketplace on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="port of the website on 127.0.0.1 (default 8000)")
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="data directory (default var/)")
    parser.add_argument("--empty", action="store_true", help="do not load the demo town into an empty database")
    return parser.parse_args()


def _refuse_used_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StartRefused(
                f"Port {port} cannot be used ({error.strerror}). Choose another with --port N."
            ) from None


def _web(port: int, environment: dict[str, str]) -> Service:
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--preload", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WEB_WORKERS), "--worker-class", "gthread", "--threads", "4", "--timeout", "60"]
    command += [
        "--graceful-timeout",
        "5",
        "--no-control-socket",
        "--max-requests",
        "20000",
        "--max-requests-jitter",
        "2000",
    ]
    return Service(name="web", command=command, environment=environment, folder=ROOT)


def _celery(name: str, environment: dict[str, str], *arguments: str) -> Service:
    application = "config.beat" if name == "beat" else "config.celery"
    command = [sys.executable, "-m", "celery", "-A", application, name, "--loglevel", "INFO", *arguments]
    return Service(name=name, command=command, environment=environment, folder=ROOT, grace=30)


def _start_all(options: argparse.Namespace, data: DataFolder, supervisor: Supervisor) -> None:
    environment = start_stores(data, supervisor, lambda line: print(f"  {line}", flush=True))
    print("  database and queue run", flush=True)
    environment |= {"PUBLIC_URL": os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{options.port}")}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"}
    data.remember("environment", environment)
    prepare = [sys.executable, "-m", "config.runtime.prepare", *(["--empty"] if options.empty else [])]
    if subprocess.run(prepare, env={**os.environ, **environment}, cwd=ROOT, check=False).returncode:  # noqa: S603
        raise StartRefused("The database could not be prepared; see the message above.")
    supervisor.start(_web(options.port, environment), lambda: accepts(options.port), seconds=60)
    supervisor.start(_celery("worker", environment, "--pool", "threads", "--concurrency", "4", "--without-mingle"))
    schedule = str(data.run / "beat")
    supervisor.start(_celery("beat", environment, "--schedule", schedule, "--pidfile="))


def _announce(options: argparse.Namespace) -> None:
    print(f"ready http://127.0.0.1:{options.port}", flush=True)
    if os.environ.get("REGIONALMARKT_MODE", "demo") == "demo" and not options.empty:
        print("demo logins, password zeitz-demo:", flush=True)
        for email, role in DEMO_LOGINS:
            print(f"  {email:28} {role}", flush=True)
    print("stop with Ctrl-C", flush=True)


def main() -> int:
    options = _arguments()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _on_signal)
    supervisor = None
    try:
        data = DataFolder.prepare(options.data)
        lock = data.lock()
        supervisor = Supervisor(data)
        for name in supervisor.stop_leftovers():
            print(f"  ended {name} of an earlier run", flush=True)
        _refuse_used_port(options.port)
        _start_all(options, data, supervisor)
        _announce(options)
        while True:
            time.sleep(1)
            for name in supervisor.revive(time.monotonic()):
                print(f"  {name} had ended and was started again (see {data.log / name}.log)", flush=True)
    except StartRefused as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 1
    except Stopped:
        print("stopping ...", flush=True)
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if supervisor is not None:
            supervisor.stop()
            lock.close()


if __name__ == "__main__":
    sys.exit(main())
