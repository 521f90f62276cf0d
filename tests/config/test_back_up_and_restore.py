"""A market is backed up while it runs, destroyed, and comes back: real processes, real PostgreSQL, real gpg."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from django.test import Client

from config.runtime.archive import unpack
from config.runtime.backup import next_run
from config.runtime.backup_folder import BackupFolder, moment_of
from config.runtime.errors import StartRefused
from config.runtime.folders import DataFolder
from config.runtime.postgres import Postgres, free_port
from config.runtime.restore import put_back

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SELL = """
import io, json
from PIL import Image
from marketplace.saleor.products import add_picture
from tests.factories.baskets import make_market, make_shop
from tests.factories.orders import make_order
shop = make_shop(make_market(), name="Eckladen", slug="eckladen")
out = io.BytesIO()
Image.new("RGB", (300, 200), "orange").save(out, "PNG")
picture = add_picture(product_id=shop.goods[0].product_id, image=out.getvalue(), file_name="x.png",
                      content_type="image/png", alt="Laub")
print("SOLD " + json.dumps({"number": make_order(shop).number, "picture": picture.url}))
"""
LOOK = """
from marketplace.orders.models import VendorOrder
print("FOUND " + ",".join(VendorOrder.objects.values_list("number", flat=True)))
"""


class Market:
    """A market of script/server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        ours = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PUBLIC_URL", "BACKUP_DIR", "BACKUP_KEY_FILE")
        return {name: value for name, value in os.environ.items() if name not in ours}

    def start(self) -> None:
        command = [sys.executable, "-m", "config.runtime.server", "--empty"]
        command += ["--port", str(self.port), "--data", str(self.folder)]
        with (self.folder.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 300
        while not self.answers():
            assert self._process.poll() is None and time.monotonic() < deadline
            time.sleep(0.5)

    def answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health/", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def get(self, address: str) -> httpx.Response:
        path = httpx.URL(address).raw_path.decode()
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)

    def run(self, code: str) -> str:
        """The last line that a piece of code printed inside the market."""
        command = [sys.executable, "-m", "config.command", "shell", "--no-imports", "-c", code]
        recalled = DataFolder(self.folder).recall("environment")
        assert isinstance(recalled, dict)
        done = subprocess.run(
            command, cwd=ROOT, env={**self.environment, **recalled}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()[-1]

    def act(self, program: str, *options: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """One of the two programs, as an operator runs it."""
        command = [sys.executable, "-m", f"config.runtime.{program}", "--data", str(self.folder), *options]
        environment = {**self.environment, **more}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def destroy(self) -> None:
        """All that the machine held of the market is gone."""
        shutil.rmtree(Postgres(DataFolder(self.folder), 0).cluster, ignore_errors=True)
        shutil.rmtree(self.folder)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    made = Market(tmp_path / "data")
    yield made
    made.stop()
    shutil.rmtree(Postgres(DataFolder(made.folder), 0).cluster, ignore_errors=True)


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[Path]:
    """A home of gpg with a key pair; `public.asc` beside it is what the machine of the market gets."""
    home = Path("/tmp") / f"gpg-{os.getpid()}-{time.monotonic_ns()}"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet"]
    new = [*gpg, "--passphrase", "", "--quick-generate-key", "Sicherung <sicherung@zeitz.example>", "rsa2048", "encr"]
    subprocess.run(new, check=True, capture_output=True)
    exported = subprocess.run([*gpg, "--armor", "--export"], check=True, capture_output=True).stdout
    (tmp_path / "public.asc").write_bytes(exported)
    yield home
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)
    shutil.rmtree(home, ignore_errors=True)


def test_order_and_picture_are_back_after_everything_was_lost(market: Market, keyring: Path, tmp_path: Path) -> None:
    market.start()
    sold = json.loads(market.run(SELL).removeprefix("SOLD "))
    original = market.get(sold["picture"])
    assert original.status_code == 200
    backups = tmp_path / "backups"

    made = market.act("backup", "--to", str(backups), "--key", str(tmp_path / "public.asc"))

    assert made.returncode == 0, made.stderr
    (backup,) = BackupFolder(backups).all()
    assert b"Eckladen" not in backup.read_bytes() and backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in backups.iterdir() if path.name.startswith(".")] == []
    busy = market.act("restore", str(backup), "--yes")
    assert busy.returncode == 1 and "already uses" in busy.stderr
    market.stop()
    market.destroy()
    locked = market.act("restore", str(backup), "--yes", GNUPGHOME=str(tmp_path / "nobody"))
    assert locked.returncode == 1 and "could not decrypt" in locked.stderr

    restored = market.act("restore", str(backup), "--yes", GNUPGHOME=str(keyring))

    assert restored.returncode == 0, restored.stderr
    assert "restored market.dump, media" in restored.stdout
    market.start()
    assert market.run(LOOK) == f"FOUND {sold['number']}"
    again = market.get(sold["picture"])
    assert (again.status_code, again.content) == (200, original.content)


