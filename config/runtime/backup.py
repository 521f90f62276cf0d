"""`python -m config.runtime.backup`: a backup of a running market, now or every day.

Databases first, files second: a picture that comes meanwhile is a file too many, never one too few.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from config.runtime.archive import Archive, sealed
from config.runtime.backup_folder import BackupFolder
from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.postgres_programs import dump

KEEP_DAYS = 14
AT = "02:30"
MAX_AGE_HOURS = 26
AGAIN = timedelta(minutes=15)  # after a failure


def make_backup(environment: Mapping[str, str], folder: BackupFolder, *, key: Path | None, now: datetime) -> Path:
    """Write one backup and delete old ones. Raises StartRefused; a backup that failed leaves nothing behind.

    `environment` names what is backed up: DATABASE_URL and DATA_DIR, with a Saleor of its own also SALEOR_DATABASE_URL
    and SALEOR_MEDIA_DIR. `key` is a file with an OpenPGP public key; None leaves the backup readable for everybody.
    """
    folder.root.mkdir(parents=True, exist_ok=True)
    target = folder.path_for(now, encrypted=key is not None)
    about = {"made_at": now.isoformat(), "version": version("regionalmarkt")}
    with TemporaryDirectory(dir=folder.root, prefix=".dump-") as place, sealed(target, key) as sink:
        archive = Archive(sink, about)
        for name, variable in (("market.dump", "DATABASE_URL"), ("saleor.dump", "SALEOR_DATABASE_URL")):
            if url := environment.get(variable):
                dump(url, Path(place) / name)
                archive.add(Path(place) / name, name)
                (Path(place) / name).unlink()
        archive.add_folder(Path(environment["DATA_DIR"]) / "media", "media")
        if saleor_media := environment.get("SALEOR_MEDIA_DIR"):
            archive.add_folder(Path(saleor_media), "saleor-media")
        archive.close()
    folder.note_last(target)
    folder.forget_old(now=now, keep_days=int(environment.get("BACKUP_KEEP_DAYS") or KEEP_DAYS))
    return target


def instance_environment(data: Path | None) -> dict[str, str]:
    """What the process was given or, for a market of script/server, what that wrote down."""
    given = dict(os.environ)
    if "DATABASE_URL" in given and "DATA_DIR" in given:
        return given
    root = (data or Path("var")).resolve()
    recalled = DataFolder(root).recall("environment")
    if not isinstance(recalled, dict):
        raise StartRefused(f"Nothing has been started in {root}; name its folder with --data DIR.")
    return {**recalled, **given}


def next_run(now: datetime, at: str) -> datetime:
    """The next moment of that time of day (UTC), "HH:MM"."""
    hour, minute = (int(part) for part in at.split(":"))
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/backup", description="Back up a running market.")
    parser.add_argument("--data", type=Path, help="data directory of a market of script/server (default var/)")
    parser.add_argument("--to", type=Path, help="folder of backups (default BACKUP_DIR)")
    parser.add_argument("--key", type=Path, help="file with an OpenPGP public key (default BACKUP_KEY_FILE)")
    parser.add_argument("--unencrypted", action="store_true", help="write a plain tar: only where nobody else reads")
    parser.add_argument("--daily", action="store_true", help="go on, with a backup every day at BACKUP_AT (UTC)")
    parser.add_argument("--check", action="store_true", help="only say whether the newest backup is young enough")
    return parser.parse_args()


def _check(options: argparse.Namespace) -> None:
    place = options.to or os.environ.get("BACKUP_DIR")
    last = BackupFolder(Path(place)).last() if place else None
    hours = int(os.environ.get("BACKUP_MAX_AGE_HOURS") or MAX_AGE_HOURS)
    if last is None or datetime.now(UTC) - last > timedelta(hours=hours):
        raise StartRefused(f"The newest backup in {place} is of {last}; it should be at most {hours} hours old.")


def _once(options: argparse.Namespace) -> None:
    environment = instance_environment(options.data)
    place = options.to or environment.get("BACKUP_DIR")
    key = options.key or environment.get("BACKUP_KEY_FILE")
    if not place:
        raise StartRefused("Where to? Name a folder with --to DIR or BACKUP_DIR.")
    if not key and not options.unencrypted:
        raise StartRefused("For whom? Name a public key with --key FILE or BACKUP_KEY_FILE, or say --unencrypted.")
    folder = BackupFolder(Path(place).resolve())
    chosen = None if options.unencrypted or not key else Path(key)
    made = make_backup(environment, folder, key=chosen, now=datetime.now(UTC))
    print(f"backed up to {made} ({made.stat().st_size // 1024} KB)", flush=True)


def _daily(options: argparse.Namespace) -> None:
    due = datetime.now(UTC)
    while True:
        time.sleep(max((due - datetime.now(UTC)).total_seconds(), 0))
        try:
            _once(options)
            due = next_run(datetime.now(UTC), os.environ.get("BACKUP_AT") or AT)
        except StartRefused as refusal:
            print(f"error: {refusal}", file=sys.stderr, flush=True)
            due = datetime.now(UTC) + AGAIN


def main() -> int:
    options = _arguments()
    try:
        act = _check if options.check else _daily if options.daily else _once
        act(options)
    except StartRefused as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
