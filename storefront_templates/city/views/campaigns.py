"""Campaigns: plan, change, end, and see what they brought."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.selectors import campaign_figures, campaign_for, campaigns_by_state
from marketplace.campaigns.services import (
    create_campaign,
    end_campaign,
    remove_picture,
    set_picture,
    update_campaign,
)
from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.errors import DomainError
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.campaigns import CampaignForm, CampaignPictureForm

FOUND_GOODS = 30
editors = role_required("city", "operator")


@editors
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, running ones first."""
    now = timezone.now()
    context = {"here": "campaigns", "now": now, "campaigns": campaigns_by_state(now=now)}
    return render(request, "city/campaigns.html", context)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Plan a campaign."""
    form = CampaignForm(request.POST or None, goods=_goods(request, ()))
    if _wants_to_save(request) and form.is_valid():
        try:
            campaign = create_campaign(fields=form.changes(), now=timezone.now(), **form.choice())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist geplant.") % campaign.title)
            return redirect("city:campaign", pk=campaign.pk)
    return _page(request, form, None)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a campaign and read its figures."""
    found = campaign_for(request.person, pk)  # type: ignore[attr-defined]
    chosen = found.listings.values_list("listing_id", flat=True)
    form = CampaignForm(request.POST or None, goods=_goods(request, chosen), initial=CampaignForm.initial_of(found))
    if _wants_to_save(request) and form.is_valid():
        try:
            update_campaign(campaign=found, changes=form.changes(), now=timezone.now(), **form.choice())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist gespeichert.") % form.cleaned_data["title"])
            return redirect("city:campaign", pk=found.pk)
    return _page(request, form, found)


def _wants_to_save(request: HttpRequest) -> bool:
    """False while the form only looks for goods to choose from."""
    return request.method == "POST" and "find" not in request.POST


def _goods(request: HttpRequest, chosen: Iterable[int]) -> list[Listing]:
    """The goods one can tick: those chosen so far, and those that the search finds."""
    posted = [int(pk) for pk in request.POST.getlist("listings") if pk.isdecimal()]
    rows = list(public_listings().filter(pk__in=[*chosen, *posted]).order_by("name"))
    if text := request.POST.get("goods_text", "").strip():
        known = {row.pk for row in rows}
        rows += public_listings().filter(name__icontains=text).exclude(pk__in=known).order_by("name")[:FOUND_GOODS]
    return rows


def _page(request: HttpRequest, form: CampaignForm, found: Campaign | None) -> HttpResponse:
    now = timezone.now()
    searching = "find" in request.POST
    if searching:
        form.errors.clear()
    context = {
        "here": "campaigns",
        "now": now,
        "form": form,
        "campaign": found,
        "state": found.state_at(now) if found else None,
        "figures": campaign_figures(found, now=now) if found else None,
        "picture_form": CampaignPictureForm(),
        "goods_text": request.POST.get("goods_text", ""),
    }
    return render(request, "city/campaign.html", context, status=422 if form.errors and not searching else 200)


@editors
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a running campaign now."""
    found = campaign_for(request.person, pk)  # type: ignore[attr-defined]
    try:
        end_campaign(campaign=found, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("„%s“ ist beendet.") % found.title)
    return redirect("city:campaign", pk=pk)


@editors
@require_POST
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A new picture, or back to the drawing."""
    found = campaign_for(request.person, pk)  # type: ignore[attr-defined]
    if "remove" in request.POST:
        remove_picture(campaign=found)
        messages.success(request, _("Das Bild ist entfernt."))
        return redirect("city:campaign", pk=pk)
    form = CampaignPictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_picture(campaign=found, file=form.cleaned_data["picture"], alt=form.cleaned_data["alt"])
        except DomainError as error:
            add_refusal(form, error)
    for problems in form.errors.values():
        for problem in problems:
            messages.error(request, str(problem))
    if not form.errors:
        messages.success(request, _("Das neue Bild ist da."))
    return redirect("city:campaign", pk=pk)
