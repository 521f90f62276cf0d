"""Money that the shop gives back: goods that came back, a lower price, another try."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.services import preview_refund, preview_take_back, refund_amount, retry_refund, take_back
from marketplace.vendors.models import Vendor
from storefront_templates.retailer.forms.orders import RefundForm, TakeBackForm
from storefront_templates.retailer.views.counter import counter
from storefront_templates.retailer.views.orders import after, order_here, order_page


@counter
@require_POST
def take(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """Goods came back after the hand-over; the shopper gets the money for them back. First shown, then done."""
    found = order_here(request, vendor, pk)
    form = TakeBackForm(request.POST, lines=tuple(found.lines.all()))
    if not form.is_valid():
        return order_page(request, vendor, found, take_back_form=form)
    person = request.person  # type: ignore[attr-defined]
    try:
        if _asks_first(request):
            preview = preview_take_back(order=found, quantities=form.quantities(), person=person)
            return order_page(request, vendor, found, take_back_form=form, preview=preview)
        done = take_back(
            order=found,
            quantities=form.quantities(),
            reason=form.cleaned_data["reason"],
            person=person,
            now=timezone.now(),
            shown_due=_shown_due(request),
        )
    except DomainError as error:
        return _refused(request, vendor, found, error, form, take_back_form=form)
    return after(request, vendor, done, _("Zurückgenommen. Die Kundschaft erhält den Betrag dafür zurück."))


@counter
@require_POST
def refund(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """A price is lowered; the shopper gets the difference back. First shown, then done."""
    found = order_here(request, vendor, pk)
    form = RefundForm(request.POST, lines=tuple(found.lines.all()))
    if not form.is_valid():
        return order_page(request, vendor, found, refund_form=form)
    line_pk, amount = form.cleaned_data["line"], form.cleaned_data["amount"]
    person = request.person  # type: ignore[attr-defined]
    try:
        if _asks_first(request):
            preview = preview_refund(order=found, amount=amount, line_pk=line_pk, person=person)
            return order_page(request, vendor, found, refund_form=form, preview=preview)
        reason = form.cleaned_data["reason"]
        done = refund_amount(
            order=found,
            amount=amount,
            line_pk=line_pk,
            reason=reason,
            person=person,
            now=timezone.now(),
            shown_due=_shown_due(request),
        )
    except DomainError as error:
        return _refused(request, vendor, found, error, form, refund_form=form)
    return after(request, vendor, done, _("Erstattet. Die Kundschaft weiß Bescheid."))


@counter
@require_POST
def retry(request: HttpRequest, vendor: Vendor, pk: int, refund_pk: int) -> HttpResponse:
    """A refund that failed is tried once more."""
    found = order_here(request, vendor, pk)
    try:
        person = request.person  # type: ignore[attr-defined]
        done = retry_refund(order=found, refund_pk=refund_pk, person=person, now=timezone.now())
    except DomainError as error:
        return order_page(request, vendor, order_here(request, vendor, pk), error=error)
    return after(request, vendor, done, _("Die Rückzahlung wird noch einmal versucht."))


def _refused(
    request: HttpRequest, vendor: Vendor, found: VendorOrder, error: DomainError, form: Any, **forms: Any
) -> HttpResponse:
    """The refusal where the form shows it; the order as it is by now."""
    form.add_error(error.field if error.field in form.fields else None, str(error.message))
    return order_page(request, vendor, order_here(request, vendor, found.pk), **forms)


def _asks_first(request: HttpRequest) -> bool:
    return request.POST.get("step") == "preview"


def _shown_due(request: HttpRequest) -> Decimal | None:
    """What the page said would be owed afterwards; nonsense counts as something that is wrong."""
    shown = request.POST.get("shown_due")
    if not shown:
        return None
    try:
        return Decimal(shown)
    except InvalidOperation:
        return Decimal("NaN")
