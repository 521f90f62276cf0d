"""Every process that writes events knows the broker."""

import os
import subprocess
import sys

import pytest

SHOW_BROKER = "from celery import current_app; print(current_app.conf.broker_url or 'none')"


@pytest.mark.parametrize("entrance", ["config.wsgi", "config.command"])
def test_web_and_commands_send_tasks_to_our_broker(entrance, settings):
    code = f"import {entrance}; {SHOW_BROKER}"
    ours = {**os.environ, "REDIS_URL": settings.CELERY_BROKER_URL}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR, env=ours
    )
    assert shown.stdout.strip() == settings.CELERY_BROKER_URL
