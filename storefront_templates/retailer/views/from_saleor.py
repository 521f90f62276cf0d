"""From Saleor's Dashboard to the counter: an order or product that somebody looks at there.

The Dashboard opens our address in a new tab and adds the object's global id as `orderId` or `productId`.
https://docs.saleor.io/developer/extending/apps/extending-dashboard-with-apps
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.accounts.access import signed_in
from marketplace.catalogue.selectors.listings import listing_for, listings_by_product
from marketplace.errors import NotFound
from marketplace.orders.selectors.access import parts_open_to


@signed_in
@require_safe
def order(request: HttpRequest) -> HttpResponse:
    """The parts of the order that the person may see; a single one is opened at once. Raises NotFound if none."""
    parts = parts_open_to(request.person, request.GET.get("orderId", ""))  # type: ignore[attr-defined]
    if len(parts) == 1:
        return redirect("retailer:order", vendor=parts[0].vendor.slug, pk=parts[0].pk)
    return render(request, "retailer/parts.html", {"parts": parts, "now": timezone.now()})


@signed_in
@require_safe
def product(request: HttpRequest) -> HttpResponse:
    """The article behind its counter. Raises NotFound for missing and foreign ones alike."""
    wanted = request.GET.get("productId", "")
    found = listings_by_product([wanted]).get(wanted)
    if found is None:
        raise NotFound("productId")
    listing = listing_for(request.person, found.pk)  # type: ignore[attr-defined]
    return redirect("retailer:edit_product", vendor=listing.vendor.slug, pk=listing.pk)
