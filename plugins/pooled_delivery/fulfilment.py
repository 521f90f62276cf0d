"""Delivery on a pooled tour, as the market asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.baskets.extensions import (
    Booking,
    Description,
    Destination,
    Group,
    Offer,
    OfferSet,
    OrderPart,
    Refusal,
    Step,
)
from marketplace.baskets.wording import moment_words, window_words
from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.vendors.models import Vendor
from plugins.pooled_delivery import rules
from plugins.pooled_delivery.models import Load, StopState
from plugins.pooled_delivery.selectors import tours
from plugins.pooled_delivery.services import loads


class PooledDelivery:
    """One vehicle collects from several shops and makes one stop per shopper; one price for all shops on that tour."""

    code = tours.CODE
    label = gettext_lazy("Liefern lassen (Sammeltour)")
    needs_address = True
    hand_over_by_code = False

    def offers(self, groups: Sequence[Group], destination: Destination | None, now: datetime) -> Mapping[int, OfferSet]:
        return tours.offer_sets(groups, destination, now)

    def earliest(
        self, vendors: Sequence[Vendor], destination: Destination | None, now: datetime
    ) -> Mapping[int, Offer]:
        return tours.next_offers(vendors, destination, now)

    def prices(
        self,
        groups: Sequence[Group],
        offer_keys: Mapping[int, str],
        destination: Destination | None,
        *,
        undecided: Sequence[Group] = (),
    ) -> Mapping[int, Money]:
        zone = tours.zone_of(destination)
        if reason := tours.refusal_of_place(destination, zone):
            raise _refused(reason, groups)
        may_ride = [group for group in undecided if not tours.refusal_of_goods(group)]
        found: dict[int, Money] = {}
        for key in sorted({offer_keys[group.vendor.pk] for group in groups}):
            riding = [group for group in groups if offer_keys[group.vendor.pk] == key]
            for group in riding:
                if reason := tours.refusal_of_goods(group):
                    raise _refused(reason, [group])
            if reason := tours.refusal_of_sum([*riding, *may_ride], zone):
                raise _refused(reason, riding)
            assert zone is not None, "a missing zone is refused before"
            shares = rules.shares(zone.price, [group.vendor.pk for group in riding])
            found |= {pk: Money(share) for pk, share in shares.items()}
        return found

    def book(self, part: OrderPart, offer_key: str, *, until: datetime | None, now: datetime) -> Booking:
        return self.book_together([(part, offer_key)], until=until, now=now)[part.reference]

    def book_together(
        self, wishes: Sequence[tuple[OrderPart, str]], *, until: datetime | None, now: datetime
    ) -> Mapping[str, Booking]:
        return loads.book_loads(wishes, until=until, now=now)

    def cancel(self, reference: str, *, now: datetime) -> None:
        loads.cancel_load(reference, now=now)

    def describe(self, references: Iterable[str], now: datetime) -> Mapping[str, Description]:
        return {load.reference: describe_load(load, now) for load in tours.loads(references)}

    def check_hand_over(self, reference: str, code: str, now: datetime) -> None:
        loads.check_delivered(reference)

    def complete(self, reference: str, *, now: datetime) -> None:
        loads.complete_load(reference, now=now)


def describe_load(load: Load, now: datetime) -> Description:
    """What shopper, shop and mail say about a delivery."""
    drop, tour = load.drop, load.drop.tour
    when = window_words(tour.starts, tour.ends, now)
    return Description(
        method_code=tours.CODE,
        title=str(PooledDelivery.label),
        when=when,
        where=", ".join(part for part in (drop.street, f"{drop.postal_code} {drop.city}".strip()) if part),
        starts=tour.starts,
        ends=tour.ends,
        ready_by=tour.collects_at,
        steps=_steps(load, when, now),
    )


def _steps(load: Load, when: str, now: datetime) -> tuple[Step, ...]:
    drop, tour = load.drop, load.drop.tour
    if load.cancelled_at or tour.cancelled_at:
        return (Step(label=_("Die Lieferung ist abgesagt"), at=load.cancelled_at or tour.cancelled_at, done=True),)
    if load.collected_at:
        taken = _("Im Laden abgeholt: %(when)s") % {"when": moment_words(load.collected_at, now)}
        first = Step(label=taken, at=load.collected_at, done=True)
    else:
        first = Step(label=_("Die Tour holt Ihre Waren im Laden ab"), at=tour.collects_at)
    if drop.state == StopState.DONE and drop.done_at:
        text = _("Geliefert: %(when)s") % {"when": moment_words(drop.done_at, now)}
        return (first, Step(label=text, at=drop.done_at, done=True))
    if drop.state == StopState.NOT_MET:
        text = _("Nicht angetroffen: %(reason)s. Wir melden uns bei Ihnen.") % {"reason": drop.reason}
        return (first, Step(label=text, at=drop.done_at, done=True))
    return (first, Step(label=_("Die Waren kommen zu Ihnen: %(when)s") % {"when": when}, at=tour.starts))


def _refused(reason: Refusal, groups: Sequence[Group]) -> DomainError:
    return DomainError(reason.code, reason.message, vendors=[group.vendor.pk for group in groups])
