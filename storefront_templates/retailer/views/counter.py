"""The way to the counter: signed in, and for a shop that one may act for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from marketplace.accounts.access import signed_in
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import vendor_for, vendors_of

CounterView = Callable[Concatenate[HttpRequest, Vendor, ...], HttpResponse]


def counter(view: CounterView) -> Callable[..., HttpResponse]:
    """The view gets the shop of the address; a foreign or missing one is a 404, nobody signed in is asked to."""

    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, vendor: str, **kwargs: Any) -> HttpResponse:
        return view(request, vendor_for(request.person, vendor), **kwargs)  # type: ignore[attr-defined]

    return opened


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The shops that somebody may act for; a single one is opened at once."""
    vendors = list(vendors_of(request.person).order_by("name"))  # type: ignore[attr-defined]
    if len(vendors) == 1:
        return redirect("retailer:today", vendor=vendors[0].slug)
    return render(request, "retailer/choose.html", {"vendors": vendors})
