"""In and out: sign-in, registration, sign-out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from marketplace.accounts import services
from marketplace.accounts.access import next_path
from marketplace.errors import DomainError
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper.forms.people import RegisterForm, SignInForm
from storefront_templates.shopper.forms.refusals import add_refusal


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PageRequest) -> HttpResponse:
    """Sign in and go back to where one wanted to be."""
    form = SignInForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_in(request, form.cleaned_data["email"], form.cleaned_data["password"], now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect(next_path(request, "/konto/"))
    return _page(request, "shopper/sign_in.html", form)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: PageRequest) -> HttpResponse:
    """Open an account; orders do not need one."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.register(
                request, **form.cleaned_data, language=get_language() or "de", now=timezone.now()
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            if person is None:
                return redirect("confirm_awaited")
            messages.success(request, _("Ihr Konto ist angelegt."))
            return redirect(next_path(request, "/konto/"))
    return _page(request, "shopper/register.html", form)


def _page(request: PageRequest, template: str, form: SignInForm | RegisterForm) -> HttpResponse:
    context = {
        "section": "account",
        "form": form,
        "next": next_path(request, ""),
        "awaited": services.awaited_address(request),
    }
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: PageRequest) -> HttpResponse:
    """Signing out changes something, so it is a POST; the link leads to a page with the button."""
    if request.method == "POST":
        services.sign_out(request)
        messages.info(request, _("Sie sind abgemeldet."))
        return redirect("start")
    return render(request, "shopper/sign_out.html", {"section": "account"})
