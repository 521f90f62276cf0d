"""Pages of the driver: the coming tours, and one tour stop by stop."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.errors import DomainError
from plugins.pooled_delivery.models import Stop, Tour
from plugins.pooled_delivery.selectors.rounds import ROLES, Round, coming_tours, rounds, stop_for, tour_for
from plugins.pooled_delivery.services.stops import complete_stop, reopen_stop, report_not_met


class NotMetForm(forms.Form):
    """Why goods could not change hands."""

    reason = forms.CharField(max_length=200, strip=True)


@role_required(*ROLES)
@require_safe
def tours(request: HttpRequest) -> HttpResponse:
    """Tours since yesterday, with what waits at each."""
    now = timezone.now()
    coming = list(coming_tours(request.person, now))  # type: ignore[attr-defined]
    return render(request, "pooled_delivery/tours.html", {"rounds": rounds(coming, now), "now": now})


@role_required(*ROLES)
@require_safe
def tour(request: HttpRequest, pk: int) -> HttpResponse:
    """One tour: first the shops, then the shoppers, with a button at each stop."""
    return _page(request, tour_for(request.person, pk))  # type: ignore[attr-defined]


@role_required(*ROLES)
@require_safe
def tour_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    now = timezone.now()
    shown = _round(tour_for(request.person, pk), now)  # type: ignore[attr-defined]
    return render(request, "pooled_delivery/sheet.html", {"round": shown, "now": now})


@role_required(*ROLES)
@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Collected at the shop, or brought to the shopper."""
    return _act(request, pk, complete_stop)


@role_required(*ROLES)
@require_POST
def not_met(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was there, or the goods were not."""
    form = NotMetForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _act(request, pk, partial(report_not_met, reason=reason))


@role_required(*ROLES)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a slip of the finger."""
    return _act(request, pk, reopen_stop)


def _act(request: HttpRequest, pk: int, act: Callable[..., Stop]) -> HttpResponse:
    stop = stop_for(request.person, pk)  # type: ignore[attr-defined]
    try:
        act(stop=stop, person=request.person, now=timezone.now())  # type: ignore[attr-defined]
    except DomainError as error:
        return _page(request, stop.tour, error=error, at=stop.pk, status=422)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, stop.tour, said=_("Gespeichert."))
    return redirect("pooled_delivery:tour", stop.tour_id)


def _page(
    request: HttpRequest,
    tour: Tour,
    *,
    error: DomainError | None = None,
    at: int | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    template = "pooled_delivery/_round.html" if request.htmx else "pooled_delivery/tour.html"  # type: ignore[attr-defined]
    context = {"round": _round(tour, now), "now": now, "error": error, "error_at": at, "said": said}
    return render(request, template, context, status=status)


def _round(tour: Tour, now: datetime) -> Round:
    return rounds([tour], now)[0]
