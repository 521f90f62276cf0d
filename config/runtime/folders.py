"""Where an instance keeps its files, and whether it may use them."""

import fcntl
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from config.runtime.errors import StartRefused

NEEDED_BYTES = 400 * 1024 * 1024


@dataclass(frozen=True)
class DataFolder:
    """The data directory of one instance. Everything that must survive a crash is below it."""

    root: Path

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @classmethod
    def prepare(cls, root: Path) -> "DataFolder":
        """Create the folders. Raises StartRefused if they cannot be written or the disk is nearly full."""
        folder = cls(root.resolve())
        try:
            for each in (folder.root, folder.run, folder.log, folder.root / "media", folder.root / "mail"):
                each.mkdir(parents=True, exist_ok=True)
            folder.run.chmod(0o700)
        except OSError as error:
            raise StartRefused(f"Cannot write to the data directory {folder.root}: {error.strerror}.") from error
        free = shutil.disk_usage(folder.root).free
        if free < NEEDED_BYTES:
            raise StartRefused(
                f"Only {free // 2**20} MB are free on the disk of {folder.root}; at least {NEEDED_BYTES // 2**20} MB"
                " are needed. Free some space or choose another place with --data DIR."
            )
        return folder

    def lock(self) -> TextIO:
        """Hold the instance for this process. Raises StartRefused while another server uses the folder."""
        handle = (self.run / "server.lock").open("a+")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            raise StartRefused(
                f"Another server already uses {self.root}. Stop it first, or start with another --data DIR and"
                " --port N."
            ) from None
        return handle

    def secret(self, name: str) -> str:
        """A random secret that is made once and then kept, readable by this user alone."""
        path = self.run / f"{name}.secret"
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(32))
            fresh.rename(path)
        return path.read_text()

    def remember(self, name: str, value: object) -> None:
        """Write a small JSON file that survives a crash as a whole or not at all."""
        path = self.run / f"{name}.json"
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        with fresh.open("w") as handle:
            json.dump(value, handle)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.rename(path)

    def recall(self, name: str) -> object | None:
        """What `remember` wrote, or None."""
        try:
            value: object = json.loads((self.run / f"{name}.json").read_text())
        except (FileNotFoundError, ValueError):
            return None
        return value
