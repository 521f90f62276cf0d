"""A basket that was left for a while: what can still be had, and in words what cannot."""

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.baskets.selectors.shapes import Basket
from marketplace.baskets.services.plans import PlanCheck, refresh_plan
from marketplace.errors import DomainError
from storefront_templates.base.templatetags.pages import money


def renewed(seen: Basket, *, now: datetime) -> tuple[Basket, list[str]]:
    """The basket with its ways looked at once more if need be, and what has changed for the shopper."""
    if not seen.wants_check:
        return seen, []
    try:
        check = refresh_plan(seen.checkout_id, now)
    except DomainError:
        return seen, []  # the page shows what it knows; ordering asks again
    return check.basket, _changes(check)


def _changes(check: PlanCheck) -> list[str]:
    names = {group.vendor.pk: group.vendor.name for group in check.basket.groups}
    told = [
        _("%(shop)s: %(reason)s") % {"shop": names[lost.vendor_pk], "reason": lost.message}
        for lost in check.lost
        if lost.vendor_pk in names
    ]
    if not check.lost and check.price_changed:
        prices = {"now": money(check.basket.sums.fulfilment), "before": money(check.price_before)}
        told.append(_("Abholen und Bringen kosten jetzt zusammen %(now)s statt %(before)s.") % prices)
    return told
