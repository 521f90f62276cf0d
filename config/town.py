"""Loads a town: the market, then what every app and plugin keeps in its `town.py`, lowest layer first.

An app or plugin with town data has `town.py: load(folder, *, now) -> str`. It may be run again, and goes on after
it was cut off.
"""

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.plugins import plugin_packages
from marketplace.catalogue.models import Listing
from marketplace.saleor.setup import ensure_market

TOWNS = Path(__file__).with_name("towns")
APPS = ("accounts", "vendors", "catalogue", "content", "baskets", "orders", "campaigns")


def load_town(name: str, *, now: datetime, say: Callable[[str], None]) -> None:
    """Load everything of `towns/<name>/`. `say` gets one line per part. Raises LookupError if there is no such town."""
    folder = TOWNS / name
    if not folder.is_dir():
        raise LookupError(f"there is no town {name!r} in {TOWNS}")
    began = time.monotonic()
    ensure_market(name=str(settings.TOWN["market_name"]))
    for package in loading_order():
        started = time.monotonic()
        told = import_module(f"{package}.town").load(folder, now=now)
        say(f"{package.rpartition('.')[2]}: {told} ({time.monotonic() - started:.1f} s)")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner must not meet two thousand goods with the statistics of an empty table
    say(f"{name} is loaded ({time.monotonic() - began:.1f} s)")


def loading_order() -> list[str]:
    """Packages with town data: the platform's apps from the lowest layer up, then the plugins."""
    packages = [*(f"marketplace.{app}" for app in APPS), *plugin_packages()]
    return [package for package in packages if find_spec(f"{package}.town")]


def is_empty() -> bool:
    """True while the market offers nothing at all."""
    return not Listing.objects.exists()
