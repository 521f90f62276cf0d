"""Puts who asks on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from marketplace.accounts.services import identify


class PersonMiddleware:
    """`request.person` is the Person whose session or bearer token this is, or None; `request.caller` speaks to
    Saleor in that person's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person, caller = identify(request, now=timezone.now())
        request.person, request.caller = person, caller  # type: ignore[attr-defined]
        return self.get_response(request)
