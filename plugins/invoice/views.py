"""Papers to download, and the page on which a shop says how it takes invoices."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import vendor_for
from plugins.invoice.forms import TermsForm
from plugins.invoice.models import Invoice
from plugins.invoice.selectors import invoice_by_token, invoice_for, terms_of
from plugins.invoice.services import read_invoice, save_terms


@require_GET
@never_cache
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """For the shopper, the shop and the operator."""
    return _file(invoice_for(request.person, pk))  # type: ignore[attr-defined]


@require_GET
@never_cache
def paper_by_token(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """For whoever holds the token of the order."""
    return _file(invoice_by_token(token, pk))


def _file(invoice: Invoice) -> HttpResponse:
    response = HttpResponse(read_invoice(invoice.pk), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{invoice.number}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, vendor: str) -> HttpResponse:
    """For staff of the shop and the operator."""
    shop = vendor_for(request.person, vendor)  # type: ignore[attr-defined]
    form = TermsForm(request.POST or None, initial=_kept(shop))
    if form.is_valid():
        try:
            save_terms(vendor=shop, **form.cleaned_data)
            return HttpResponseRedirect(reverse("invoice:terms", args=[shop.slug]) + "?gespeichert")
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal.message))
    page = {"here": "profile", "vendor": shop, "form": form, "saved": "gespeichert" in request.GET}
    return render(request, "invoice/terms.html", page, status=422 if form.is_bound else 200)


def _kept(shop: Vendor) -> dict[str, object]:
    held = terms_of(shop)
    if held is None:
        return {"days": 14, "is_offered": True}
    return {name: getattr(held, name) for name in TermsForm.base_fields}
