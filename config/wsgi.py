"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from config.celery import app as celery_app
from config.schema import schema

__all__ = ["application", "celery_app"]  # whoever sends a task finds the Celery application set

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
schema()  # built once before the workers part, so that nobody's first request waits for it
