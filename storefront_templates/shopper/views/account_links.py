"""Where links by mail come from and lead to: confirm, new password, another address, the end of an account.

A link opens a page with a button. Only the button acts: programs that look at mails follow links too.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts import services
from marketplace.accounts.access import signed_in
from marketplace.errors import DomainError
from storefront_templates.base.forms import PageForm
from storefront_templates.base.requests import PageRequest, SignedInRequest
from storefront_templates.shopper.forms.people import ConfirmForm, ForgottenForm, NewPasswordForm, TokenForm
from storefront_templates.shopper.forms.refusals import add_refusal, sentence

PAGE_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE_METHODS)
@never_cache
def confirm_awaited(request: PageRequest) -> HttpResponse:
    """After sign-up: look into your mail; and the button for those who found none."""
    address = services.awaited_address(request)
    if address is None:
        return redirect("account" if request.person else "sign_in")
    error = ""
    if request.method == "POST":
        try:
            services.send_confirmation(request)
        except DomainError as refusal:
            error = sentence(refusal)
        else:
            messages.success(request, _("Die E-Mail ist unterwegs. Bitte sehen Sie auch im Spam-Ordner nach."))
            return redirect("confirm_awaited")
    context = {"section": "account", "address": address, "errors": [error] if error else []}
    return render(request, "shopper/confirm_awaited.html", context, status=422 if error else 200)


@sensitive_post_parameters()
@require_http_methods(PAGE_METHODS)
@never_cache
def confirm(request: PageRequest) -> HttpResponse:
    """Confirm the address of a new account, with its password, and be signed in."""
    form = ConfirmForm(request.POST or None, initial=request.GET.dict())
    person = request.person
    knows = person is not None and person.email.lower() == str(form["email"].value() or "").strip().lower()
    if knows:
        del form.fields["password"]
    if request.method == "POST" and form.is_valid():
        typed = {"password": "", **form.cleaned_data}
        try:
            services.confirm_account(request, **typed, now=timezone.now())
        except DomainError as error:
            add_refusal(form, error, {"email": "password"})
        else:
            messages.success(request, _("Ihre E-Mail-Adresse ist bestätigt."))
            return redirect("account")
    return _form_page(request, "shopper/confirm.html", form)


@require_http_methods(PAGE_METHODS)
def forgotten(request: PageRequest) -> HttpResponse:
    """Have a link to a new password sent."""
    form = ForgottenForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        try:
            services.request_password(email=form.cleaned_data["email"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("password_sent")
    return _form_page(request, "shopper/password_forgotten.html", form)


@require_safe
def password_sent(request: PageRequest) -> HttpResponse:
    """The same for every address, known or not."""
    return render(request, "shopper/password_sent.html", {"section": "account"})


@sensitive_post_parameters()
@require_http_methods(PAGE_METHODS)
@never_cache
def new_password(request: PageRequest) -> HttpResponse:
    """Set a password with the link, and be signed in."""
    form = NewPasswordForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            services.set_password(request, **form.cleaned_data, now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Ihr neues Passwort gilt ab jetzt. Andere Geräte sind abgemeldet."))
            return redirect("account")
    return _form_page(request, "shopper/password_new.html", form)


@require_http_methods(PAGE_METHODS)
@never_cache
@signed_in
def confirm_email(request: SignedInRequest) -> HttpResponse:
    """Take the new address; signing in with it is the proof that it works."""
    form = TokenForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_email_change(request, **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("Ihre neue E-Mail-Adresse gilt. Bitte melden Sie sich mit ihr an.")
            messages.success(request, text)
            return redirect("sign_in")
    return _form_page(request, "shopper/email_confirm.html", form)


@require_http_methods(PAGE_METHODS)
@never_cache
@signed_in
def erase(request: SignedInRequest) -> HttpResponse:
    """The way to the end of an account starts with a mail (GDPR Art. 17)."""
    error = ""
    if request.method == "POST":
        try:
            services.request_erasure(request, now=timezone.now())
        except DomainError as refusal:
            error = sentence(refusal)
        else:
            messages.success(request, _("Der Link zum Löschen ist unterwegs an Ihre E-Mail-Adresse."))
            return redirect("account_data")
    context = {"section": "account", "errors": [error] if error else []}
    return render(request, "shopper/erase.html", context, status=422 if error else 200)


@require_http_methods(PAGE_METHODS)
@never_cache
@signed_in
def erase_confirm(request: SignedInRequest) -> HttpResponse:
    """The last button."""
    form = TokenForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            remains = services.confirm_erasure(request, **form.cleaned_data, now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
        else:
            return render(request, "shopper/erased.html", {"remains": remains})
    return _form_page(request, "shopper/erase_confirm.html", form)


def _form_page(request: PageRequest, template: str, form: PageForm) -> HttpResponse:
    context = {"section": "account", "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
