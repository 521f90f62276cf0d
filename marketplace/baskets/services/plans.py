"""Agreeing how everything in a basket reaches the shopper, and keeping the engine's checkout in step with it.

Two halves with a commit between them: first our rows (places held, prices, version) in one transaction, then the
engine (private copy of the plan, delivery method). Dying in between leaves a plan that the engine does not know yet:
the next `recheck_plan` brings it over, and until then the checkout cannot be completed with an outdated method.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Destination, fulfilment_methods
from marketplace.baskets.models import FulfilmentPlan, PlanChoice, new_reference
from marketplace.baskets.rules.plan import HOLD
from marketplace.baskets.selectors.contents import basket_of, checkout_for, destination_of, with_plan
from marketplace.baskets.selectors.plans import destination_digest, read_choices
from marketplace.baskets.selectors.shapes import Basket
from marketplace.baskets.services.engine_plans import bring_to_engine
from marketplace.baskets.services.plan_rows import (
    Chosen,
    Lost,
    Wishes,
    cancel_place,
    lock_plan,
    placed,
    priced,
    save_choices,
)
from marketplace.errors import DomainError, NotFound
from marketplace.money import Money
from marketplace.saleor.checkouts import Checkout

KEEP_ABANDONED = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """What a fresh look at the plan found: the basket as it is now, the choices that cannot be had any more, and what
    all ways cost before."""

    basket: Basket
    lost: tuple[Lost, ...]
    price_before: Money

    @property
    def price_changed(self) -> bool:
        return self.basket.sums.fulfilment != self.price_before

    @property
    def holds(self) -> bool:
        """True if nothing has changed for the shopper."""
        return not self.lost and not self.price_changed


def update_plan(
    checkout_id: str, choices: Mapping[int, Chosen], now: datetime, *, destination: Destination | None = None
) -> Basket:
    """Choose ways for some or all vendors (by primary key), hold their places, and tell the engine once all have one.

    Only offers of the methods are taken, at their prices. `destination` is a postal code that the shopper named before
    an address. Other vendors' choices stay as far as they still hold. Raises NotFound (checkout, or a vendor that is
    not in the basket), DomainError: METHOD_UNKNOWN, OFFER_GONE, OFFER_FULL, the methods' own refusals, ORDERED,
    VENDOR_BLOCKED; SaleorUnreachable. After a refusal the plan is as before.
    """
    checkout = checkout_for(checkout_id)
    seen = basket_of(checkout, now)
    _refuse_strangers(seen, choices)
    return _agree(checkout, seen, choices, destination or seen.destination, now).basket


def refresh_plan(checkout_id: str, now: datetime) -> PlanCheck:
    """Look at the whole plan once more, e.g. after goods changed, and show what comes out.

    What still holds is kept for a further while at today's price; what does not is named in `lost` and stays marked, so
    that `basket.missing` says so. The engine's delivery method is asked anew, and set again where a stranger, a new
    price or changed goods put it out of order. Raises NotFound, DomainError PLAN_OVERTAKEN, SaleorUnreachable.
    """
    checkout = checkout_for(checkout_id)
    seen = basket_of(checkout, now)
    return _agree(checkout, seen, {}, seen.destination, now)


def recheck_plan(checkout_id: str, now: datetime) -> PlanCheck:
    """`refresh_plan` for the moment of ordering: what the shopper has seen must still be so.

    Raises DomainError PLAN_CHANGED otherwise (details: vendors, price). The plan is the renewed one then: shown to the
    shopper and ordered again, it is what they agreed to.
    """
    check = refresh_plan(checkout_id, now)
    if check.holds:
        return check
    text = _("Der Preis für Abholung und Lieferung hat sich geändert. Bitte sehen Sie die Summe noch einmal an.")
    raise DomainError(
        "PLAN_CHANGED",
        check.lost[0].message if check.lost else text,
        vendors=[lost.vendor_pk for lost in check.lost],
        price=check.basket.sums.fulfilment,
    )


@transaction.atomic
def close_plan(checkout_id: str, order_id: str, *, now: datetime) -> None:
    """An order exists: the plan is final. As often as one likes; unknown checkouts are fine."""
    FulfilmentPlan.objects.filter(checkout_id=checkout_id, order_id=None).update(order_id=order_id, changed_at=now)


@transaction.atomic
def delete_abandoned_plans(*, now: datetime) -> int:
    """Forget plans that nobody came back to for two months; those that were ordered stay. The number of them."""
    old = FulfilmentPlan.objects.filter(order_id=None, changed_at__lt=now - KEEP_ABANDONED)
    number = old.count()
    old.delete()
    return number


def _agree(
    checkout: Checkout, seen: Basket, choices: Mapping[int, Chosen], destination: Destination | None, now: datetime
) -> PlanCheck:
    if not choices and not any(group.choice for group in seen.groups):
        return PlanCheck(basket=seen, lost=(), price_before=seen.sums.fulfilment)
    with transaction.atomic():
        plan = lock_plan(checkout.id, checkout.total.currency, now=now)
        wishes = _settle(plan, seen, choices, checkout, destination, now)
    read_choices(plan)
    checkout = bring_to_engine(checkout, plan)
    if checkout.voucher_code:  # what it takes off may depend on where goods go and what that costs
        basket = basket_of(checkout_for(checkout.id), now, plan=plan)
    else:
        basket = with_plan(seen, checkout, plan, now)
    return PlanCheck(basket=basket, lost=tuple(wishes.lost), price_before=seen.sums.fulfilment)


def _settle(
    plan: FulfilmentPlan,
    seen: Basket,
    choices: Mapping[int, Chosen],
    checkout: Checkout,
    destination: Destination | None,
    now: datetime,
) -> Wishes:
    """Hold, price and write down what was chosen now and before; the plan's row is locked."""
    before = {choice.vendor_id: choice for choice in plan.choices.all()}
    wishes = _wishes(seen, before, choices)
    references = {pk: before[pk].reference if pk in before else new_reference() for pk in wishes.chosen}
    prices = priced(wishes, destination)
    bookings = placed(wishes, references, plan, destination, now=now)
    if wishes.lost:
        prices = priced(wishes, destination)
    bookings = {pk: booking for pk, booking in bookings.items() if pk in prices}
    for pk, booking in bookings.items():
        if pk in before and before[pk].method != booking.method_code:
            cancel_place(before[pk].method, before[pk].reference, now=now)
    changed = save_choices(plan, before, wishes, prices, bookings, references)
    _save_plan(plan, seen, wishes, checkout, destination, changed=changed, now=now)
    return wishes


