"""Child processes that are watched, restarted, stopped in order, and found again after a crash."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder

RESTARTS_PER_MINUTE = 5


@dataclass(kw_only=True)
class Service:
    """How to run one child: `stop_signal` asks it to finish its work, `grace` seconds later it is killed."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM
    grace: float = 15.0
    user: int | None = None
    folder: Path | None = None


class Supervisor:
    """Runs services; later ones depend on earlier ones, so they are stopped in reverse order."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._running: dict[str, tuple[Service, subprocess.Popen[bytes]]] = {}
        self._restarts: dict[str, list[float]] = {}

    def stop_leftovers(self) -> list[str]:
        """End the children of a server that died without stopping them. Returns their names."""
        known = self._data.recall("processes")
        records = known if isinstance(known, dict) else {}
        ended = [name for name, record in reversed(records.items()) if _end_leftover(record)]
        self._data.remember("processes", {})
        return ended

    def start(self, service: Service, ready: Callable[[], bool] | None = None, *, seconds: float = 30) -> None:
        """Start a service and wait until `ready()`. Raises StartRefused with the end of its log otherwise."""
        self._spawn(service)
        deadline = time.monotonic() + seconds
        while ready is not None and not ready():
            if self._running[service.name][1].poll() is not None or time.monotonic() > deadline:
                raise StartRefused(f"{service.name} did not start. The end of its log:\n{self._log_end(service.name)}")
            time.sleep(0.05)

    def _spawn(self, service: Service) -> None:
        log = (self._data.log / f"{service.name}.log").open("ab")
        process = subprocess.Popen(  # noqa: S603 our own commands
            service.command,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **service.environment},
            cwd=service.folder,
            user=service.user,
            group=service.user,
            extra_groups=[] if service.user is not None else None,
            start_new_session=True,
        )
        log.close()
        self._running[service.name] = (service, process)
        self._record()

    def _record(self) -> None:
        records = {}
        for name, (service, process) in self._running.items():
            try:
                created = psutil.Process(process.pid).create_time()
            except psutil.NoSuchProcess:
                continue
            records[name] = {
                "pid": process.pid,
                "created": created,
                "stop_signal": int(service.stop_signal),
                "grace": service.grace,
            }
        self._data.remember("processes", records)

    def pids(self) -> dict[str, int]:
        return {name: process.pid for name, (_, process) in self._running.items()}

    def revive(self, now: float) -> list[str]:
        """Restart children that ended by themselves. Raises StartRefused when one keeps dying."""
        revived = []
        for name, (service, process) in list(self._running.items()):
            if process.poll() is None:
                continue
            recent = [at for at in self._restarts.get(name, []) if now - at < 60]
            if len(recent) >= RESTARTS_PER_MINUTE:
                raise StartRefused(f"{name} keeps ending. The end of its log:\n{self._log_end(name)}")
            self._restarts[name] = [*recent, now]
            self._spawn(service)
            revived.append(name)
        return revived

    def stop(self) -> None:
        """Stop everything, last started first, and wait for it."""
        for name, (service, process) in reversed(list(self._running.items())):
            if process.poll() is None:
                process.send_signal(service.stop_signal)
                try:
                    process.wait(service.grace)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            del self._running[name]
        self._data.remember("processes", {})

    def _log_end(self, name: str, lines: int = 12) -> str:
        text = (self._data.log / f"{name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def _end_leftover(record: dict[str, float]) -> bool:
    """Ask a recorded child and its session to end, then kill what stays. False if nothing of it runs any more."""
    pid, created, found = int(record["pid"]), record["created"], False
    try:
        leader = psutil.Process(pid)
        if abs(leader.create_time() - created) > 1:
            return False  # the number belongs to somebody else by now
        found = True
        leader.send_signal(int(record["stop_signal"]))
        psutil.wait_procs([leader], timeout=record["grace"])
    except psutil.NoSuchProcess:
        pass  # its children may have outlived it: they kept its session
    alive = _session(pid)
    for each in alive:
        each.terminate()
    _gone, stubborn = psutil.wait_procs(alive, timeout=5)
    for each in stubborn:
        each.kill()
    psutil.wait_procs(stubborn, timeout=5)
    return found or bool(alive)


def _session(leader: int) -> list[psutil.Process]:
    members = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader:
                members.append(process)
        except (ProcessLookupError, PermissionError):
            continue
    return members
