"""The shop as others see it: profile, picture, legal identity, and what it offers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.errors import DomainError
from marketplace.vendors.extensions import shop_pages
from marketplace.vendors.models import LegalIdentity, Vendor
from marketplace.vendors.selectors import legal_identity_for
from marketplace.vendors.selectors.doors import is_owner
from marketplace.vendors.services import remove_picture, set_picture, update_legal_identity, update_profile
from storefront_templates.base.refusals import add_refusal
from storefront_templates.retailer.forms.profile import LegalIdentityForm, PictureForm, ProfileForm
from storefront_templates.retailer.views.counter import counter


def _shown(vendor: Vendor) -> dict[str, Any]:
    return {name: getattr(vendor, name) for name in ProfileForm.base_fields}


def _page(request: HttpRequest, vendor: Vendor, **forms_: forms.BaseForm) -> HttpResponse:
    context = {
        "here": "profile",
        "vendor": vendor,
        "form": forms_.get("form") or ProfileForm(initial=_shown(vendor)),
        "picture_form": forms_.get("picture_form") or PictureForm(initial={"alt": vendor.picture_alt}),
        "pages": [(page, page.address(vendor)) for page in shop_pages],
        "owner": is_owner(request.person, vendor),  # type: ignore[attr-defined]
    }
    return render(request, "retailer/profile.html", context, status=422 if forms_ else 200)


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """Show and store the profile."""
    if request.method != "POST":
        return _page(request, vendor)
    form = ProfileForm(request.POST)
    if form.is_valid():
        try:
            update_profile(vendor=vendor, changes=form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
    if form.errors:
        return _page(request, vendor, form=form)
    messages.success(request, _("Ihr Laden ist gespeichert."))
    return redirect("retailer:profile", vendor=vendor.slug)


@counter
@require_POST
def picture(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """Store a new picture, or go back to the drawing."""
    if "remove" in request.POST:
        remove_picture(vendor=vendor)
        messages.success(request, _("Das Bild ist entfernt; wir zeigen wieder die Zeichnung Ihrer Branche."))
        return redirect("retailer:profile", vendor=vendor.slug)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_picture(vendor=vendor, file=form.cleaned_data["picture"], alt=form.cleaned_data["alt"])
        except DomainError as error:
            add_refusal(form, error)
    if form.errors:
        return _page(request, vendor, picture_form=form)
    messages.success(request, _("Das neue Bild ist da."))
    return redirect("retailer:profile", vendor=vendor.slug)


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def legal(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """The Impressum: owners only."""
    identity = legal_identity_for(request.person, vendor.pk)  # type: ignore[attr-defined]
    form = _legal_form(request, identity)
    if request.method == "POST" and form.is_valid():
        try:
            changes = {name: form.cleaned_data[name] for name in LegalIdentityForm.Meta.fields}
            certified = form.cleaned_data["self_certified"]
            update_legal_identity(vendor=vendor, changes=changes, now=timezone.now(), self_certified=certified)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Das Impressum ist gespeichert."))
            return redirect("retailer:legal", vendor=vendor.slug)
    return render(
        request,
        "retailer/legal.html",
        {"here": "profile", "vendor": vendor, "form": form},
        status=422 if form.errors else 200,
    )


def _legal_form(request: HttpRequest, identity: LegalIdentity) -> LegalIdentityForm:
    if request.method == "POST":
        return LegalIdentityForm(request.POST, instance=identity)
    return LegalIdentityForm(instance=identity, initial={"self_certified": identity.self_certified_at is not None})
