"""Who asks, where proxies stand in front: they are believed only if the operator says how many there are."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class BehindProxyMiddleware:
    """Puts the asker's address into `REMOTE_ADDR`, as the outermost of our own proxies (PROXIES of them) saw it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
        if settings.PROXIES and len(named) >= settings.PROXIES:
            request.META["REMOTE_ADDR"] = named[-settings.PROXIES]
        return self.get_response(request)