def plain_backup(folder: Path, content: dict[str, bytes], files: dict[str, str]) -> Path:
    """A tar as `script/backup --unencrypted` writes it, with a manifest of our making."""
    path = BackupFolder(folder).path_for(NOW, encrypted=False)
    parts = {**content, "manifest.json": json.dumps({"made_at": "", "version": "", "files": files}).encode()}
    with tarfile.open(path, "w") as tar:
        for name, value in parts.items():
            (folder / "part").write_bytes(value)
            tar.add(folder / "part", arcname=name)
    return path


def test_a_damaged_backup_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out"
    for content, files in (({"market.dump": b"x"}, {"market.dump": "0" * 64}), ({}, {"market.dump": "0" * 64})):
        with pytest.raises(StartRefused, match="damaged"):
            unpack(plain_backup(tmp_path, content, files), target)
    broken = plain_backup(tmp_path, {"market.dump": b"x" * 5000}, {})
    broken.write_bytes(broken.read_bytes()[:700])
    with pytest.raises(StartRefused, match="damaged"):
        unpack(broken, target)


def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "market-20261123T090000Z.tar"
    with tarfile.open(path, "w") as tar:
        (tmp_path / "part").write_bytes(b"x")
        tar.add(tmp_path / "part", arcname="../outside")
    with pytest.raises(StartRefused):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "outside").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_restores_belongs_to_the_folder_s_owner(tmp_path: Path) -> None:
    part, folder = tmp_path / "part", tmp_path / "media"
    for path, content in ((part / "a" / "new.webp", "new"), (folder / "old.webp", "old")):
        path.parent.mkdir(parents=True)
        path.write_text(content)
    os.chown(folder, 12345, 12345)
    put_back(part, str(folder))
    assert {path.stat().st_uid for path in folder.rglob("*")} == {12345}
    assert (folder / "a" / "new.webp").read_text() == "new" and not (folder / "old.webp").exists()
    assert (tmp_path / "media.before-restore" / "old.webp").read_text() == "old"


def test_nobody_backs_up_for_everybody_by_accident(tmp_path: Path) -> None:
    market = Market(tmp_path / "data")
    nothing = market.act("backup", "--to", str(tmp_path))
    assert nothing.returncode == 1 and "Nothing has been started" in nothing.stderr
    folder = DataFolder.prepare(tmp_path / "data")
    folder.remember("environment", {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/x", "DATA_DIR": str(folder.root)})
    open_to_all = market.act("backup", "--to", str(tmp_path / "b"))
    assert open_to_all.returncode == 1 and "--unencrypted" in open_to_all.stderr
    failed = market.act("backup", "--to", str(tmp_path / "b"), "--unencrypted")
    assert failed.returncode == 1 and "pg_dump failed" in failed.stderr
    assert list((tmp_path / "b").iterdir()) == []


def test_old_backups_go_but_never_the_newest(tmp_path: Path) -> None:
    folder = BackupFolder(tmp_path)
    made = [folder.path_for(NOW - timedelta(days=days), encrypted=True) for days in (40, 20, 3)]
    for path in (*made, tmp_path / "notes.txt", tmp_path / "market-heute.tar"):
        path.touch()
    assert folder.last() == NOW - timedelta(days=3)
    assert folder.forget_old(now=NOW, keep_days=14) == made[:2]
    assert folder.forget_old(now=NOW, keep_days=1) == []
    assert folder.all() == [made[2]] and (tmp_path / "notes.txt").exists()
    assert moment_of(tmp_path / "market-heute.tar") is None


def test_the_next_run_is_at_its_time_of_day() -> None:
    assert next_run(NOW, "02:30") == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    assert next_run(NOW, "09:30") == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_monitoring_hears_of_a_missing_or_old_backup(client: Client, settings: object, tmp_path: Path) -> None:
    def state(**changed: object) -> tuple[int, str]:
        for name, value in changed.items():
            setattr(settings, name, value)
        healthy = client.get("/health/")
        assert healthy.status_code == 200
        answer = client.get("/health/alarms/")
        assert answer.json()["backup"] == healthy.json()["backup"]
        return answer.status_code, answer.json()["backup"]

    def check() -> int:
        return Market(tmp_path / "data").act("backup", "--check", BACKUP_DIR=str(tmp_path)).returncode

    assert state(BACKUP_DIR=None) == (200, "not watched")
    assert state(BACKUP_DIR=tmp_path, BACKUP_MAX_AGE_HOURS=26) == (503, "none")
    BackupFolder(tmp_path).path_for(datetime.now(UTC) - timedelta(hours=30), encrypted=True).touch()
    assert (state(), check()) == ((503, "too old"), 1)
    BackupFolder(tmp_path).path_for(datetime.now(UTC) - timedelta(hours=3), encrypted=True).touch()
    assert (state(), check()) == ((200, "ok"), 0)
