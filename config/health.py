"""`/health/`: is this process able to serve? For load balancers and the container's health check.

`/health/alarms/`: does anything need a person? For monitoring; no reason to take a process out of service.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from config.runtime.backup_folder import BackupFolder


def health(_request: HttpRequest) -> JsonResponse:
    """200 with `{"database": true, "cache": true}`, or 503 naming what fails; beside them the word on the backup."""
    state = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse({**state, "backup": backup_state()}, status=200 if all(state.values()) else 503)


def alarms(_request: HttpRequest) -> JsonResponse:
    """200 while nothing needs a person, else 503: no backup, or none that is young enough."""
    state = backup_state()
    return JsonResponse({"backup": state}, status=503 if state in ("none", "too old") else 200)


def backup_state() -> str:
    """ "ok", "too old" or "none"; "not watched" where BACKUP_DIR is not set."""
    if settings.BACKUP_DIR is None:
        return "not watched"
    last = BackupFolder(settings.BACKUP_DIR).last()
    if last is None:
        return "none"
    return "ok" if timezone.now() - last <= timedelta(hours=settings.BACKUP_MAX_AGE_HOURS) else "too old"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True


def _cache_answers() -> bool:
    mark = uuid.uuid4().hex
    try:
        cache.set("health", mark, 5)
        return cache.get("health") is not None
    except Exception:
        return False
