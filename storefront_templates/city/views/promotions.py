"""Price promotions of the town: plan, see what they are for, end, and take an end back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.campaigns.selectors.promotions import promotion_figures
from marketplace.campaigns.services.promotions import create_promotion, end_promotion, resume_promotion
from marketplace.errors import DomainError
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.promotions import PromotionForm
from storefront_templates.city.views.vouchers import editors, written_moment

ENDED = "city_ended_promotion"


@editors
@require_safe
def promotions(request: HttpRequest) -> HttpResponse:
    """All promotions; the one that was just ended can go on."""
    now = timezone.now()
    context = {
        "here": "vouchers",
        "now": now,
        "rows": promotion_figures(now=now),
        "ended": request.session.pop(ENDED, None),
    }
    return render(request, "city/promotions.html", context)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_promotion(request: HttpRequest) -> HttpResponse:
    """Plan a promotion."""
    form = PromotionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_promotion(wish=form.wish())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Die Preisaktion „%(name)s“ ist angelegt.") % {"name": made.name})
            return redirect("city:promotions")
    context = {"here": "vouchers", "form": form}
    return render(request, "city/promotion.html", context, status=422 if form.errors else 200)


@editors
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End a promotion now; one that has not begun goes for good."""
    now = timezone.now()
    before = end_promotion(promotion_id=request.POST.get("promotion", ""), now=now)
    if before.starts > now:
        messages.success(request, _("Die Preisaktion „%(name)s“ ist gelöscht.") % {"name": before.name})
    else:
        ends = before.ends.isoformat() if before.ends else ""
        request.session[ENDED] = {"id": before.id, "name": before.name, "ends": ends}
    return redirect("city:promotions")


@editors
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Take an end back."""
    ends = written_moment(request.POST.get("ends", ""))
    found = resume_promotion(promotion_id=request.POST.get("promotion", ""), ends=ends)
    messages.success(request, _("Die Preisaktion „%(name)s“ läuft weiter.") % {"name": found.name})
    return redirect("city:promotions")
