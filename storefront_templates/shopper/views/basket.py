"""The basket: what do I get from whom, how, and what does it cost?

Every act works as a plain form; htmx asks the same address and gets the basket's part of the page back.
"""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.baskets.extensions import Destination
from marketplace.baskets.selectors.contents import basket
from marketplace.baskets.selectors.shapes import Basket, Missing
from marketplace.baskets.services.lines import add_line, change_quantity, remove_group, remove_line, start_basket
from marketplace.baskets.services.plan_rows import Chosen
from marketplace.baskets.services.plans import update_plan
from marketplace.catalogue.selectors.listings import listings_by_variant
from marketplace.errors import DomainError, NotFound
from marketplace.saleor.client import APP
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper import basket_session as held
from storefront_templates.shopper.basket_panels import earliest_collection, panels
from storefront_templates.shopper.forms.addresses import POSTAL_CODE, is_postal_code
from storefront_templates.shopper.forms.refusals import sentence
from storefront_templates.shopper.plan_changes import renewed

ASKED_AT_CHECKOUT = {"CONTACT_MISSING", "ADDRESS_MISSING"}


def basket_here(request: PageRequest) -> Basket | None:
    """This browser's basket; None before the first article and once the checkout is gone."""
    checkout_id = held.checkout_id(request)
    if not checkout_id:
        return None
    try:
        seen = basket(checkout_id, timezone.now())
    except NotFound:
        held.forget(request)
        return None
    held.remember(request, seen)
    return seen


def obstacles(seen: Basket | None) -> list[Missing]:
    """What is missing before the checkout; contact and address are asked there."""
    return [each for each in seen.missing if each.code not in ASKED_AT_CHECKOUT] if seen else []


@require_safe
@never_cache
def basket_page(request: PageRequest) -> HttpResponse:
    """All groups with their ways and sums."""
    return _shown(request, "shopper/basket.html", basket_here(request))


@require_POST
def add(request: PageRequest) -> HttpResponse:
    """Put an article into the basket; the first one opens it."""
    variant = request.POST.get("variant", "")
    listing = listings_by_variant([variant]).get(variant)
    if listing is None:
        raise NotFound("variant")
    try:
        seen = _put(request, variant, _quantity(request, least=1))
    except DomainError as error:
        return _not_added(request, listing.slug, error)
    held.remember(request, seen)
    if request.POST.get("next") == "basket":
        return answer_with_basket(request, seen)
    if request.htmx:
        return render(request, "shopper/_added.html", {"listing": listing, "basket_quantity": seen.quantity})
    messages.success(request, _("Im Korb: %(name)s") % {"name": listing.name})
    return redirect("basket")


@require_POST
def change(request: PageRequest) -> HttpResponse:
    """Set the number of pieces of a line; none takes it out."""
    quantity = _quantity(request, least=0)
    if quantity == 0:
        return remove(request)
    line_id = request.POST.get("line", "")
    return act_on_basket(request, partial(change_quantity, line_id=line_id, quantity=quantity, now=timezone.now()))


@require_POST
def remove(request: PageRequest) -> HttpResponse:
    """Take a line out; the page offers to put it back."""
    line_id, before = request.POST.get("line", ""), basket_here(request)
    lines = [line for group in before.groups for line in group.lines] if before else []
    for line in lines:
        if line.line_id == line_id:
            gone = held.TakenOut(variant_id=line.variant_id, quantity=line.quantity, name=line.listing.name)
            held.keep_taken_out(request, gone)
    return act_on_basket(request, partial(remove_line, line_id=line_id, now=timezone.now()))


@require_POST
def remove_shop(request: PageRequest) -> HttpResponse:
    """Take out all that one shop sells, e.g. because it has closed."""
    return act_on_basket(request, partial(remove_group, vendor_pk=_vendor_pk(request), now=timezone.now()))


@require_POST
def choose(request: PageRequest) -> HttpResponse:
    """Choose the way and the time for one shop."""
    method = request.POST.get("method", "")
    chosen = Chosen(method=method, offer_key=request.POST.get(f"offer-{method}", ""))
    return _choose(request, {_vendor_pk(request): chosen})


