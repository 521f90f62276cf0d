"""Tours that can be taken, what they cost, and what is booked on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Destination, Gap, Group, Offer, OfferSet, Refusal
from marketplace.baskets.rules.packing import Interval, is_open_between, packed_at
from marketplace.baskets.wording import window_words
from marketplace.money import Money
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import OpeningCalendar
from marketplace.vendors.selectors import calendars
from plugins.pooled_delivery import rules
from plugins.pooled_delivery.models import Load, Tour, Zone

CODE = "pooled_delivery"
AHEAD = timedelta(days=15)
ORDERING_TIME = timedelta(minutes=10)
_KEY = "tour-"


@dataclass(frozen=True, kw_only=True)
class Runs:
    """All that decides about tours to one place at one moment.

    `taken`: stops at shoppers by tour; `own`: tours on which the basket itself has a place already.
    """

    zone: Zone | None
    tours: Sequence[Tour]
    taken: Mapping[int, int]
    own: frozenset[int]
    calendars: Mapping[int, OpeningCalendar]
    opening: Mapping[int, Sequence[Interval]]

    def refusal(self, tour: Tour, vendor: Vendor, *, lead_days: int, now: datetime) -> str | None:
        """Why the shop's goods cannot ride on the tour if they are ordered now: a code of `rules.refusal`, or None."""
        opening = self.opening[vendor.pk]
        packed = packed_at(
            opening,
            now=now,
            packing=timedelta(minutes=vendor.packing_minutes),
            lead_days=lead_days,
            zone=self.calendars[vendor.pk].region.zone,
        )
        return rules.refusal(
            times_of(tour),
            rules.Filling(taken=self.taken.get(tour.pk, 0), capacity=tour.capacity),
            now=now,
            packed=packed,
            shop_is_open=is_open_between(opening, tour.collects_at, max(tour.starts, tour.collects_at + _A_MOMENT)),
            has_a_place=tour.pk in self.own,
        )


_A_MOMENT = timedelta(minutes=1)


def live_loads(now: datetime) -> QuerySet[Load]:
    """Loads that take a place: not cancelled, and firm or held."""
    return Load.objects.filter(Q(held_until__isnull=True) | Q(held_until__gt=now), cancelled_at__isnull=True)


def stops_taken(tours: Iterable[Tour], now: datetime) -> dict[int, int]:
    """How many shoppers each tour calls at, or keeps a place for."""
    rows = live_loads(now).filter(drop__tour__in=[tour.pk for tour in tours])
    counted = rows.order_by().values("drop__tour").annotate(stops=Count("drop", distinct=True))
    return {row["drop__tour"]: row["stops"] for row in counted}


def open_tours(now: datetime, *, zone: Zone | None = None) -> QuerySet[Tour]:
    """Tours that still take orders, in order of time; with `zone` those that drive there."""
    rows = Tour.objects.filter(cut_off__gt=now, starts__lt=now + AHEAD, cancelled_at=None)
    return rows.filter(pattern__zones=zone) if zone else rows


def zone_of(destination: Destination | None) -> Zone | None:
    """The zone of a place, if tours drive there."""
    if destination is None:
        return None
    return Zone.objects.filter(postal_code=destination.postal_code.strip()).first()


def runs(
    vendors: Sequence[Vendor],
    zone: Zone | None,
    now: datetime,
    *,
    tours: Sequence[Tour],
    references: Sequence[str] = (),
    orders: Sequence[str] = (),
) -> Runs:
    """Gather what decides about these tours and shops. Two queries, and one more with `references` or `orders`: who has
    a place under one of them needs no other."""
    by_vendor = calendars(vendors)
    mine = Q(reference__in=references) | Q(drop__order_reference__in=orders)
    own = live_loads(now).filter(mine).values_list("drop__tour", flat=True) if references or orders else ()
    return Runs(
        zone=zone,
        tours=tours,
        taken=stops_taken(tours, now),
        own=frozenset(own),
        calendars=by_vendor,
        opening={pk: calendar.handover_intervals(now, now + AHEAD) for pk, calendar in by_vendor.items()},
    )


def runs_with_place(vendors: Sequence[Vendor], tours: Sequence[Tour], now: datetime) -> Runs:
    """The same for goods that have a place on these tours: only time can take it from them. At most one query."""
    by_vendor = calendars(vendors)
    return Runs(
        zone=None,
        tours=tours,
        taken={},
        own=frozenset(tour.pk for tour in tours),
        calendars=by_vendor,
        opening={pk: calendar.handover_intervals(now, now + AHEAD) for pk, calendar in by_vendor.items()},
    )


def offer_sets(groups: Sequence[Group], destination: Destination | None, now: datetime) -> dict[int, OfferSet]:
    """Tours for every group, or the reason why there is none. Five queries, whatever the number of groups."""
    zone = zone_of(destination)
    riding = [group for group in groups if not refusal_of_goods(group)]
    tours = list(open_tours(now, zone=zone)) if zone and riding else []
    references = [group.reference for group in groups if group.reference]
    known = runs([group.vendor for group in riding], zone, now, tours=tours, references=references)
    common = refusal_of_place(destination, zone) or refusal_of_sum(riding, zone)
    return {
        group.vendor.pk: _refused(reason)
        if (reason := refusal_of_goods(group) or common)
        else _rides(group, known, now)
        for group in groups
    }


