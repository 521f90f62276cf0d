"""Taking, keeping and giving back places at a shop's pickup desk, and handing over against a code.

Lock order: the collection point (claims places), then the pickup.
"""

from collections.abc import Collection, Container, Sequence
from datetime import datetime, timedelta
from random import Random, SystemRandom

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Booking, OrderPart
from marketplace.errors import DomainError
from marketplace.vendors.models import Vendor
from plugins.click_and_collect import rules
from plugins.click_and_collect.models import CollectionPoint, Pickup, PointKind
from plugins.click_and_collect.selectors import CODE, Desk, desks

KEEP_EXPIRED = timedelta(days=2)


@transaction.atomic
def book_pickups(
    wishes: Sequence[tuple[OrderPart, str]], *, until: datetime | None, now: datetime
) -> dict[str, Pickup]:
    """Hold (`until`) or fix (None) a pickup time for each part of an order, all or none. Pickups by reference.

    The same reference and time again prolongs or fixes the place it has; another time moves it, and the old place is
    free at once. A firm pickup stays firm. Fixing a place whose hold has run out succeeds even if others took the slot
    meanwhile: the order exists, so its promise is kept, one over capacity.
    Raises DomainError OFFER_GONE (no such time any more) or OFFER_FULL; nothing is changed then.
    """
    points = _locked_points([part.vendor for part, _key in wishes])
    references = [part.reference for part, _key in wishes]
    rows = Pickup.objects.select_for_update().filter(reference__in=references).order_by("pk")
    held = {each.reference: each for each in rows}
    keeping = [_has_place(held.get(part.reference), key, now) for part, key in wishes]
    vendors = [part.vendor for part, _key in wishes]
    by_vendor = desks(vendors, now, without=references, points=points, counted=not all(keeping))
    random = SystemRandom()
    for (part, offer_key), keeps in zip(wishes, keeping, strict=True):
        pickup = held.setdefault(part.reference, Pickup(reference=part.reference, vendor=part.vendor))
        pickup.point = points[part.vendor.pk]
        _place(pickup, part, offer_key, by_vendor[part.vendor.pk], has_place=keeps, until=until, now=now)
        _hold_or_fix(pickup, until, random)
    _save(held.values(), {part.reference for (part, _key), keeps in zip(wishes, keeping, strict=True) if keeps}, until)
    return held


@transaction.atomic
def cancel_pickup(reference: str, *, now: datetime) -> None:
    """Free the place. Unknown, cancelled and collected pickups stay as they are."""
    pickup = Pickup.objects.select_for_update().filter(reference=reference).first()
    if pickup and not pickup.collected_at and not pickup.cancelled_at:
        pickup.cancelled_at = now
        pickup.save(update_fields=["cancelled_at"])


@transaction.atomic
def delete_expired_holds(*, now: datetime) -> int:
    """Remove holds that ran out days ago; the number of them.

    They have taken no place since, but until then a late order can still fix the time that it was promised.
    """
    return Pickup.objects.filter(held_until__lte=now - KEEP_EXPIRED).delete()[0]


def check_code(reference: str, typed: str, *, now: datetime) -> None:
    """Raise DomainError unless this is the code of a pickup that may be handed over now; see the protocol.

    A wrong code is counted in a transaction of its own, so that a caller who rolls back does not forget it.
    """
    if wrong := _judge_code(reference, typed, now=now):
        raise wrong


@transaction.atomic(durable=True)
def _judge_code(reference: str, typed: str, *, now: datetime) -> DomainError | None:
    pickup = Pickup.objects.select_for_update().filter(reference=reference).first()
    if pickup is None or pickup.cancelled_at or not pickup.code:
        return DomainError("NOT_BOOKED", _("Zu dieser Bestellung gibt es keine Abholung."))
    if pickup.collected_at:
        return DomainError("HANDED_OVER", _("Diese Waren sind schon abgeholt."), field="code")
    guard = rules.Guard(attempts=pickup.wrong_codes, last_attempt=pickup.last_wrong_code)
    if rules.is_locked(guard, now=now):
        text = _("Zu viele falsche Codes. Bitte warten Sie eine Viertelstunde oder rufen Sie den Markt an.")
        return DomainError("CODE_LOCKED", text, field="code")
    if rules.is_code(typed, reference=reference, code=pickup.code):
        return None
    guard = rules.after_wrong_code(guard, now=now)
    pickup.wrong_codes, pickup.last_wrong_code = guard.attempts, guard.last_attempt
    pickup.save(update_fields=["wrong_codes", "last_wrong_code"])
    text = _("Der Code stimmt nicht. Bitte lassen Sie sich den Code noch einmal zeigen.")
    return DomainError("CODE_WRONG", text, field="code", attempts_left=rules.MAX_ATTEMPTS - guard.attempts)


