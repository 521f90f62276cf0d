"""The parts of one instance that other programs connect to: database and broker, embedded or named by the operator."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from config.runtime.folders import DataFolder
from config.runtime.postgres import Postgres, free_port
from config.runtime.processes import Supervisor
from config.runtime.valkey import Valkey

Report = Callable[[str], None]


def start_stores(data: DataFolder, supervisor: Supervisor, report: Report, *, durable: bool = True) -> dict[str, str]:
    """Start the embedded stores that no URL replaces; returns the environment that reaches all of them.

    Raises StartRefused when one does not start.
    """
    environment = {"DATA_DIR": str(data.root)}
    if "DATABASE_URL" not in os.environ:
        postgres = Postgres(data, free_port(), durable=durable)
        if postgres.initialise():
            report("made the database")
        supervisor.start(postgres.service(), postgres.ready)
        environment["DATABASE_URL"] = postgres.url
    if "REDIS_URL" not in os.environ:
        valkey = Valkey(data, free_port())
        supervisor.start(valkey.service(), valkey.ready)
        environment["REDIS_URL"] = valkey.url
    data.remember("environment", environment)
    return environment


@contextmanager
def stores(data: DataFolder, report: Report, *, durable: bool = False) -> Iterator[dict[str, str]]:
    """The stores alone, for tests, benchmarks and a restore; stopped on the way out."""
    lock = data.lock()
    supervisor = Supervisor(data)
    supervisor.stop_leftovers()
    try:
        yield start_stores(data, supervisor, report, durable=durable)
    finally:
        supervisor.stop()
        lock.close()
