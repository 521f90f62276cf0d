"""Is it working? This week against the last one."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.accounts.access import role_required
from marketplace.campaigns.selectors import campaigns_by_state
from marketplace.orders.selectors.figures import town_figures
from marketplace.vendors.selectors import public_vendors
from storefront_templates.base.charts import bars

WEEKS_SHOWN = 4


@role_required("city", "operator")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Seven days against the seven before, four weeks as a chart, the campaigns, and what needs a decision."""
    now = timezone.now()
    today = timezone.localdate(now)
    week = town_figures(first=today - timedelta(days=6), last=today)
    before = town_figures(first=today - timedelta(days=13), last=today - timedelta(days=7))
    month = town_figures(first=today - timedelta(days=7 * WEEKS_SHOWN - 1), last=today)
    shops = public_vendors().prefetch_related(None)
    context = {
        "here": "overview",
        "now": now,
        "week": week,
        "before": before,
        "month": month,
        "chart": bars([(day.day, day.revenue) for day in month.days]),
        "shops": shops.count(),
        "selling": shops.filter(sells=True).count(),
        "campaigns": campaigns_by_state(now=now),
    }
    return render(request, "city/overview.html", context)
