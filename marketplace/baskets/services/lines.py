"""Goods into the basket and out of it. The engine keeps the lines; a changed group's way must be checked again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.baskets.selectors.contents import basket_of, checkout_for
from marketplace.baskets.selectors.shapes import Basket
from marketplace.baskets.services.plan_rows import note_changed_lines
from marketplace.catalogue.models import Listing, StockKind
from marketplace.catalogue.selectors.listings import listings_by_variant
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import checkouts
from marketplace.saleor.checkouts import Checkout, LineInput
from marketplace.saleor.client import APP, Caller, SaleorRefused

_ONLY = re.compile(r"Only (\d+) remaining")


def start_basket(
    *, variant_id: str, quantity: int = 1, now: datetime, language: str = "de", caller: Caller = APP
) -> Basket:
    """A new basket with its first article; `checkout_id` of the answer is the capability to it.

    With a person's own token as `caller` the basket belongs to their account. Raises DomainError NOT_OFFERED,
    INSUFFICIENT_STOCK (details: available), QUANTITY_GREATER_THAN_LIMIT, SaleorUnreachable.
    """
    listing = _offered(variant_id)
    with _in_words_of_the_shop(listing):
        lines = [LineInput(variant_id=variant_id, quantity=_positive(quantity))]
        return basket_of(checkouts.create_checkout(lines=lines, language=language, caller=caller), now)


def add_line(*, checkout_id: str, variant_id: str, quantity: int = 1, now: datetime) -> Basket:
    """Put pieces into the basket; they add up with those that are in it. Raises like `start_basket`, and NotFound."""
    listing = _offered(variant_id)
    with _in_words_of_the_shop(listing):
        lines = [LineInput(variant_id=variant_id, quantity=_positive(quantity))]
        return _changed(checkouts.add_lines(id=checkout_id, lines=lines), now)


def change_quantity(*, checkout_id: str, line_id: str, quantity: int, now: datetime) -> Basket:
    """Set a line's pieces; 0 takes it out. Raises like `add_line`."""
    if quantity <= 0:
        return remove_line(checkout_id=checkout_id, line_id=line_id, now=now)
    with _in_words_of_the_shop(None):
        return _changed(checkouts.update_lines(id=checkout_id, quantities={line_id: quantity}), now)


def remove_line(*, checkout_id: str, line_id: str, now: datetime) -> Basket:
    """Take a line out. Raises NotFound, SaleorUnreachable."""
    with _in_words_of_the_shop(None):
        return _changed(checkouts.delete_lines(id=checkout_id, line_ids=[line_id]), now)


def remove_group(*, checkout_id: str, vendor_pk: int, now: datetime) -> Basket:
    """Take out everything of one vendor, e.g. of a shop that is closed. Raises NotFound, SaleorUnreachable."""
    seen = basket_of(checkout_for(checkout_id), now)
    group = next((group for group in seen.groups if group.vendor.pk == vendor_pk), None)
    if group is None:
        raise NotFound("vendorId")
    return _changed(checkouts.delete_lines(id=checkout_id, line_ids=[line.line_id for line in group.lines]), now)


def _changed(checkout: Checkout, now: datetime) -> Basket:
    plan = note_changed_lines(checkout, now=now)
    return basket_of(checkout, now, plan=plan)


def _offered(variant_id: str) -> Listing:
    """The listing of a variant that is for sale on the market now. Raises DomainError NOT_OFFERED."""
    listing = listings_by_variant([variant_id]).get(variant_id)
    if (
        listing is None
        or not listing.is_published
        or listing.stock_kind == StockKind.VIEW_ONLY
        or not (listing.vendor.is_published and listing.vendor.sells)
    ):
        raise DomainError("NOT_OFFERED", _("Diese Ware wird gerade nicht verkauft."), field="variantId")
    return listing


def _positive(quantity: int) -> int:
    if quantity < 1:
        raise DomainError("ZERO_QUANTITY", _("Bitte nehmen Sie mindestens ein Stück."), field="quantity")
    return quantity


@contextmanager
def _in_words_of_the_shop(listing: Listing | None) -> Iterator[None]:
    """Turn the engine's refusals about stock into a sentence that says what is left."""
    try:
        yield
    except SaleorRefused as refusal:
        if refusal.code == "NOT_FOUND":
            raise _lost(refusal) from refusal
        if refusal.code != "INSUFFICIENT_STOCK":
            raise
        raise _too_few(refusal, listing) from refusal


def _lost(refusal: SaleorRefused) -> NotFound:
    """The engine names the field of a line that is gone; otherwise it is the checkout."""
    if "line" in (refusal.field or "").lower():
        return NotFound("lineId", _("Dieser Artikel liegt nicht mehr im Korb."))
    return NotFound("checkoutId", _("Diesen Korb gibt es nicht mehr."))


def _too_few(refusal: SaleorRefused, listing: Listing | None) -> DomainError:
    told = _ONLY.search(str(refusal.errors[0].get("message") or ""))
    left = int(told[1]) if told else None
    name = listing.name if listing else _("dieser Ware")
    if left is None:
        text = _("Von %(article)s ist nicht mehr genug da. Bitte verringern Sie die Menge.") % {"article": name}
    elif left == 0:
        text = _("Von %(article)s ist nichts mehr da.") % {"article": name}
    else:
        text = ngettext(
            "Von %(article)s ist nur noch %(left)s Stück da.", "Von %(article)s sind nur noch %(left)s Stück da.", left
        ) % {"article": name, "left": left}
    return DomainError("INSUFFICIENT_STOCK", text, field="quantity", available=left)
