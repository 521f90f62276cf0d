"""The clock knows every task that it calls by its right name, and stays small."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.beat import app as clock
from config.beat import schedules
from config.celery import app as worker


def test_every_scheduled_task_exists() -> None:
    worker.loader.import_default_modules()
    worker.finalize()
    assert {entry["task"] for entry in clock.conf.beat_schedule.values()} <= set(worker.tasks)


def test_apps_and_plugins_are_asked() -> None:
    tasks = {entry["task"] for entry in schedules(settings.INSTALLED_APPS).values()}
    assert "marketplace.engine.tasks.sweep_outbox_task" in tasks
    assert "pooled_delivery.create_tours" in tasks


def test_one_name_is_not_used_twice() -> None:
    with pytest.raises(LookupError, match="scheduled twice"):
        schedules(["marketplace.orders", "marketplace.orders"])


def test_the_clock_loads_nothing_of_what_it_calls() -> None:
    code = "import sys, config.beat; print(*(name for name in sys.modules if name.endswith(('.models', '.tasks'))))"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, env=os.environ
    )
    assert [name for name in shown.stdout.split() if name.startswith(("marketplace", "plugins"))] == []