def _save_plan(
    plan: FulfilmentPlan,
    seen: Basket,
    wishes: Wishes,
    checkout: Checkout,
    destination: Destination | None,
    *,
    changed: bool,
    now: datetime,
) -> None:
    brings = any(fulfilment_methods[chosen.method].needs_address for chosen in wishes.chosen.values())
    digest = destination_digest(checkout.shipping_address) if brings and destination_of(checkout) else ""
    complete = bool(seen.groups) and wishes.chosen.keys() == {group.vendor.pk for group in seen.groups}
    postal_code = destination.postal_code if destination else plan.postal_code
    after = (digest, complete, postal_code)
    if not changed and after == (plan.destination, plan.is_complete, plan.postal_code):
        if plan.changed_at <= now - HOLD:  # the places are held anew, and nobody need look again before that ends
            plan.changed_at = now
            plan.save(update_fields=["changed_at"])
        return
    plan.destination, plan.is_complete, plan.postal_code = after
    plan.version += 1
    plan.changed_at = now
    plan.save()


def _wishes(seen: Basket, before: Mapping[int, PlanChoice], choices: Mapping[int, Chosen]) -> Wishes:
    """The new choices, and those of before for the other groups; nothing for groups that are blocked."""
    groups = {group.vendor.pk: group.group for group in seen.groups if not group.blocked}
    chosen = {
        pk: Chosen(method=choice.method, offer_key=choice.offer_key)
        for pk, choice in before.items()
        if pk in groups and fulfilment_methods.get(choice.method)
    }
    return Wishes(groups=groups, chosen=chosen | dict(choices), new=frozenset(choices))


def _refuse_strangers(seen: Basket, choices: Mapping[int, Chosen]) -> None:
    groups = {group.vendor.pk: group for group in seen.groups}
    for pk, chosen in choices.items():
        if pk not in groups:
            raise NotFound("vendorId")
        if blocked := groups[pk].blocked:
            raise DomainError("VENDOR_BLOCKED", blocked.message, field="vendorId", vendors=[pk])
        if fulfilment_methods.get(chosen.method) is None:
            raise DomainError("METHOD_UNKNOWN", _("Diesen Weg gibt es nicht."), field="method")
