"""`python -m config.runtime.prepare [--empty]`: bring database, translations, static files and demo town up to date."""

import sys
import time
from collections.abc import Callable

import django
from django.conf import settings
from django.core.management import call_command

from config.runtime.translations import compile_catalogues


def _step(text: str, work: Callable[[], object]) -> None:
    print(f"  {text} ...", end="", flush=True)
    began = time.monotonic()
    work()
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def main() -> None:
    compile_catalogues()
    django.setup()
    _step("database tables", lambda: call_command("migrate", interactive=False, verbosity=0))
    _step("static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    if settings.DEMO and "--empty" not in sys.argv[1:]:
        call_command("load_town", settings.TOWN["slug"], only_if_empty=True)


if __name__ == "__main__":
    main()
