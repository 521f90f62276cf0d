"""Vouchers of the town: plan, see what they did, end, and take an end back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.campaigns.selectors.vouchers import voucher_figures
from marketplace.campaigns.services.vouchers import create_voucher, end_voucher, resume_voucher
from marketplace.errors import DomainError
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.vouchers import VoucherForm

ENDED = "city_ended_voucher"
editors = role_required("city", "operator")


@editors
@require_safe
def vouchers(request: HttpRequest) -> HttpResponse:
    """All vouchers with their figures; the one that was just ended can go on."""
    now = timezone.now()
    context = {
        "here": "vouchers",
        "now": now,
        "rows": voucher_figures(now=now),
        "ended": request.session.pop(ENDED, None),
    }
    return render(request, "city/vouchers.html", context)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_voucher(request: HttpRequest) -> HttpResponse:
    """Plan a voucher."""
    begins = timezone.localtime().replace(second=0, microsecond=0)
    form = VoucherForm(request.POST or None, initial={"starts": begins})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_voucher(wish=form.wish())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Der Gutschein %(code)s ist angelegt.") % {"code": made.code})
            return redirect("city:vouchers")
    context = {"here": "vouchers", "form": form}
    return render(request, "city/voucher.html", context, status=422 if form.errors else 200)


@editors
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End a voucher now; one that has not begun goes for good."""
    now = timezone.now()
    before = end_voucher(voucher_id=request.POST.get("voucher", ""), now=now)
    if before.starts > now:
        messages.success(request, _("Der Gutschein %(code)s ist gelöscht.") % {"code": before.code})
    else:
        ends = before.ends.isoformat() if before.ends else ""
        request.session[ENDED] = {"id": before.id, "code": before.code, "ends": ends}
    return redirect("city:vouchers")


@editors
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Take an end back."""
    ends = written_moment(request.POST.get("ends", ""))
    found = resume_voucher(voucher_id=request.POST.get("voucher", ""), ends=ends)
    messages.success(request, _("Der Gutschein %(code)s gilt weiter.") % {"code": found.code})
    return redirect("city:vouchers")


def written_moment(text: str) -> datetime | None:
    """The end that the page wrote itself; none for nonsense."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
