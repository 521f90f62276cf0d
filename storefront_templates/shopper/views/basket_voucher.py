"""The basket's field for a voucher: what the code takes off, or why not, beside the field."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from marketplace.baskets.services.vouchers import redeem_voucher, take_off_voucher
from marketplace.errors import DomainError
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper import basket_session as held
from storefront_templates.shopper.forms.refusals import sentence
from storefront_templates.shopper.views.basket import act_on_basket, answer_with_basket, basket_here


@require_POST
def redeem(request: PageRequest) -> HttpResponse:
    """Put the voucher of a code into the basket."""
    code = request.POST.get("code", "")
    try:
        seen = redeem_voucher(checkout_id=held.checkout_id(request), code=code, now=timezone.now())
    except DomainError as error:
        if error.field != "code":
            return answer_with_basket(request, basket_here(request), error)
        beside = {"voucher_error": sentence(error), "voucher_typed": code}
        return answer_with_basket(request, basket_here(request), beside=beside)
    held.remember(request, seen)
    return answer_with_basket(request, seen)


@require_POST
def remove(request: PageRequest) -> HttpResponse:
    """Take the voucher out of the basket."""
    return act_on_basket(request, partial(take_off_voucher, now=timezone.now()))
