"""`python -m config.runtime.restore FILE`: bring a market back as it was when a backup was made."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from config.runtime.archive import unpack
from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.instance import stores
from config.runtime.postgres_programs import restore as restore_database
from config.runtime.postgres_programs import sessions

KEPT_ASIDE = ".before-restore"


def restore(source: Path, environment: Mapping[str, str]) -> str:
    """Replace databases and files by those of a backup; returns what was restored, in words.

    The whole backup is read and checked first. The files that are replaced stay beside the new ones, in a folder whose
    name ends in `.before-restore`. Raises StartRefused, also while anybody else is connected to a database.
    """
    parts = _parts(environment)
    data = Path(environment["DATA_DIR"])
    with TemporaryDirectory(dir=data, prefix=".restore-") as place:
        manifest = unpack(source, Path(place))
        names = {name.partition("/")[0] for name in manifest["files"]}
        if "market.dump" not in names:
            raise StartRefused(f"{source} holds no database of the market.")
        missing = [name for name in ("saleor.dump", "saleor-media") if name in names and name not in parts]
        if missing:
            raise StartRefused(f"The backup holds {', '.join(missing)}, but no Saleor is named to restore into.")
        for name in (each for each in parts if each.endswith(".dump") and each in names):
            _refuse_company(parts[name], name)
        for name in sorted(names & parts.keys()):
            put_back(Path(place) / name, parts[name])
    return f"{', '.join(sorted(names & parts.keys()))} of {manifest['made_at']} (version {manifest['version']})"


def _parts(environment: Mapping[str, str]) -> dict[str, str]:
    """Where each part of a backup belongs: the address of a database or a folder."""
    known = {
        "market.dump": environment.get("DATABASE_URL"),
        "saleor.dump": environment.get("SALEOR_DATABASE_URL"),
        "media": str(Path(environment["DATA_DIR"]) / "media"),
        "saleor-media": environment.get("SALEOR_MEDIA_DIR"),
    }
    return {name: place for name, place in known.items() if place}


def _refuse_company(url: str, name: str) -> None:
    if others := sessions(url):
        raise StartRefused(
            f"{others} others are connected to the database that {name} goes into. Stop web, worker and beat first."
        )


def put_back(part: Path, place: str) -> None:
    """One part of a backup to where it belongs; the files that were there go into a folder beside it."""
    if part.is_file():
        restore_database(place, part)
        return
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / KEPT_ASIDE if folder.is_mount() else folder.with_name(folder.name + KEPT_ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for each in [each for each in folder.iterdir() if each != aside]:
        shutil.move(each, aside / each.name)
    for each in part.iterdir():
        shutil.move(each, folder / each.name)
    if os.geteuid() == 0:
        _give_to_owner(folder)


def _give_to_owner(folder: Path) -> None:
    """Root restores for others: what it wrote belongs to whoever owns the folder."""
    owner = folder.stat()
    for each in folder.rglob("*"):
        os.chown(each, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/restore", description="Restore a market from a backup.")
    parser.add_argument("file", type=Path, help="a file that script/backup made")
    parser.add_argument("--data", type=Path, help="data directory of a market of script/server (default var/)")
    parser.add_argument("--yes", action="store_true", help="do not ask: what the market holds now is replaced")
    return parser.parse_args()


def main() -> int:
    options = _arguments()
    if not options.yes and input("Everything the market holds now is replaced. Type yes: ").strip() != "yes":
        return 1
    try:
        if not options.file.is_file():
            raise StartRefused(f"There is no backup at {options.file}.")
        root = options.data or Path(os.environ.get("DATA_DIR", "var"))
        data = DataFolder.prepare(root.resolve())
        with stores(data, lambda line: print(f"  {line}", flush=True), durable=True) as environment:
            print(f"restored {restore(options.file, {**os.environ, **environment})}", flush=True)
    except StartRefused as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
