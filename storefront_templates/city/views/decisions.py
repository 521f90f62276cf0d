"""What needs a decision: purchases that are not as agreed, and money that did not go where it should."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.errors import DomainError
from marketplace.orders.models import Deviation, VendorOrder
from marketplace.orders.rules.addresses import PostalAddress, read_address
from marketplace.orders.rules.states import DONE, OPEN
from marketplace.orders.selectors.orders import open_deviations, settled_deviations
from marketplace.orders.services import resolve_deviation, retry_given_up
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.decisions import NoteForm

PER_PAGE = 20
SETTLED_SHOWN = 10
operators = role_required("operator")


@dataclass(frozen=True)
class Part:
    """A vendor's part of what is unclear, and what can be done to it."""

    order: VendorOrder

    @property
    def can_cancel(self) -> bool:
        return self.order.state in OPEN

    @property
    def can_take_back(self) -> bool:
        return self.order.state in DONE


@dataclass(frozen=True, kw_only=True)
class Case:
    """One thing to decide, with whom to talk to."""

    deviation: Deviation
    parts: tuple[Part, ...]
    recipient: PostalAddress
    amount: Decimal | None
    form: NoteForm


@operators
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the operator, the oldest first, and what was settled lately."""
    return _page(request)


@operators
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The operator says what was agreed; the mark comes off."""
    form, person = NoteForm(request.POST, pk=pk), request.person  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            resolve_deviation(deviation_pk=pk, note=form.cleaned_data["note"], person=person, now=timezone.now())
        except DomainError as error:
            if error.code == "NOT_FOUND":
                raise
            add_refusal(form, error)
    if form.errors:
        return _page(request, refused=form)
    messages.success(request, _("Als geklärt vermerkt."))
    return redirect("city:decisions")


@operators
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Another go at what was given up."""
    retry_given_up(deviation_pk=pk, person=request.person, now=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("Wir versuchen es noch einmal. Klappt es wieder nicht, steht es bald wieder hier."))
    return redirect("city:decisions")


def _page(request: HttpRequest, *, refused: NoteForm | None = None) -> HttpResponse:
    person, now = request.person, timezone.now()  # type: ignore[attr-defined]
    rows = open_deviations(person).prefetch_related("purchase__vendor_orders__vendor").order_by("found_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    settled = settled_deviations(person)[:SETTLED_SHOWN]
    context = {
        "here": "decisions",
        "now": now,
        "page": page,
        "cases": _cases(page, refused),
        "settled": settled,
    }
    return render(request, "city/decisions.html", context, status=422 if refused else 200)


def _cases(page: Page[Deviation], refused: NoteForm | None) -> list[Case]:
    return [
        Case(
            deviation=each,
            parts=tuple(Part(order) for order in _orders_of(each)),
            recipient=read_address(each.purchase.billing_address or each.purchase.address),
            amount=Decimal(each.details["amount"]) if "amount" in each.details else None,
            form=refused if refused is not None and refused.pk == each.pk else NoteForm(pk=each.pk),
        )
        for each in page
    ]


def _orders_of(deviation: Deviation) -> list[VendorOrder]:
    """The part that it concerns, or all parts."""
    rows = sorted(deviation.purchase.vendor_orders.all(), key=lambda order: order.pk)
    return [order for order in rows if deviation.order_id in (None, order.pk)]
