"""What every answer carries (a strict content policy) and how a refusal that no view caught reaches the reader."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.errors import DomainError, NotFound, PermissionRefused

GetResponse = Callable[[HttpRequest], HttpResponse]

# Everything comes from this server; nothing inline runs. `data:` pictures are the QR codes and Bootstrap's form marks.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class ContentSecurityMiddleware:
    """Adds `Content-Security-Policy` unless the view has set one of its own (a payment page, GraphiQL)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
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
