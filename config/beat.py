"""The clock: `celery -A config.beat beat`. It knows when which task is due and loads none of them, nor Django's apps.

An app or plugin with regular work says so in its `schedule.py`: `SCHEDULE = {"what it does": {"task": name, "schedule":
seconds or crontab}}`. The names start with the app's label where two could clash. A clock that loaded the platform
would take as much memory as a worker.
"""

import os
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def schedules(packages: Iterable[str]) -> dict[str, Any]:
    """What is due when, of all packages that have a `schedule` module. Raises LookupError if two use one name."""
    found: dict[str, Any] = {}
    for package in packages:
        if find_spec(f"{package}.schedule") is None:
            continue
        schedule = import_module(f"{package}.schedule").SCHEDULE
        if twice := found.keys() & schedule.keys():
            raise LookupError(f"scheduled twice: {sorted(twice)}")
        found |= schedule
    return found


app = Celery("regionalmarkt", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = schedules(settings.INSTALLED_APPS)
