"""`/health/`: is this process able to serve? For load balancers and the container's health check."""

import uuid

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse


def health(_request: HttpRequest) -> JsonResponse:
    """200 with `{"database": true, "cache": true}`, or 503 naming what fails."""
    state = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


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
