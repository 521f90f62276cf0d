"""Whose address counts where proxies stand in front."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.proxies import BehindProxyMiddleware


@pytest.mark.parametrize(
    ("proxies", "named", "seen"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7", "198.51.100.1"),
        (2, "203.0.113.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings: object, proxies: int, named: str, seen: str) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    asked: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        asked.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    BehindProxyMiddleware(answer)(RequestFactory().get("/", headers={"X-Forwarded-For": named}))
    assert asked == [seen]
