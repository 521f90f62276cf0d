"""What a basket looks like to pages, GraphQL and orders: plain frozen values, in the order in which they are shown."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.baskets.extensions import Destination, Group, GroupLine, OfferSet, Recipient, Refusal
from marketplace.money import Money
from marketplace.vendors.models import Vendor
from marketplace.vendors.rules.hours import OpeningState


@dataclass(frozen=True, kw_only=True)
class PlannedChoice:
    """The way chosen for one group.

    `is_stale`: goods or address changed since, or it cannot be had any more; `stale_reason` says why if that is known.
    """

    method_code: str
    method_label: str
    offer_key: str
    label: str
    starts: datetime
    ends: datetime
    price: Money
    reference: str
    is_stale: bool
    stale_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BasketGroup:
    """One vendor's part of the basket. `subtotal` is before a voucher.

    `blocked` says why it cannot be ordered now: the shop is suspended or closed for long. The other groups keep their
    ways; the shopper takes this one out (`services.remove_group`) and orders the rest.
    """

    vendor: Vendor
    lines: tuple[GroupLine, ...]
    subtotal: Money
    opening: OpeningState
    choice: PlannedChoice | None = None
    blocked: Refusal | None = None

    @property
    def group(self) -> Group:
        """The same as fulfilment methods see it."""
        reference = self.choice.reference if self.choice else ""
        return Group(vendor=self.vendor, lines=self.lines, subtotal=self.subtotal, reference=reference)


@dataclass(frozen=True, kw_only=True)
class LostLine:
    """An article that no shop offers any more; it can only be taken out."""

    line_id: str
    variant_id: str
    name: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Gross sums: `goods` and `fulfilment` (all chosen ways), what a voucher takes off both, and what is to be paid."""

    goods: Money
    fulfilment: Money
    discount: Money
    total: Money


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Something that stands between the shopper and the order, with the group's vendor where it concerns one.

    Codes: EMPTY, LOST_LINE, VENDOR_BLOCKED, CHOICE_MISSING, CHOICE_STALE, CONTACT_MISSING, ADDRESS_MISSING.
    """

    code: str
    message: str
    vendor_pk: int | None = None


@dataclass(frozen=True, kw_only=True)
class Basket:
    """A checkout seen from the market.

    `destination` is None until the shopper has said where the goods shall go; `needs_address` is True if a chosen way
    brings goods to the shopper (if not, no address of the shopper is asked for or kept). `wants_check`: what was chosen
    may not be had any more, because goods changed or places are not held any longer (`services.refresh_plan` knows).
    `voucher_code` is the code that the shopper typed ("" for none), whether its voucher takes something off or not.
    """

    checkout_id: str
    groups: tuple[BasketGroup, ...]
    lost_lines: tuple[LostLine, ...]
    sums: Sums
    voucher_code: str
    plan_version: int | None
    contact: Recipient | None
    destination: Destination | None
    needs_address: bool
    wants_check: bool
    missing: tuple[Missing, ...]

    @property
    def quantity(self) -> int:
        """Number of pieces, for the basket's badge."""
        return sum(line.quantity for group in self.groups for line in group.lines)

    @property
    def is_empty(self) -> bool:
        return not self.groups and not self.lost_lines

    @property
    def is_orderable(self) -> bool:
        return not self.missing


@dataclass(frozen=True, kw_only=True)
class GroupOptions:
    """All ways for one group: an OfferSet per method, in the order of registration."""

    vendor: Vendor
    offer_sets: tuple[OfferSet, ...]
    chosen: PlannedChoice | None = None

    def offer_set(self, method_code: str) -> OfferSet | None:
        return next((each for each in self.offer_sets if each.method_code == method_code), None)
