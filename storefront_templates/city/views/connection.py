"""How the market and its commerce engine hear each other: for the operator, with a second try for what failed."""

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.orders.selectors.comparisons import last_comparison, open_differences
from marketplace.orders.services.comparing import ask_for_comparison
from marketplace.saleor import inbox
from marketplace.saleor.app import connection as app
from marketplace.saleor.app.connection import Standing
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.selectors import failed_consumptions, inbox_health, recent_events

EVENTS_SHOWN = 20
DIFFERENCES_SHOWN = 100
KEPT = 30  # seconds that an answer of Saleor about our App is shown again
operators = role_required("operator")


@operators
@require_safe
def connection(request: HttpRequest) -> HttpResponse:
    """The engine, the App's standing there, work that waits or was given up, and what was heard last."""
    now = timezone.now()
    standing, unreachable = (None, False) if settings.SALEOR_API_URL is None else _standing()
    context = {
        "here": "connection",
        "now": now,
        "api_url": settings.SALEOR_API_URL,
        "manifest_url": app.manifest_url(),
        "standing": standing,
        "unreachable": unreachable,
        "health": inbox_health(now),
        "failed": failed_consumptions(),
        "comparison": last_comparison(),
        "differences": open_differences()[:DIFFERENCES_SHOWN],
        "events": recent_events(EVENTS_SHOWN),
    }
    return render(request, "city/connection.html", context)


@operators
@require_POST
def rerun(request: HttpRequest, pk: int) -> HttpResponse:
    """Work that was given up starts anew, with all its attempts."""
    inbox.rerun(pk, now=timezone.now())
    messages.success(request, _("Wir versuchen es noch einmal."))
    return redirect("city:connection")


@operators
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Orders and goods of both sides are compared now instead of at the next turn."""
    ask_for_comparison()
    messages.success(request, _("Wir vergleichen. Das Ergebnis steht in einigen Minuten hier."))
    return redirect("city:connection")


def _standing() -> tuple[Standing | None, bool]:
    """The App in Saleor and whether Saleor could not be asked; a page view must not ask it each time."""
    known: tuple[Standing | None, bool] | None = cache.get("city.app_standing")
    if known is None:
        try:
            known = app.standing(), False
        except SaleorUnreachable:
            known = None, True
        cache.set("city.app_standing", known, KEPT)
    return known
