"""Keeping the plan's rows. Everything here happens inside one transaction behind the plan's row; nothing calls out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import (
    Booking,
    Destination,
    FulfilmentMethod,
    Group,
    OrderPart,
    fulfilment_methods,
)
from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.rules.plan import HOLD
from marketplace.baskets.selectors.plans import lines_by_vendor, read_choices
from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.saleor.checkouts import Checkout


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What a shopper wishes for one vendor: a method and one of its offers."""

    method: str
    offer_key: str


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A choice that was agreed and cannot be had any more, and why."""

    vendor_pk: int
    code: str
    message: str


@dataclass(kw_only=True)
class Wishes:
    """The groups to find a way for, and what is wished for them. `new` are the vendors that were chosen for just now:
    a refusal of theirs is raised; a refusal of the others is collected in `lost`."""

    groups: Mapping[int, Group]
    chosen: dict[int, Chosen]
    new: frozenset[int]
    lost: list[Lost] = field(default_factory=list)

    def drop(self, refusal: DomainError) -> None:
        """Give up the wishes that the refusal names; raise it if one of them is new or it names none."""
        concerned = refusal.details.get("vendors")
        vendors = {pk for pk in concerned if pk in self.chosen} if isinstance(concerned, list) else set()
        if not vendors or vendors & self.new:
            raise refusal
        for pk in vendors:
            del self.chosen[pk]
            self.lost.append(Lost(vendor_pk=pk, code=refusal.code, message=str(refusal.message)))


def lock_plan(checkout_id: str, currency: str, *, now: datetime) -> FulfilmentPlan:
    """The plan's row, made where missing, locked until the transaction ends. Raises DomainError ORDERED."""
    rows = FulfilmentPlan.objects.select_for_update().filter(checkout_id=checkout_id)
    plan = rows.first()
    if plan is None:
        new = FulfilmentPlan(checkout_id=checkout_id, currency=currency, changed_at=now)
        FulfilmentPlan.objects.bulk_create([new], ignore_conflicts=True)
        plan = rows.get()
    if plan.order_id:
        raise DomainError("ORDERED", _("Dieser Korb ist schon bestellt."))
    return plan


@transaction.atomic
def note_changed_lines(checkout: Checkout, *, now: datetime) -> FulfilmentPlan | None:
    """Mark the choices whose goods changed, and give up those whose vendor has no goods in the basket any more.

    With a vendor the others' shares of a common price change, so choices by the same method are marked too.
    """
    plan = FulfilmentPlan.objects.select_for_update().filter(checkout_id=checkout.id, order_id=None).first()
    if plan is None:
        return None
    pieces = lines_by_vendor((line.variant_id, line.quantity) for line in checkout.lines)
    choices = list(plan.choices.all())
    gone = [choice for choice in choices if choice.vendor_id not in pieces]
    disturbed = {choice.method for choice in gone}
    for choice in gone:
        give_up(choice, now=now)
    stale = [
        choice
        for choice in choices
        if choice not in gone and (choice.lines != pieces[choice.vendor_id] or choice.method in disturbed)
    ]
    PlanChoice.objects.filter(pk__in=[choice.pk for choice in stale]).update(is_stale=True)
    newcomers = pieces.keys() - {choice.vendor_id for choice in choices}
    if gone or stale or newcomers:
        plan.is_complete, plan.changed_at = False, now
        plan.save(update_fields=["is_complete", "changed_at"])
    read_choices(plan)
    return plan


def give_up(choice: PlanChoice, *, now: datetime) -> None:
    """Delete a choice and free its place."""
    cancel_place(choice.method, choice.reference, now=now)
    PlanChoice.objects.filter(pk=choice.pk).delete()


def cancel_place(method_code: str, reference: str, *, now: datetime) -> None:
    method = fulfilment_methods.get(method_code)
    if method is not None:
        method.cancel(reference, now=now)


def priced(wishes: Wishes, destination: Destination | None) -> dict[int, Money]:
    """What each wish costs, by vendor; wishes that cannot be had are dropped from `wishes` or raised."""
    found: dict[int, Money] = {}
    for method in fulfilment_methods:
        while taken := _taken_by(method, wishes):
            keys = {pk: wishes.chosen[pk].offer_key for pk in taken}
            undecided = [group for pk, group in wishes.groups.items() if pk not in wishes.chosen]
            try:
                found |= method.prices([wishes.groups[pk] for pk in taken], keys, destination, undecided=undecided)
                break
            except DomainError as refusal:
                wishes.drop(refusal)
    return found


def placed(
    wishes: Wishes,
    references: Mapping[int, str],
    plan: FulfilmentPlan,
    destination: Destination | None,
    *,
    now: datetime,
) -> dict[int, Booking]:
    """A place held for every wish, by vendor; those that are full or gone are dropped from `wishes` or raised.

    Methods are asked in the order of registration, and each takes its own locks in its own order: two baskets that want
    the same places in another order wait for each other, but never for ever.
    """
    found: dict[int, Booking] = {}
    for method in fulfilment_methods:
        while taken := _taken_by(method, wishes):
            asked = [
                (_part(wishes.groups[pk], references[pk], plan, destination), wishes.chosen[pk].offer_key)
                for pk in taken
            ]
            try:
                booked = method.book_together(asked, until=now + HOLD, now=now)
                found |= {pk: booked[references[pk]] for pk in taken}
                break
            except DomainError as refusal:
                wishes.drop(refusal)
    return found


def _taken_by(method: FulfilmentMethod, wishes: Wishes) -> Sequence[int]:
    return sorted(pk for pk, chosen in wishes.chosen.items() if chosen.method == method.code)


def _part(group: Group, reference: str, plan: FulfilmentPlan, destination: Destination | None) -> OrderPart:
    return OrderPart(
        reference=reference,
        order_reference=plan.checkout_id,
        vendor=group.vendor,
        quantity=group.quantity,
        lead_days=group.lead_days,
        destination=destination,
    )


def save_choices(
    plan: FulfilmentPlan,
    held: Mapping[int, PlanChoice],
    wishes: Wishes,
    prices: Mapping[int, Money],
    bookings: Mapping[int, Booking],
    references: Mapping[int, str],
) -> bool:
    """Write the choices that hold and mark those that do not; True if anything that was agreed changed. `held` are the
    choices as they were, by vendor."""
    changed = False
    fresh = []
    for pk, booking in bookings.items():
        choice = held.get(pk)
        if choice is None:
            choice = PlanChoice(plan=plan, vendor=wishes.groups[pk].vendor, reference=references[pk])
            fresh.append(choice)
        changed |= _note(choice, booking, prices[pk].amount, wishes.groups[pk])
    PlanChoice.objects.bulk_create(fresh)
    for lost in wishes.lost:
        rows = PlanChoice.objects.filter(plan=plan, vendor=lost.vendor_pk)
        changed |= bool(rows.exclude(stale_reason=lost.message).update(is_stale=True, stale_reason=lost.message))
    return changed


def _note(choice: PlanChoice, booking: Booking, price: Decimal, group: Group) -> bool:
    """Write on the choice what holds now, and store it if it was stored before; True if that is something new."""
    values = {
        "method": booking.method_code,
        "offer_key": booking.offer_key,
        "starts": booking.starts,
        "ends": booking.ends,
        "price": price,
        "lines": {line.variant_id: line.quantity for line in group.lines},
        "is_stale": False,
        "stale_reason": "",
    }
    if choice.pk and all(getattr(choice, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(choice, name, value)
    if choice.pk:
        choice.save()
    return True
