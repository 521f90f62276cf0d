"""The checkout: did I get it right? One page, one column, and the button."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.baskets.selectors.shapes import Basket
from marketplace.errors import DomainError
from marketplace.orders.selectors.payments import payment_options
from marketplace.saleor import customers
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper import basket_session as held
from storefront_templates.shopper.forms.checkout import CheckoutForm, starting_values
from storefront_templates.shopper.forms.refusals import add_refusal
from storefront_templates.shopper.ordering import order_basket
from storefront_templates.shopper.views.basket import basket_here, obstacles
from storefront_templates.shopper.views.orders import JUST_PLACED


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def checkout(request: PageRequest) -> HttpResponse:
    """Contact, address where needed, payment, overview per shop, the button (law D-1)."""
    seen = basket_here(request)
    if seen is None or seen.is_empty or obstacles(seen):
        return redirect("basket")
    form = _form(request, seen)
    if request.method == "POST" and form.is_valid():
        try:
            return _order(request, form)
        except DomainError as error:
            add_refusal(form, error, {"paymentMethod": "payment_method"})
            seen = basket_here(request)
            if seen is None or seen.is_empty or obstacles(seen):
                return redirect("basket")
    return _page(request, seen, form)


def _form(request: PageRequest, seen: Basket) -> CheckoutForm:
    person = request.person
    place = held.named_place(request)
    own = customers.own_account(request.caller) if person else None
    return CheckoutForm(
        request.POST or None,
        brings=seen.needs_address,
        payments=payment_options(seen, person),
        own=own,
        can_save=person is not None,
        initial=starting_values(seen, person, own, place.postal_code if place else ""),
    )


def _order(request: PageRequest, form: CheckoutForm) -> HttpResponse:
    placed = order_basket(
        checkout_id=held.checkout_id(request),
        details=form.details(),
        person=request.person,
        caller=request.caller,
        language=get_language() or "de",
        now=timezone.now(),
    )
    if placed.purchase is None:
        text = _(
            "Diese Zahlungsart braucht noch einen Schritt, den diese Seite nicht kennt. Bitte wählen Sie eine andere."
        )
        raise DomainError("PAYMENT_ACTION_UNKNOWN", text, field="paymentMethod")
    held.forget(request)
    held.forget_postal_code(request)
    request.session[JUST_PLACED] = placed.purchase.token
    return redirect("purchase", token=placed.purchase.token)


def _page(request: PageRequest, seen: Basket, form: CheckoutForm) -> HttpResponse:
    context = {
        "section": "basket",
        "now": timezone.now(),
        "basket": seen,
        "form": form,
        "payments": payment_options(seen, request.person),
        "chosen_payment": form["payment_method"].value(),
    }
    return render(request, "shopper/checkout.html", context, status=422 if form.errors else 200)
