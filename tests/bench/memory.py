"""Memory of all processes of an instance, counted so that shared pages count once, and whether they are at rest."""

import time
from pathlib import Path

import psutil


def proportional_bytes(pid: int) -> int:
    """Proportional set size: private pages plus this process's share of shared ones. Linux only."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def of_instance(supervisor_pid: int) -> dict[str, float]:
    """Megabytes per kind of process, and the total, of a supervisor and all its descendants."""
    root = psutil.Process(supervisor_pid)
    found: dict[str, float] = {}
    for process in [root, *root.children(recursive=True)]:
        try:
            command = " ".join(process.cmdline())
            size = proportional_bytes(process.pid) / 2**20
        except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
            continue
        kinds = ("gunicorn", "worker", "beat", "postgres", "valkey", "config.runtime.server")
        kind = next((each for each in kinds if each in command), "other")
        found[kind] = round(found.get(kind, 0) + size, 1)
    return found | {"total": round(sum(found.values()), 1)}


def wait_for_rest(supervisor_pid: int, *, longest: float = 300) -> float:
    """Seconds until all processes together used less than a tenth of a processor for five seconds.

    After its start an instance works off the events of the goods that it loaded. Gives up after `longest`.
    """
    root, began = psutil.Process(supervisor_pid), time.monotonic()
    before = _work(root)
    while time.monotonic() - began < longest:
        time.sleep(5)
        now = _work(root)
        if now - before < 0.5:
            break
        before = now
    return time.monotonic() - began


def _work(root: psutil.Process) -> float:
    used = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used += times.user + times.system
    return used
