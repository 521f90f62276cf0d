"""The shop's orders: the list, one order, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.errors import DomainError, NotFound
from marketplace.orders.models import VendorOrder
from marketplace.orders.selectors.access import order_for
from marketplace.orders.selectors.orders import vendor_orders
from marketplace.orders.selectors.sheets import OrderSheet, sheet
from marketplace.orders.selectors.work import STATES, awaits_receipt
from marketplace.orders.services import (
    cancel_order,
    confirm_order,
    hand_over,
    mark_ready,
    record_payment,
    reject_lines,
)
from marketplace.vendors.models import Vendor
from storefront_templates.retailer.forms.orders import (
    CancelForm,
    CodeForm,
    OrderFilterForm,
    RefundForm,
    RejectForm,
    TakeBackForm,
)
from storefront_templates.retailer.views.counter import counter

PER_PAGE = 25


@counter
@require_safe
def orders(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """All orders of the shop, the newest first, by state and number or name."""
    form = OrderFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    stage, text = chosen.get("stage", ""), chosen.get("text", "")
    rows = vendor_orders(vendor, states=STATES.get(stage, ()), text=text).annotate(pieces=Count("lines"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"here": "orders", "vendor": vendor, "form": form, "page": page, "now": timezone.now()}
    context |= {"stage": stage, "text": text}
    return render(request, "retailer/orders.html", context)


@counter
@require_safe
def order(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """One order with all that may be done to it now."""
    return order_page(request, vendor, order_here(request, vendor, pk))


@counter
@require_safe
def pick_list(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """The order on one sheet of paper, to pack by."""
    now = timezone.now()
    context = {
        "here": "orders",
        "vendor": vendor,
        "sheet": _sheet(request, order_here(request, vendor, pk)),
        "now": now,
    }
    return render(request, "retailer/pick_list.html", context)


def order_here(request: HttpRequest, vendor: Vendor, pk: int) -> VendorOrder:
    """The order behind an address of this shop. Raises NotFound."""
    found = order_for(request.person, pk)  # type: ignore[attr-defined]
    if found.vendor_id != vendor.pk:
        raise NotFound("id")
    return found


def _sheet(request: HttpRequest, found: VendorOrder) -> OrderSheet:
    return sheet(found, request.person, now=timezone.now())  # type: ignore[attr-defined]


def order_page(
    request: HttpRequest, vendor: Vendor, found: VendorOrder, *, error: DomainError | None = None, **forms: Any
) -> HttpResponse:
    """The page of an order, with a refusal, with forms that were filled in, or with a `preview` of one of them."""
    shown = _sheet(request, found)
    context = {
        "here": "orders",
        "vendor": vendor,
        "sheet": shown,
        "now": timezone.now(),
        "error": error,
        "acting": request.GET.get("absicht", ""),
        "awaits_payment": awaits_receipt(found),
        "code_form": forms.get("code_form") or CodeForm(brought=found.brought),
        "reject_form": forms.get("reject_form") or RejectForm(lines=shown.lines),
        "refund_form": forms.get("refund_form") or RefundForm(lines=shown.lines),
        "preview": forms.get("preview"),
        "take_back_form": forms.get("take_back_form") or TakeBackForm(lines=shown.lines),
        "cancel_form": forms.get("cancel_form") or CancelForm(),
    }
    refused = error is not None or (bool(forms) and "preview" not in forms)
    return render(request, "retailer/order.html", context, status=422 if refused else 200)


def after(request: HttpRequest, vendor: Vendor, found: VendorOrder, said: str) -> HttpResponse:
    """Back to where the button was pressed: the order itself, or the day's work."""
    messages.success(request, said)
    if request.POST.get("next") == "today":
        return redirect("retailer:today", vendor=vendor.slug)
    return redirect("retailer:order", vendor=vendor.slug, pk=found.pk)


def _simple_act(act: Callable[..., VendorOrder], said: Callable[[VendorOrder], str]) -> Callable[..., HttpResponse]:
    """A button without a form: the act may be refused because somebody else was faster."""

    @counter
    @require_POST
    def view(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
        found = order_here(request, vendor, pk)
        try:
            done = act(order=found, person=request.person, now=timezone.now())  # type: ignore[attr-defined]
        except DomainError as error:
            return order_page(request, vendor, order_here(request, vendor, pk), error=error)
        return after(request, vendor, done, said(done))

    return view


confirm = _simple_act(confirm_order, lambda done: _("Bestellung %s ist bestätigt.") % done.number)
ready = _simple_act(mark_ready, lambda done: _("Bestellung %s ist bereit. Die Kundschaft weiß Bescheid.") % done.number)
paid = _simple_act(record_payment, lambda done: _("Der Zahlungseingang zu %s ist vermerkt.") % done.number)


@counter
@require_POST
def give(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """Hand the goods over against the code, or to the driver."""
    found = order_here(request, vendor, pk)
    form = CodeForm(request.POST, brought=found.brought)
    if not form.is_valid():
        return order_page(request, vendor, found, code_form=form)
    try:
        code, person = form.cleaned_data["code"], request.person  # type: ignore[attr-defined]
        done = hand_over(order=found, code=code, person=person, now=timezone.now())
    except DomainError as error:
        if error.code.startswith("CODE_"):
            form.add_error("code", str(error.message))
            return order_page(request, vendor, found, code_form=form)
        return order_page(request, vendor, order_here(request, vendor, pk), error=error)
    return after(request, vendor, done, _("Bestellung %s ist übergeben.") % done.number)


@counter
@require_POST
def reject(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """The shop cannot give some pieces; the shopper gets the money for them back."""
    found = order_here(request, vendor, pk)
    form = RejectForm(request.POST, lines=tuple(found.lines.all()))
    if not form.is_valid():
        return order_page(request, vendor, found, reject_form=form)
    try:
        done = reject_lines(
            order=found,
            quantities=form.quantities(),
            reason=form.reason(),
            left=form.left(),
            person=request.person,  # type: ignore[attr-defined]
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error.message))
        return order_page(request, vendor, order_here(request, vendor, pk), reject_form=form)
    said = _("Abgesagt. Die Kundschaft erhält den Betrag dafür zurück.")
    if form.left():
        said = _("Abgesagt. Die Kundschaft erhält den Betrag dafür zurück, und der Bestand ist angepasst.")
    return after(request, vendor, done, said)


@counter
@require_POST
def cancel(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """The shop gives the whole order up."""
    found, form = order_here(request, vendor, pk), CancelForm(request.POST)
    if not form.is_valid():
        return order_page(request, vendor, found, cancel_form=form)
    try:
        reason, person = form.cleaned_data["reason"], request.person  # type: ignore[attr-defined]
        done = cancel_order(order=found, person=person, reason=reason, now=timezone.now())
    except DomainError as error:
        return order_page(request, vendor, order_here(request, vendor, pk), error=error)
    return after(request, vendor, done, _("Bestellung %s ist storniert.") % done.number)
