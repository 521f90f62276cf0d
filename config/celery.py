"""The Celery application: `celery -A config.celery worker`.

An app or plugin that has regular work says so in its `tasks.py`: `SCHEDULE = {"what it does": {"task": dotted name,
"schedule": seconds or crontab}}`. The names start with the app's label where two could clash.
"""

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from celery import Celery
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("regionalmarkt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_finalize.connect
def collect_schedules(sender: Celery, **_: Any) -> None:
    """Merge the schedules of all installed apps."""
    for installed in apps.get_app_configs():
        if find_spec(f"{installed.name}.tasks"):
            module = import_module(f"{installed.name}.tasks")
            sender.conf.beat_schedule.update(getattr(module, "SCHEDULE", {}))
