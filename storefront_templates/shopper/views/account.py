"""The account: orders, addresses, name and password, one's own data."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts import services
from marketplace.accounts.access import signed_in
from marketplace.accounts.selectors import roles_of
from marketplace.errors import DomainError
from marketplace.orders.selectors.orders import purchases_of
from marketplace.vendors.selectors import vendors_of
from storefront_templates.base.requests import SignedInRequest
from storefront_templates.shopper.forms.people import EmailForm, PasswordForm, ProfileForm
from storefront_templates.shopper.forms.refusals import add_refusal
from storefront_templates.shopper.search_address import page_number
from storefront_templates.shopper.timelines import state_word

PURCHASES_ON_PAGE = 10


@require_safe
@never_cache
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    """Greeting, work places of this person, past purchases."""
    pages = Paginator(purchases_of(request.person), PURCHASES_ON_PAGE)
    page = pages.get_page(page_number(request.GET))
    purchases = [
        (bought, [(order, state_word(order)) for order in bought.vendor_orders.all()]) for bought in page.object_list
    ]
    context = {
        "section": "account",
        "now": timezone.now(),
        "purchases": purchases,
        "page": page,
        "has_shop": vendors_of(request.person).exists(),
        "roles": roles_of(request.person),
        "awaited": services.awaited_address(request),
    }
    return render(request, "shopper/account.html", context)


@require_safe
@never_cache
@signed_in
def data(request: SignedInRequest) -> HttpResponse:
    """Name, password, download and erasure on one page."""
    return _data_page(request)


@require_POST
@signed_in
def save_profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST)
    if form.is_valid():
        language = request.person.language
        try:
            services.update_profile(request.person, caller=request.caller, language=language, **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Ihr Name ist gespeichert."))
            return redirect("account_data")
    return _data_page(request, profile=form)


@sensitive_post_parameters()
@require_POST
@signed_in
def save_password(request: SignedInRequest) -> HttpResponse:
    form = PasswordForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            services.change_password(request, typed["old_password"], typed["new_password"], now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Ihr neues Passwort gilt ab jetzt. Andere Geräte sind abgemeldet."))
            return redirect("account_data")
    return _data_page(request, password=form)


@require_safe
@never_cache
@signed_in
def export(request: SignedInRequest) -> HttpResponse:
    """Everything we hold about the person, as a file (GDPR Art. 15 and 20)."""
    exported = services.export_person(request.person, caller=request.caller, now=timezone.now())
    response = JsonResponse(exported, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return response


@sensitive_post_parameters()
@require_POST
@signed_in
def save_email(request: SignedInRequest) -> HttpResponse:
    """Have a link sent to the new address; the old one hears of it too."""
    form = EmailForm(request.POST)
    if form.is_valid():
        try:
            services.request_email_change(request, **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("Wir haben einen Link an %(address)s geschickt. Bis Sie ihn öffnen, gilt die alte Adresse.")
            messages.success(request, text % {"address": form.cleaned_data["new_email"]})
            return redirect("account_data")
    return _data_page(request, email=form)


@require_POST
@signed_in
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    services.sign_out_everywhere(request)
    messages.info(request, _("Sie sind auf allen Geräten abgemeldet."))
    return redirect("start")


def _data_page(
    request: SignedInRequest,
    *,
    profile: ProfileForm | None = None,
    password: PasswordForm | None = None,
    email: EmailForm | None = None,
) -> HttpResponse:
    names = {"first_name": request.person.first_name, "last_name": request.person.last_name}
    failed = profile or password or email
    context = {
        "section": "account",
        "profile": profile or ProfileForm(initial=names),
        "password": password or PasswordForm(),
        "email": email or EmailForm(),
        "failed": failed,
    }
    return render(request, "shopper/account_data.html", context, status=422 if failed else 200)
