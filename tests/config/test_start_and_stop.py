"""What survives when processes die, and what refuses to start: real PostgreSQL, real Valkey, real kills."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.runtime.errors import StartRefused
from config.runtime.folders import NEEDED_BYTES, DataFolder
from config.runtime.instance import start_stores
from config.runtime.postgres import Postgres, free_port
from config.runtime.processes import Supervisor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    data = DataFolder.prepare(tmp_path / "data")
    yield data
    shutil.rmtree(Postgres(data, 0).cluster, ignore_errors=True)  # root keeps it outside the test's folder


@pytest.fixture
def started(folder: DataFolder) -> Iterator[Callable[[], tuple[Supervisor, dict[str, str]]]]:
    supervisors: list[Supervisor] = []

    def start() -> tuple[Supervisor, dict[str, str]]:
        supervisor = Supervisor(folder)
        supervisors.append(supervisor)
        supervisor.stop_leftovers()
        return supervisor, start_stores(folder, supervisor, lambda _line: None)

    yield start
    for supervisor in supervisors:
        supervisor.stop()


def wait_until(happened: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_committed_rows_and_queued_work_survive_kill_9_of_both_stores(started) -> None:
    """Killed: PostgreSQL and Valkey with SIGKILL, and with them the supervisor's knowledge. Survived: both entries."""
    first, environment = started()
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as session:
        session.execute("CREATE TABLE sold (piece int)")
        session.execute("INSERT INTO sold VALUES (7)")
    with redis.from_url(environment["REDIS_URL"]) as queue:
        queue.lpush("celery", "work")
    for pid in first.pids().values():
        os.kill(pid, signal.SIGKILL)

    _second, again = started()

    with psycopg.connect(again["DATABASE_URL"]) as session:
        assert session.execute("SELECT piece FROM sold").fetchall() == [(7,)]
    with redis.from_url(again["REDIS_URL"]) as queue:
        assert queue.lrange("celery", 0, -1) == [b"work"]


def test_leftovers_of_a_killed_supervisor_are_ended(started) -> None:
    """Killed: nobody. The first supervisor is forgotten as if it had died; its children must not block the next."""
    first, _environment = started()
    pids = first.pids()
    second, _again = started()
    wait_until(lambda: all(not _runs(pid) for pid in pids.values()))
    assert set(second.pids()) == set(pids)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def test_a_child_that_dies_is_started_again(started) -> None:
    """Killed: Valkey alone. The supervisor starts it again; five times a minute, then it gives up."""
    supervisor, environment = started()
    os.kill(supervisor.pids()["valkey"], signal.SIGKILL)
    wait_until(lambda: supervisor.revive(0.0) == ["valkey"])
    with redis.from_url(environment["REDIS_URL"], retry_on_error=[redis.ConnectionError]) as queue:
        wait_until(lambda: _answers(queue))
    with pytest.raises(StartRefused, match="valkey keeps ending"):
        for _ in range(6):
            os.kill(supervisor.pids()["valkey"], signal.SIGKILL)
            wait_until(lambda: bool(supervisor.revive(1.0)))


def _answers(queue: "redis.Redis") -> bool:
    try:
        return bool(queue.ping())
    except redis.ConnectionError:
        return False


def test_data_of_another_version_is_refused_and_untouched(folder: DataFolder) -> None:
    postgres = Postgres(folder, free_port())
    postgres.cluster.mkdir(parents=True)
    (postgres.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(StartRefused, match="PostgreSQL 15, this is 18"):
        postgres.initialise()
    assert [path.name for path in postgres.cluster.iterdir()] == ["PG_VERSION"]


def test_one_folder_serves_one_server(folder: DataFolder) -> None:
    with folder.lock(), pytest.raises(StartRefused, match="already uses"):
        folder.lock()


def test_a_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=NEEDED_BYTES - 1))
    with pytest.raises(StartRefused, match=r"MB are free .* at least 400 MB"):
        DataFolder.prepare(tmp_path / "data")


def test_a_used_port_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "config.runtime.server", "--port", port, "--data", str(tmp_path / "data")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f"error: Port {port} cannot be used" in done.stderr
    assert "--port N" in done.stderr


def test_secrets_are_made_once_and_private(folder: DataFolder) -> None:
    secret = folder.secret("postgres")
    assert folder.secret("postgres") == secret
    assert len(secret) >= 32
    assert (folder.run / "postgres.secret").stat().st_mode & 0o077 == 0