@require_POST
def choose_earliest(request: PageRequest) -> HttpResponse:
    """Collect everything, in each shop as early as it goes."""
    seen = basket_here(request)
    shown = panels(seen, destination=_place(request, seen), now=timezone.now()) if seen else []
    found = earliest_collection(shown)
    return _choose(request, {pk: Chosen(method=method, offer_key=key) for pk, (method, key) in found.items()})


@require_POST
def postal_code(request: PageRequest) -> HttpResponse:
    """Where tours should go: enough to see days and prices; the address follows at the checkout."""
    code = request.POST.get("postal_code", "").strip()
    if not is_postal_code(code):
        refusal = DomainError("POSTAL_CODE", POSTAL_CODE.message, field="postal_code")
        return answer_with_basket(request, basket_here(request), refusal)
    held.keep_postal_code(request, code)
    return answer_with_basket(request, basket_here(request))


def _choose(request: PageRequest, choices: dict[int, Chosen]) -> HttpResponse:
    place = held.named_place(request)
    return act_on_basket(request, partial(update_plan, choices=choices, now=timezone.now(), destination=place))


def act_on_basket(request: PageRequest, act: Callable[..., Basket]) -> HttpResponse:
    """One change of the basket and the basket after it; after a refusal the basket as it is, with the reason."""
    try:
        seen = act(checkout_id=held.checkout_id(request))
    except DomainError as error:
        return answer_with_basket(request, basket_here(request), error)
    held.remember(request, seen)
    return answer_with_basket(request, seen)


def answer_with_basket(
    request: PageRequest,
    seen: Basket | None,
    error: DomainError | None = None,
    *,
    beside: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The basket's part for htmx; after a plain form a redirect, or the page with the refusal.

    `beside` are sentences that stand beside a field instead of above the basket; they are refusals too.
    """
    if request.htmx:
        return _shown(request, "shopper/_basket.html", seen, error, beside)
    if error or beside:
        return _shown(request, "shopper/basket.html", seen, error, beside)
    return redirect("basket")


def _shown(
    request: PageRequest,
    template: str,
    seen: Basket | None,
    error: DomainError | None = None,
    beside: Mapping[str, str] | None = None,
) -> HttpResponse:
    now = timezone.now()
    refused = bool(error or beside)
    seen, changes = renewed(seen, now=now) if seen and not refused else (seen, [])
    place = _place(request, seen)
    shown = panels(seen, destination=place, now=now) if seen else []
    context = {
        "section": "basket",
        "now": now,
        "basket": seen,
        "panels": shown,
        "can_collect_all": bool(shown) and len(earliest_collection(shown)) == len(shown),
        "place": place,
        "brings_something": any(way.brought for panel in shown for way in panel.ways),
        "taken_out": None if refused else held.pop_taken_out(request),
        "error": sentence(error) if error else "",
        "changes": changes,
        "obstacles": obstacles(seen),
        "basket_quantity": seen.quantity if seen else 0,
        **(beside or {}),
    }
    return render(request, template, context, status=422 if refused else 200)


def _place(request: PageRequest, seen: Basket | None) -> Destination | None:
    return (seen.destination if seen else None) or held.named_place(request)


def _put(request: PageRequest, variant: str, quantity: int) -> Basket:
    now, checkout_id = timezone.now(), held.checkout_id(request)
    if checkout_id:
        try:
            return add_line(checkout_id=checkout_id, variant_id=variant, quantity=quantity, now=now)
        except NotFound:
            held.forget(request)
    caller = request.caller if request.person else APP
    language = get_language() or "de"
    return start_basket(variant_id=variant, quantity=quantity, now=now, language=language, caller=caller)


def _not_added(request: PageRequest, slug: str, error: DomainError) -> HttpResponse:
    if request.htmx:
        return render(request, "base/components/message.html", {"text": sentence(error)}, status=422)
    messages.error(request, sentence(error))
    return redirect("product", slug=slug)


def _quantity(request: PageRequest, *, least: int) -> int:
    typed = request.POST.get("quantity", "1").strip()
    return max(least, min(int(typed), 999)) if typed.isdecimal() and len(typed) < 5 else max(least, 1)


def _vendor_pk(request: PageRequest) -> int:
    typed = request.POST.get("vendor", "")
    if not typed.isdecimal() or len(typed) > 9:
        raise NotFound("vendor")
    return int(typed)
