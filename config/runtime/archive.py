"""One backup as one file: a tar of dumps and files with a manifest, encrypted for a public key while it is written."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from config.runtime.errors import StartRefused

MANIFEST = "manifest.json"
GPG = "gpg"


class Archive:
    """A tar that is being written; `close` adds the manifest with a digest of every file."""

    def __init__(self, sink: IO[bytes], about: dict[str, Any]) -> None:
        self._tar = tarfile.open(fileobj=sink, mode="w|")  # noqa: SIM115 closed by `close`
        self._about = about
        self._digests: dict[str, str] = {}

    def add(self, path: Path, name: str) -> None:
        """Add a file; one that vanishes meanwhile (a picture that was replaced) is passed over."""
        try:
            with path.open("rb") as file:
                info = self._tar.gettarinfo(arcname=name, fileobj=file)
                reader = _Digesting(file)
                self._tar.addfile(info, reader)
        except FileNotFoundError:
            return
        self._digests[name] = reader.digest()

    def add_folder(self, folder: Path, name: str) -> int:
        """Add every file below a folder; returns how many."""
        before = len(self._digests)
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                self.add(path, f"{name}/{path.relative_to(folder)}")
        return len(self._digests) - before

    def close(self) -> None:
        content = json.dumps({**self._about, "files": self._digests}).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(content), 0o600
        self._tar.addfile(info, io.BytesIO(content))
        self._tar.close()


class _Digesting(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._source.read(size)
        self._hash.update(content)
        return content

    def digest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def sealed(target: Path, public_key: Path | None) -> Iterator[IO[bytes]]:
    """A file that only the holder of the secret key can read; plain without a key.

    It appears under its name once it is whole. Raises StartRefused if the encryption fails.
    """
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with part.open("wb") as file:
            if public_key is None:
                yield file
            else:
                yield from _encrypting(file, public_key)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def _encrypting(file: IO[bytes], public_key: Path) -> Iterator[IO[bytes]]:
    if not public_key.is_file():
        raise StartRefused(f"There is no public key at {public_key}. See docs/operations.md, Backup.")
    with TemporaryDirectory() as home:
        command = [GPG, "--homedir", home, "--batch", "--quiet", "--trust-model", "always", "--compress-algo", "none"]
        command += ["--recipient-file", str(public_key), "--encrypt"]
        process = _started(command, stdin=subprocess.PIPE, stdout=file)
        assert process.stdin is not None, "asked for as a pipe"
        try:
            yield process.stdin
        finally:
            process.stdin.close()
            code = process.wait()
        if code:
            raise StartRefused(f"gpg could not encrypt the backup (status {code}).")


@contextmanager
def opened(source: Path) -> Iterator[IO[bytes]]:
    """The tar inside a backup; gpg asks its agent for the secret key. Raises StartRefused if it cannot be decrypted."""
    if source.suffix != ".gpg":
        with source.open("rb") as file:
            yield file
        return
    process = _started([GPG, "--batch", "--quiet", "--decrypt", str(source)], stdout=subprocess.PIPE)
    assert process.stdout is not None, "asked for as a pipe"
    refusal = StartRefused("gpg could not decrypt the backup: is the secret key in the keyring of this account?")
    try:
        yield process.stdout
    except tarfile.TarError:  # what gpg leaves of a backup that it cannot read is no tar
        process.stdout.close()
        raise (refusal if process.wait() else StartRefused(f"{source} is damaged.")) from None
    process.stdout.close()
    if process.wait():
        raise refusal


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Take a backup apart into a folder and return its manifest. Raises StartRefused unless every file is whole."""
    try:
        with opened(source) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            tar.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise StartRefused(f"{source} is no backup or is damaged: {error}") from error
    manifest: dict[str, Any] = _manifest(source, folder)
    for name, digest in manifest["files"].items():
        if _digest(folder / name) != digest:
            raise StartRefused(f"{source} is damaged: {name} is not what was backed up.")
    return manifest


def _manifest(source: Path, folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (FileNotFoundError, ValueError):
        raise StartRefused(f"{source} is damaged: it has no manifest.") from None
    return manifest


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _started(command: list[str], **streams: Any) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(command, **streams)  # noqa: S603 our own command
    except FileNotFoundError:
        raise StartRefused("gpg is missing: apt-get install gnupg") from None
