"""The address book of an account; the commerce engine keeps it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import signed_in
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import customers
from marketplace.saleor.customers import AddressUse
from marketplace.saleor.wire import Address
from storefront_templates.base.requests import SignedInRequest
from storefront_templates.shopper.forms.addresses import AddressForm, initial
from storefront_templates.shopper.forms.refusals import add_refusal


@require_safe
@never_cache
@signed_in
def addresses(request: SignedInRequest) -> HttpResponse:
    own = customers.own_account(request.caller)
    context = {
        "section": "account",
        "addresses": own.addresses if own else (),
        "shipping_id": own.default_shipping_id if own else None,
        "billing_id": own.default_billing_id if own else None,
    }
    return render(request, "shopper/addresses.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def address_new(request: SignedInRequest) -> HttpResponse:
    names = {"first_name": request.person.first_name, "last_name": request.person.last_name}
    form = AddressForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        try:
            customers.create_address(caller=request.caller, address=form.address())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Die Adresse ist gespeichert."))
            return redirect("addresses")
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def address_edit(request: SignedInRequest, address_id: str) -> HttpResponse:
    address = _own_address(request, address_id)
    form = AddressForm(request.POST or None, initial=initial(address))
    if request.method == "POST" and form.is_valid():
        try:
            customers.update_address(caller=request.caller, id=address_id, address=form.address())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Die Adresse ist gespeichert."))
            return redirect("addresses")
    return _form_page(request, form, address)


@require_POST
@signed_in
def address_delete(request: SignedInRequest, address_id: str) -> HttpResponse:
    _own_address(request, address_id)
    customers.delete_address(caller=request.caller, id=address_id)
    messages.success(request, _("Die Adresse ist gelöscht."))
    return redirect("addresses")


@require_POST
@signed_in
def address_default(request: SignedInRequest, address_id: str) -> HttpResponse:
    """Make it the address that the checkout suggests, for bringing or for the invoice (`use`)."""
    _own_address(request, address_id)
    use_as: AddressUse = "BILLING" if request.POST.get("use") == "BILLING" else "SHIPPING"
    customers.set_default_address(caller=request.caller, id=address_id, use_as=use_as)
    if use_as == "BILLING":
        messages.success(request, _("Diese Adresse schlagen wir Ihnen jetzt für Rechnungen vor."))
    else:
        messages.success(request, _("Dorthin bringen wir, wenn Sie nichts anderes sagen."))
    return redirect("addresses")


def _own_address(request: SignedInRequest, address_id: str) -> Address:
    """An address of this person's book. Raises NotFound for missing and foreign ones."""
    own = customers.own_account(request.caller)
    found = next((each for each in own.addresses if each.id == address_id), None) if own else None
    if found is None:
        raise NotFound("id")
    return found


def _form_page(request: SignedInRequest, form: AddressForm, address: Address | None) -> HttpResponse:
    context = {"section": "account", "form": form, "address": address}
    return render(request, "shopper/address_form.html", context, status=422 if form.errors else 200)
