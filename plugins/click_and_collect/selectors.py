"""Which times can be collected at, and what is booked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Gap, Group, Offer, OfferSet, Refusal
from marketplace.baskets.rules.packing import packed_at
from marketplace.baskets.wording import moment_words, window_wording
from marketplace.money import Money
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import OpeningCalendar
from marketplace.vendors.selectors import calendars
from plugins.click_and_collect.models import CollectionPoint, Pickup, PointKind
from plugins.click_and_collect.rules import Interval, Slot, SlotVerdict, slot_key, verdicts

CODE = "click_and_collect"
ORDERING_TIME = timedelta(minutes=10)
_FREE = Money(Decimal("0.00"))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that decides about pickups at one shop at one moment.

    `opening`: when it may hand out goods, as far ahead as it looks; `taken`: windows of pickups that hold a place, by
    start.
    """

    vendor: Vendor
    point: CollectionPoint
    calendar: OpeningCalendar
    opening: Sequence[Interval]
    taken: Sequence[Interval]

    @property
    def slot_length(self) -> timedelta:
        return timedelta(minutes=self.point.slot_minutes)

    def packed(self, *, lead_days: int, now: datetime) -> datetime | None:
        """When an order of now is packed at this shop; `lead_days`: see `rules.packing.packed_at`."""
        packing = timedelta(minutes=self.vendor.packing_minutes)
        return packed_at(self.opening, now=now, packing=packing, lead_days=lead_days, zone=self.calendar.region.zone)

    def verdicts(self, *, packed: datetime | None, now: datetime) -> Iterator[SlotVerdict]:
        """Every slot ahead, with the reason against it for goods that are packed then."""
        return verdicts(
            self.opening,
            now=now,
            packed=packed,
            length=self.slot_length,
            capacity=self.point.capacity,
            taken=self.taken,
        )


def live_pickups(now: datetime) -> QuerySet[Pickup]:
    """Pickups that take a place: not cancelled, and firm or held."""
    return Pickup.objects.filter(Q(held_until__isnull=True) | Q(held_until__gt=now), cancelled_at__isnull=True)


def desks(
    vendors: Sequence[Vendor],
    now: datetime,
    *,
    without: Iterable[str] = (),
    points: Mapping[int, CollectionPoint] | None = None,
    counted: bool = True,
) -> dict[int, Desk]:
    """The desk of every vendor, by primary key; three queries at most.

    Pickups of the references `without` do not count. `points` by vendor spares reading them again. Not `counted`: who
    has a place already need not know how many others there are.
    """
    if points is None:
        rows = CollectionPoint.objects.filter(kind=PointKind.SHOP, vendor__in=[vendor.pk for vendor in vendors])
        points = {point.vendor_id: point for point in rows if point.vendor_id}
    taken: dict[int, list[Interval]] = defaultdict(list)
    if points and counted:
        ahead = (
            live_pickups(now).filter(point__in=list(points.values()), ends__gt=now).exclude(reference__in=list(without))
        )
        for point_id, starts, ends in ahead.order_by("starts").values_list("point_id", "starts", "ends"):
            taken[point_id].append((starts, ends))
    by_vendor = calendars(vendors)
    return {
        vendor.pk: _desk(vendor, points.get(vendor.pk) or CollectionPoint(), by_vendor[vendor.pk], taken, now)
        for vendor in vendors
    }


def _desk(
    vendor: Vendor,
    point: CollectionPoint,
    calendar: OpeningCalendar,
    taken: Mapping[int, Sequence[Interval]],
    now: datetime,
) -> Desk:
    opening = calendar.handover_intervals(now, now + timedelta(days=point.days_ahead))
    return Desk(vendor=vendor, point=point, calendar=calendar, opening=opening, taken=taken.get(point.pk, ()))


def offer_sets(groups: Sequence[Group], now: datetime) -> dict[int, OfferSet]:
    """Pickup times for every group, or the reason why there are none.

    Times are offered as if the order came some minutes later: who takes the first one needs a while to order.
    """
    vendors = [group.vendor for group in groups if group.vendor.offers_collect]
    by_vendor = desks(vendors, now, without=[group.reference for group in groups if group.reference])
    return {group.vendor.pk: _offer_set(group, by_vendor.get(group.vendor.pk), now) for group in groups}


def next_offers(vendors: Sequence[Vendor], now: datetime) -> dict[int, Offer]:
    """The next pickup time of every vendor that has one."""
    found, words = {}, window_wording(now)
    for pk, desk in desks([vendor for vendor in vendors if vendor.offers_collect], now).items():
        packed = desk.packed(lead_days=0, now=now + ORDERING_TIME)
        free = (verdict.slot for verdict in desk.verdicts(packed=packed, now=now) if verdict.refusal is None)
        if slot := next(free, None):
            found[pk] = _offer(slot, words)
    return found