@transaction.atomic
def complete_pickup(reference: str, *, now: datetime) -> Pickup:
    """Record the hand-over, once. Raises DomainError HANDED_OVER the second time, NOT_BOOKED if nothing is firm."""
    pickup = Pickup.objects.select_for_update().filter(reference=reference).first()
    if pickup is None or pickup.cancelled_at or not pickup.code:
        raise DomainError("NOT_BOOKED", _("Zu dieser Bestellung gibt es keine Abholung."))
    if pickup.collected_at:
        raise DomainError("HANDED_OVER", _("Diese Waren sind schon abgeholt."), field="code")
    pickup.collected_at = now
    pickup.save(update_fields=["collected_at"])
    return pickup


@transaction.atomic
def set_desk(vendor: Vendor, *, slot_minutes: int, capacity: int, days_ahead: int) -> CollectionPoint:
    """How a shop hands out goods: the length of a slot, pickups per slot, and how many days ahead can be booked."""
    point = _locked_points([vendor])[vendor.pk]
    point.slot_minutes, point.capacity, point.days_ahead = slot_minutes, capacity, days_ahead
    point.save()
    return point


def booking_of(pickup: Pickup) -> Booking:
    """The pickup in the market's words."""
    slot = rules.Slot(starts=pickup.starts, ends=pickup.ends)
    return Booking(
        reference=pickup.reference,
        method_code=CODE,
        offer_key=rules.slot_key(slot),
        starts=pickup.starts,
        ends=pickup.ends,
        ready_by=pickup.ready_by,
        until=pickup.held_until,
    )


def _locked_points(vendors: Sequence[Vendor]) -> dict[int, CollectionPoint]:
    """The shops' points, made where missing, locked in the order of their keys."""
    locked = CollectionPoint.objects.select_for_update().filter(kind=PointKind.SHOP, vendor__in=vendors).order_by("pk")
    points = {point.vendor_id: point for point in locked}
    if missing := [vendor for vendor in vendors if vendor.pk not in points]:
        made = [CollectionPoint(kind=PointKind.SHOP, vendor=vendor) for vendor in missing]
        CollectionPoint.objects.bulk_create(made, ignore_conflicts=True)
        points = {point.vendor_id: point for point in locked.all()}
    return {vendor.pk: points[vendor.pk] for vendor in vendors}


def _is_at(pickup: Pickup | None, offer_key: str) -> bool:
    """True if the pickup is at the wished time, even if its hold ran out."""
    return pickup is not None and not pickup.cancelled_at and pickup.starts == rules.starts_of(offer_key)


def _has_place(pickup: Pickup | None, offer_key: str, now: datetime) -> bool:
    return pickup is not None and _is_at(pickup, offer_key) and (not pickup.held_until or pickup.held_until > now)


def _place(
    pickup: Pickup,
    part: OrderPart,
    offer_key: str,
    desk: Desk,
    *,
    has_place: bool,
    until: datetime | None,
    now: datetime,
) -> None:
    """Give the pickup the slot it wishes, or leave it the place it has; the desk's point is locked."""
    if pickup.collected_at:
        raise DomainError("HANDED_OVER", _("Diese Waren sind schon abgeholt."), vendors=[part.vendor.pk])
    if until is None and pickup.pk and _is_at(pickup, offer_key):
        return
    starts = rules.starts_of(offer_key)
    slot = rules.slot_at(desk.opening, starts, length=desk.slot_length) if starts else None
    packed = desk.packed(lead_days=part.lead_days, now=now)
    if slot is None or packed is None or slot.starts < packed:
        text = _("Diese Abholzeit gibt es nicht mehr. Bitte wählen Sie eine andere.")
        raise DomainError("OFFER_GONE", text, vendors=[part.vendor.pk])
    if not has_place and rules.refusal(slot, packed=packed, capacity=desk.point.capacity, taken=desk.taken):
        text = _("Diese Abholzeit ist gerade vergeben worden. Bitte wählen Sie eine andere.")
        raise DomainError("OFFER_FULL", text, vendors=[part.vendor.pk])
    pickup.starts, pickup.ends, pickup.ready_by, pickup.cancelled_at = slot.starts, slot.ends, slot.starts, None


def _hold_or_fix(pickup: Pickup, until: datetime | None, random: Random) -> None:
    if until is None or pickup.code:
        pickup.held_until = None
        pickup.code = pickup.code or _unused_code(pickup.vendor, random)
    else:
        pickup.held_until = until


def _save(pickups: Collection[Pickup], kept: Container[str], until: datetime | None) -> None:
    """Write the pickups; those that only keep their place for longer in one statement."""
    prolonged = [pickup.pk for pickup in pickups if until and pickup.held_until and pickup.reference in kept]
    if prolonged:
        Pickup.objects.filter(pk__in=prolonged).update(held_until=until)
    fresh = [pickup for pickup in pickups if pickup.pk is None]
    for pickup in pickups:
        if pickup.pk is not None and pickup.pk not in prolonged:
            pickup.save()
    Pickup.objects.bulk_create(fresh)


def _unused_code(vendor: Vendor, random: Random) -> str:
    """A code that no other open pickup of the shop has; the shop's point is locked, so nobody takes it meanwhile."""
    used = set(
        Pickup.objects.filter(vendor=vendor, collected_at=None, cancelled_at=None).values_list("code", flat=True)
    )
    while (code := rules.new_code(random)) in used:
        pass
    return code
