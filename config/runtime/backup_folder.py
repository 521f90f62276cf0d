"""The folder of backups: names, the newest one, and which are too old to keep."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

PREFIX = "market-"
SUFFIXES = (".tar.gpg", ".tar")
STAMP = "%Y%m%dT%H%M%SZ"
LAST = "last.json"


@dataclass(frozen=True)
class BackupFolder:
    """Where backups lie, one file each, named by the moment they were made (UTC)."""

    root: Path

    def path_for(self, moment: datetime, *, encrypted: bool) -> Path:
        return (
            self.root / f"{PREFIX}{moment.astimezone(UTC).strftime(STAMP)}{SUFFIXES[0] if encrypted else SUFFIXES[1]}"
        )

    def all(self) -> list[Path]:
        """Finished backups, the oldest first."""
        return sorted(path for path in self.root.glob(f"{PREFIX}*") if moment_of(path) is not None)

    def last(self) -> datetime | None:
        """When the newest backup was made; None if there is none."""
        newest = self.all()
        return moment_of(newest[-1]) if newest else None

    def note_last(self, path: Path) -> None:
        """Say which backup is the newest, for people and for monitoring."""
        fresh = self.root / f".{LAST}.{os.getpid()}"
        fresh.write_text(json.dumps({"file": path.name, "bytes": path.stat().st_size}) + "\n")
        fresh.rename(self.root / LAST)

    def forget_old(self, *, now: datetime, keep_days: int) -> list[Path]:
        """Delete backups older than so many days, but never the newest one. Returns what was deleted."""
        old = [path for path in self.all()[:-1] if now - (moment_of(path) or now) > timedelta(days=keep_days)]
        for path in old:
            path.unlink()
        return old


def moment_of(path: Path) -> datetime | None:
    """When the backup of a file name was made; None for a file that is no finished backup."""
    suffix = next((each for each in SUFFIXES if path.name.endswith(each)), None)
    if suffix is None or not path.name.startswith(PREFIX):
        return None
    try:
        stamp = path.name.removeprefix(PREFIX).removesuffix(suffix)
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
