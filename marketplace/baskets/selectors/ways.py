"""All ways by which the groups of a basket can reach the shopper, and the next one of any shop."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.baskets.extensions import (
    Destination,
    FulfilmentMethod,
    Group,
    Offer,
    OfferSet,
    Refusal,
    fulfilment_methods,
)
from marketplace.baskets.selectors.contents import basket
from marketplace.baskets.selectors.shapes import Basket, GroupOptions
from marketplace.vendors.models import Vendor

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Earliest:
    """The next offer of one way."""

    method_code: str
    method_label: str
    offer: Offer


def options(checkout_id: str, now: datetime, destination: Destination | None = None) -> tuple[GroupOptions, ...]:
    """All ways for every group of a basket, with their offers or the reason why there are none.

    `destination` asks "what if I lived there" (a postal code is enough) without storing it. Raises NotFound.
    """
    return options_of(basket(checkout_id, now), now, destination)


def options_of(seen: Basket, now: datetime, destination: Destination | None = None) -> tuple[GroupOptions, ...]:
    """The same for a basket that was just read. The number of queries does not grow with groups or lines."""
    groups = [group.group for group in seen.groups if not group.blocked]
    place = destination or seen.destination
    found = [(method.code, _offers(method, groups, place, now)) for method in fulfilment_methods]
    return tuple(
        GroupOptions(
            vendor=group.vendor,
            offer_sets=tuple(
                _blocked(code, group.blocked) if group.blocked else _of(sets, code, group.vendor)
                for code, sets in found
            ),
            chosen=group.choice,
        )
        for group in seen.groups
    )


def earliest(
    vendors: Sequence[Vendor], now: datetime, destination: Destination | None = None
) -> dict[int, tuple[Earliest, ...]]:
    """The next offer of every way of these shops, by primary key ("heute 15:10 abholbar")."""
    found: dict[int, list[Earliest]] = {vendor.pk: [] for vendor in vendors}
    for method in fulfilment_methods:
        for pk, offer in _earliest(method, vendors, destination, now).items():
            found[pk].append(Earliest(method_code=method.code, method_label=str(method.label), offer=offer))
    return {pk: tuple(offers) for pk, offers in found.items()}


def _offers(
    method: FulfilmentMethod, groups: Sequence[Group], place: Destination | None, now: datetime
) -> Mapping[int, OfferSet]:
    """What a method offers. One that breaks is reported and offers nothing: the shopper still has the others."""
    if not groups:
        return {}
    try:
        return method.offers(groups, place, now)
    except Exception:
        logger.exception("fulfilment method %s failed to make offers", method.code)
        gone = Refusal(code="UNAVAILABLE", message=_("Dieser Weg ist gerade gestört. Bitte wählen Sie einen anderen."))
        return {group.vendor.pk: OfferSet(method_code=method.code, refusal=gone) for group in groups}


def _earliest(
    method: FulfilmentMethod, vendors: Sequence[Vendor], destination: Destination | None, now: datetime
) -> Mapping[int, Offer]:
    try:
        return method.earliest(vendors, destination, now)
    except Exception:
        logger.exception("fulfilment method %s failed to make offers", method.code)
        return {}


def _of(sets: Mapping[int, OfferSet], code: str, vendor: Vendor) -> OfferSet:
    nothing = Refusal(code="NOT_OFFERED", message=_("Dieser Weg geht für diesen Laden nicht."))
    return sets.get(vendor.pk) or OfferSet(method_code=code, refusal=nothing)


def _blocked(code: str, reason: Refusal) -> OfferSet:
    return OfferSet(method_code=code, refusal=reason)
