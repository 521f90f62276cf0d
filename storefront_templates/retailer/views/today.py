"""Today: what the shop has to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.selectors.listings import running_low
from marketplace.orders.selectors.work import sorted_work
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import calendar_of
from storefront_templates.retailer.views.counter import counter

ARTICLES = 5


@counter
@require_safe
def today(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """Counts as tasks, the next order opened, and the articles that run out."""
    now = timezone.now()
    work = sorted_work(vendor, request.person, now=now)  # type: ignore[attr-defined]
    calendar = calendar_of(vendor)
    context = {
        "here": "today",
        "vendor": vendor,
        "now": now,
        "work": work,
        "opening": calendar.state(now),
        "low": running_low(vendor)[:ARTICLES],
    }
    return render(request, "retailer/today.html", context)
