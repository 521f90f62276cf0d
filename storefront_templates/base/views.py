"""Pages and files that belong to no audience."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

BAND = "#26387f"
PAPER = "#fbf6ec"
OFFLINE_FILES = (
    "css/bootstrap.min.css",
    "base/bootstrap.css",
    "base/tokens.css",
    "base/layout.css",
    "base/controls.css",
    "base/components.css",
    "base/icon.svg",
)


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the market on its home screen."""
    sizes = ("192x192", "512x512")
    icons = [
        {
            "src": static(f"base/icon-{size.partition('x')[0]}.png"),
            "sizes": size,
            "type": "image/png",
            "purpose": purpose,
        }
        for size in sizes
        for purpose in ("any", "maskable")
    ]
    name = settings.TOWN["market_name"]
    body = {
        "name": name,
        "short_name": _("Markt"),
        "description": _("Die Läden der Stadt an einem Ort"),
        "lang": request.LANGUAGE_CODE if hasattr(request, "LANGUAGE_CODE") else "de",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": BAND,
        "icons": icons,
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker that shows the offline page when the connection is gone; it keeps no personal page."""
    files = [static(name) for name in OFFLINE_FILES]
    version = sha256("".join(files).encode()).hexdigest()[:12]
    return render(request, "base/sw.js", {"files": files, "version": version}, content_type="text/javascript")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept on the phone and shown without a connection."""
    return render(request, "base/offline.html")


@require_safe
@cache_control(max_age=31_536_000, immutable=True, public=True)
def media_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of a shop, a category or a campaign; a new picture gets a new name."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a defect: it needs no database, no session and no template context."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]