def loads(references: Iterable[str]) -> QuerySet[Load]:
    """Booked and held loads with what describes them."""
    return Load.objects.filter(reference__in=list(references)).select_related("drop__tour")


def next_offers(vendors: Sequence[Vendor], destination: Destination | None, now: datetime) -> dict[int, Offer]:
    """The next tour of every vendor that has one. Without a destination: to the zone named first."""
    riding = [vendor for vendor in vendors if vendor.offers_delivery]
    zone = zone_of(destination) if destination else Zone.objects.filter(patterns__isnull=False).first()
    if zone is None or not riding:
        return {}
    known = runs(riding, zone, now, tours=list(open_tours(now, zone=zone)))
    then = now + ORDERING_TIME
    found = {}
    for vendor in riding:
        free = (tour for tour in known.tours if not known.refusal(tour, vendor, lead_days=0, now=then))
        if tour := next(free, None):
            found[vendor.pk] = _offer(tour, zone, now)
    return found


def refusal_of_goods(group: Group) -> Refusal | None:
    """Why goods of this group ride on no tour at all."""
    if not group.vendor.offers_delivery:
        return Refusal(code="NOT_OFFERED", message=_("Dieser Laden liefert nicht."))
    if stays := next((line.listing for line in group.lines if not line.listing.deliverable), None):
        text = _("„%(article)s“ kann nicht geliefert werden.") % {"article": stays.name}
        return Refusal(code="ARTICLE_NOT_DELIVERABLE", message=text)
    return None


def refusal_of_place(destination: Destination | None, zone: Zone | None) -> Refusal | None:
    """Why no tour drives there."""
    if destination is None:
        text = _("Geben Sie Ihre Postleitzahl an, dann zeigen wir die Liefertage.")
        return Refusal(code="ADDRESS_MISSING", message=text)
    if zone is None:
        text = _("Nach %(postal_code)s fährt keine Tour.") % {"postal_code": destination.postal_code}
        return Refusal(code="OUTSIDE_AREA", message=text)
    return None


def refusal_of_sum(groups: Sequence[Group], zone: Zone | None) -> Refusal | None:
    """Why these goods together are too little for a stop. Goods of all shops on the tour count."""
    goods = sum(group.subtotal.amount for group in groups)
    if zone is None or goods >= zone.minimum_order:
        return None
    missing = f"{zone.minimum_order - goods:.2f}".replace(".", ",")
    text = _("Für die Lieferung fehlen noch Waren für %(missing)s €.") % {"missing": missing}
    return Refusal(code="MINIMUM_ORDER", message=text)


def tour_pk(key: str) -> int | None:
    """The tour inside an offer key; None for anything that is not one."""
    number = key.removeprefix(_KEY)
    return (
        int(number) if key.startswith(_KEY) and number.isdecimal() and number.isascii() and len(number) < 18 else None
    )


def offer_key(tour: Tour) -> str:
    return f"{_KEY}{tour.pk}"


def times_of(tour: Tour) -> rules.Times:
    return rules.Times(cut_off=tour.cut_off, collects_at=tour.collects_at, starts=tour.starts, ends=tour.ends)


def _rides(group: Group, known: Runs, now: datetime) -> OfferSet:
    offers, gaps = [], []
    assert known.zone is not None, "a missing zone is refused before"
    for tour in known.tours:
        code = known.refusal(tour, group.vendor, lead_days=group.lead_days, now=now + ORDERING_TIME)
        if code is None:
            offers.append(_offer(tour, known.zone, now))
        else:
            gaps.append(Gap(starts=tour.starts, ends=tour.ends, reason=_reason(code)))
    if offers:
        return OfferSet(method_code=CODE, offers=tuple(offers), gaps=tuple(gaps))
    reason = gaps[0].reason if gaps else Refusal(code="NO_TOUR", message=_("In den nächsten Tagen fährt keine Tour."))
    return OfferSet(method_code=CODE, refusal=reason, gaps=tuple(gaps))


def _offer(tour: Tour, zone: Zone, now: datetime) -> Offer:
    return Offer(
        key=offer_key(tour),
        starts=tour.starts,
        ends=tour.ends,
        price=Money(zone.price),
        label=window_words(tour.starts, tour.ends, now),
        note=_("Der Preis gilt einmal für alle Läden, deren Waren mitfahren."),
    )


def _refused(reason: Refusal) -> OfferSet:
    return OfferSet(method_code=CODE, refusal=reason)


def _reason(code: str) -> Refusal:
    words = {
        "CUT_OFF": _("Für diese Tour ist Bestellschluss."),
        "FULL": _("Diese Tour ist voll."),
        "PACKING": _("Bis zu dieser Tour kann der Laden die Waren nicht packen."),
        "SHOP_CLOSED": _("Der Laden ist geschlossen, wenn die Tour abholt."),
    }
    return Refusal(code=code, message=words[code])
