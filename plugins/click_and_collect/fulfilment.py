"""Collection in the shop, as the market asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import segno
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.baskets.extensions import Booking, Description, Destination, Group, Offer, OfferSet, OrderPart, Step
from marketplace.baskets.wording import moment_words, window_words
from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.vendors.models import Vendor
from plugins.click_and_collect import selectors, services
from plugins.click_and_collect.models import Pickup
from plugins.click_and_collect.rules import qr_text


class ClickAndCollect:
    """Free of charge: the shopper comes to the shop within its opening hours and shows a code."""

    code = selectors.CODE
    label = gettext_lazy("Im Laden abholen")
    needs_address = False
    hand_over_by_code = True

    def offers(self, groups: Sequence[Group], destination: Destination | None, now: datetime) -> Mapping[int, OfferSet]:
        return selectors.offer_sets(groups, now)

    def earliest(
        self, vendors: Sequence[Vendor], destination: Destination | None, now: datetime
    ) -> Mapping[int, Offer]:
        return selectors.next_offers(vendors, now)

    def prices(
        self,
        groups: Sequence[Group],
        offer_keys: Mapping[int, str],
        destination: Destination | None,
        *,
        undecided: Sequence[Group] = (),
    ) -> Mapping[int, Money]:
        if strangers := [group.vendor for group in groups if not group.vendor.offers_collect]:
            text = _("%(shop)s bietet keine Abholung an.") % {"shop": strangers[0].name}
            raise DomainError("NOT_OFFERED", text, vendors=[vendor.pk for vendor in strangers])
        return {group.vendor.pk: Money(Decimal("0.00"), group.subtotal.currency) for group in groups}

    def book(self, part: OrderPart, offer_key: str, *, until: datetime | None, now: datetime) -> Booking:
        return self.book_together([(part, offer_key)], until=until, now=now)[part.reference]

    def book_together(
        self, wishes: Sequence[tuple[OrderPart, str]], *, until: datetime | None, now: datetime
    ) -> Mapping[str, Booking]:
        pickups = services.book_pickups(wishes, until=until, now=now)
        return {reference: services.booking_of(pickup) for reference, pickup in pickups.items()}

    def cancel(self, reference: str, *, now: datetime) -> None:
        services.cancel_pickup(reference, now=now)

    def describe(self, references: Iterable[str], now: datetime) -> Mapping[str, Description]:
        return {pickup.reference: describe_pickup(pickup, now) for pickup in selectors.pickups(references)}

    def check_hand_over(self, reference: str, code: str, now: datetime) -> None:
        services.check_code(reference, code, now=now)

    def complete(self, reference: str, *, now: datetime) -> None:
        services.complete_pickup(reference, now=now)


def describe_pickup(pickup: Pickup, now: datetime) -> Description:
    """What shopper, shop and mail say about a pickup."""
    vendor = pickup.vendor
    when = window_words(pickup.starts, pickup.ends, now)
    steps: tuple[Step, ...] = (
        Step(label=_("Der Laden legt Ihre Waren bereit"), at=pickup.ready_by, done=pickup.collected_at is not None),
        Step(
            label=_("Sie holen ab: %(when)s") % {"when": when}, at=pickup.starts, done=pickup.collected_at is not None
        ),
    )
    if pickup.cancelled_at:
        steps = (Step(label=_("Die Abholung ist abgesagt"), at=pickup.cancelled_at, done=True),)
    elif pickup.collected_at:
        taken = _("Abgeholt: %(when)s") % {"when": moment_words(pickup.collected_at, now)}
        steps = (steps[0], Step(label=taken, at=pickup.collected_at, done=True))
    is_open = bool(pickup.code) and not pickup.collected_at and not pickup.cancelled_at
    return Description(
        method_code=selectors.CODE,
        title=str(ClickAndCollect.label),
        when=when,
        where=f"{vendor.name}, {vendor.street}, {vendor.postal_code} {vendor.city}",
        starts=pickup.starts,
        ends=pickup.ends,
        ready_by=pickup.ready_by,
        code=pickup.code if is_open else "",
        code_picture=code_picture(pickup.reference, pickup.code) if is_open else "",
        steps=steps,
    )


def code_picture(reference: str, code: str) -> str:
    """The code as a QR picture: an SVG element to embed in a page."""
    picture = segno.make_qr(qr_text(reference, code), error="m")
    return picture.svg_inline(omitsize=True, border=4, dark="#111111", light="#ffffff", title=_("Abholcode als QR"))
