"""What every answer carries (a strict content policy) and how a refusal that no view caught reaches the reader."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.errors import DomainError, NotFound, PermissionRefused
from marketplace.saleor.addresses import saleor_name

GetResponse = Callable[[HttpRequest], HttpResponse]


def content_policy(picture_stores: Iterable[str] = ()) -> str:
    """Everything comes from this server and nothing inline runs; pictures also from the named origins.

    `data:` pictures are Bootstrap's form marks.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            " ".join(("img-src 'self' data:", *picture_stores)),
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def picture_stores() -> list[str]:
    """Origins beyond this server that keep pictures: a Saleor of its own, a media store."""
    parts = [urlsplit(address or "") for address in (saleor_name(), settings.MEDIA_URL)]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.netloc]


class ContentSecurityMiddleware:
    """Adds `Content-Security-Policy` unless the view has set one of its own (a payment page, GraphiQL)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = content_policy(picture_stores())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response


def _status_of(error: DomainError) -> int:
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, PermissionRefused):
        return 403
    return 503 if error.code.endswith("UNREACHABLE") else 422


class RefusalMiddleware:
    """Turns a DomainError that left a page view into a page (or an htmx message) with the right status.

    A view that can show the refusal beside the field at fault catches it itself; this is the net below.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        status = _status_of(exception)
        if status == 404:
            return render(request, "404.html", status=404)
        if status == 403:
            return render(request, "403.html", status=403)
        template = "base/_refusal.html" if getattr(request, "htmx", False) else "base/refusal.html"
        response = render(request, template, {"error": exception}, status=status)
        if getattr(request, "htmx", False):
            response.headers["HX-Retarget"] = "#messages"
            response.headers["HX-Reswap"] = "beforeend"
        return response