def nothing_today(vendors: Sequence[Vendor], now: datetime) -> set[int]:
    """The vendors that collect, but at whose desk the day is full or over."""
    today = timezone.localdate(now)
    free = {pk for pk, offer in next_offers(vendors, now).items() if timezone.localdate(offer.starts) == today}
    return {vendor.pk for vendor in vendors if vendor.offers_collect} - free


def pickups(references: Iterable[str]) -> QuerySet[Pickup]:
    """Booked and held pickups with their shops."""
    return Pickup.objects.filter(reference__in=list(references)).select_related("vendor")


def open_pickup(vendor: Vendor, code: str) -> Pickup | None:
    """The shop's open pickup with this code, so that a desk finds the order by what the shopper shows. `code` as
    printed, without spaces."""
    if not code:
        return None
    return Pickup.objects.filter(vendor=vendor, code=code, collected_at=None, cancelled_at=None).first()


def why_not(vendor: Vendor, at: datetime, now: datetime, *, lead_days: int = 0) -> Refusal | None:
    """Why nothing can be collected at that moment ("why not 14:00"); None if it can."""
    desk = desks([vendor], now)[vendor.pk]
    packed = desk.packed(lead_days=lead_days, now=now + ORDERING_TIME)
    for verdict in desk.verdicts(packed=packed, now=now):
        if verdict.slot.starts <= at < verdict.slot.ends:
            return None if verdict.refusal is None else _reason(verdict.refusal, packed, now)
    state = desk.calendar.state(at)
    if state.reason and not state.is_open:
        return Refusal(code="CLOSED", message=_("Dann ist geschlossen: %(reason)s.") % {"reason": state.reason})
    return Refusal(code="CLOSED", message=_("Dann ist der Laden geschlossen."))


def _offer_set(group: Group, desk: Desk | None, now: datetime) -> OfferSet:
    if desk is None:
        return _refused("NOT_OFFERED", _("Dieser Laden bietet keine Abholung an."))
    packed = desk.packed(lead_days=group.lead_days, now=now + ORDERING_TIME)
    judged = list(desk.verdicts(packed=packed, now=now))
    words = window_wording(now)
    offers = tuple(_offer(verdict.slot, words) for verdict in judged if verdict.refusal is None)
    gaps = tuple(_gaps(judged, packed, now))
    if offers:
        return OfferSet(method_code=CODE, offers=offers, gaps=gaps)
    if not desk.opening:
        text = _("In den nächsten %(days)s Tagen hat der Laden nicht geöffnet.") % {"days": desk.point.days_ahead}
        return _refused("CLOSED", text)
    if any(verdict.refusal == "FULL" for verdict in judged):
        return _refused("FULL", _("Alle Abholzeiten der nächsten Tage sind vergeben."), gaps)
    return _refused("PACKING", _("So schnell kann der Laden die Waren nicht bereitlegen."), gaps)


def _offer(slot: Slot, words: Callable[[datetime, datetime], str]) -> Offer:
    label = words(slot.starts, slot.ends)
    return Offer(key=slot_key(slot), starts=slot.starts, ends=slot.ends, price=_FREE, label=label)


def _refused(code: str, message: str, gaps: tuple[Gap, ...] = ()) -> OfferSet:
    return OfferSet(method_code=CODE, refusal=Refusal(code=code, message=message), gaps=gaps)


def _gaps(judged: Iterable[SlotVerdict], packed: datetime | None, now: datetime) -> Iterable[Gap]:
    """Neighbouring slots that are refused for the same reason, as one stretch each."""
    start: Slot | None = None
    end: Slot | None = None
    code: str | None = None
    for verdict in (*judged, None):
        adjoins = verdict and end and verdict.refusal == code and verdict.slot.starts == end.ends
        if code and start and end and not adjoins:
            yield Gap(starts=start.starts, ends=end.ends, reason=_reason(code, packed, now))
            code = None
        if verdict and verdict.refusal:
            start = start if adjoins else verdict.slot
            end, code = verdict.slot, verdict.refusal


def _reason(code: str, packed: datetime | None, now: datetime) -> Refusal:
    if code == "FULL":
        return Refusal(code=code, message=_("Zu dieser Zeit sind alle Abholungen vergeben."))
    if packed is None:
        return Refusal(code=code, message=_("Bis dahin sind die Waren nicht bereit."))
    text = _("Die Waren sind erst dann bereit: %(when)s.") % {"when": moment_words(packed, now)}
    return Refusal(code=code, message=text)
