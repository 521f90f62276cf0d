"""What the market brought: orders and turnover of the last weeks, with a chart."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.orders.selectors.figures import vendor_figures
from marketplace.vendors.models import Vendor
from storefront_templates.base.charts import bars
from storefront_templates.retailer.views.counter import counter

DAYS = 28


@counter
@require_safe
def figures(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """The last four weeks against the four before, and each day as a bar."""
    now = timezone.now()
    last = timezone.localdate(now)
    first = last - timedelta(days=DAYS - 1)
    current = vendor_figures(vendor, first=first, last=last)
    before = vendor_figures(vendor, first=first - timedelta(days=DAYS), last=first - timedelta(days=1))
    chart = bars([(day.day, day.revenue) for day in current.days])
    context = {"here": "figures", "vendor": vendor, "now": now, "current": current, "before": before, "chart": chart}
    return render(request, "retailer/figures.html", context)
