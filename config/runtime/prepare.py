"""`python -m config.runtime.prepare [--empty]`: bring database, translations, static files and demo town up to date."""

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

import config.celery  # noqa: F401 tasks that loading wakes go to our broker
from config.runtime.translations import compile_catalogues

# Variants of Bootstrap that no page loads: collecting and compressing them takes longer than all the rest.
UNUSED = ["css/bootstrap-*", "*.rtl.*", "css/bootstrap.css*", "js/bootstrap*"]


def _step(text: str, work: Callable[[], object]) -> None:
    print(f"  {text} ...", end="", flush=True)
    began = time.monotonic()
    work()
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def _static_signature() -> str:
    """Changes when any file that a page may load does."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(UNUSED):
            state = Path(storage.path(path)).stat()
            found.update(f"{path}:{state.st_size}:{state.st_mtime_ns};".encode())
    return found.hexdigest()


def _collect_static_files() -> None:
    mark = Path(settings.STATIC_ROOT) / ".signature"
    signature = _static_signature()
    if not mark.exists() or mark.read_text() != signature:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
        mark.write_text(signature)


def _refuse_wrong_engine() -> None:
    """A market that starts on another engine than its rows name would take all goods off its shelves."""
    from config.moving import wrong_engine  # models are loaded only after setup

    if problem := wrong_engine():
        sys.exit(f"error: {problem}")


def main() -> None:
    compile_catalogues()
    django.setup()
    _step("database tables", lambda: call_command("migrate", interactive=False, verbosity=0))
    _refuse_wrong_engine()
    _step("static files", _collect_static_files)
    if settings.DEMO and "--empty" not in sys.argv[1:]:
        call_command("load_town", settings.TOWN["slug"], only_if_empty=True)


if __name__ == "__main__":
    main()
