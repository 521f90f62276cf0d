"""Opening hours and planned closures; what is changed here moves promises and slots at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.errors import DomainError, NotFound
from marketplace.vendors.models import Closure, Vendor
from marketplace.vendors.rules.weekly import weekly_hours
from marketplace.vendors.selectors import calendar_of, closure_for, upcoming_closures
from marketplace.vendors.services import close_days, remove_closure, set_weekly_hours
from marketplace.vendors.wording import span_of_days
from storefront_templates.base.refusals import add_refusal
from storefront_templates.retailer.forms.hours import ClosureForm, WeekForm
from storefront_templates.retailer.views.counter import counter

DAYS_SHOWN = 14


@counter
@require_safe
def hours(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """The week, the closures, and the next two weeks as shoppers see them."""
    return _page(request, vendor)


def _page(
    request: HttpRequest, vendor: Vendor, *, week: WeekForm | None = None, closure: ClosureForm | None = None
) -> HttpResponse:
    now = timezone.now()
    held = weekly_hours(vendor.opening_hours)
    context = {
        "here": "hours",
        "vendor": vendor,
        "now": now,
        "week": week or WeekForm(week=held),
        "unread": held.rest and not held.rows,
        "closure_form": closure or ClosureForm(),
        "closures": [_named(each) for each in upcoming_closures(vendor, now=now)],
        "days": calendar_of(vendor).days(timezone.localdate(now), DAYS_SHOWN),
    }
    return render(request, "retailer/hours.html", context, status=422 if week or closure else 200)


def _named(closure: Closure) -> dict[str, object]:
    return {"pk": closure.pk, "reason": closure.reason, "words": span_of_days(closure.starts, closure.ends)}


@counter
@require_POST
def save_week(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """Store the week."""
    form = WeekForm(request.POST, week=weekly_hours(vendor.opening_hours))
    if form.is_valid():
        try:
            set_weekly_hours(vendor=vendor, rows=form.rows(), rest=form.cleaned_data["rest"])
        except DomainError as error:
            form.add_error(None, str(error.message))
    if form.errors:
        return _page(request, vendor, week=form)
    messages.success(request, _("Ihre Öffnungszeiten sind gespeichert und gelten ab sofort."))
    return redirect("retailer:hours", vendor=vendor.slug)


@counter
@require_POST
def close(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """Plan a closure of whole days."""
    form = ClosureForm(request.POST)
    if form.is_valid():
        try:
            close_days(vendor=vendor, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error, {"starts": "first", "ends": "last"})
    if form.errors:
        return _page(request, vendor, closure=form)
    messages.success(request, _("Die Schließung ist eingetragen. Abholzeiten und Touren richten sich danach."))
    return redirect("retailer:hours", vendor=vendor.slug)


@counter
@require_POST
def reopen(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """Take a planned closure back."""
    try:
        found = closure_for(request.person, pk)  # type: ignore[attr-defined]
        if found.vendor_id == vendor.pk:
            remove_closure(closure=found)
    except NotFound:
        pass  # somebody else took it back first
    messages.success(request, _("Die Schließung ist zurückgenommen."))
    return redirect("retailer:hours", vendor=vendor.slug)
