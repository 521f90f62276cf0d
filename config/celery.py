"""The Celery application: `celery -A config.celery worker`. When regular work is due says `config.beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("regionalmarkt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
