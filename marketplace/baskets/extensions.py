"""What the market asks of the ways goods reach a shopper, and where plugins answer.

A way ("collect in the shop", "pooled tour") is a `FulfilmentMethod`, registered in `AppConfig.ready()`:

    fulfilment_methods.register(method.code, method)

The life of one choice, with one `reference` from start to end (a PlanChoice makes it, the vendor order keeps it):

1. `offers`   what can be promised to each vendor's group, or the reason why nothing can;
2. `prices`   what the chosen offers cost together (a tour that serves two shops is paid once);
3. `book_together`  with `until`: a place held while the shopper orders; with None: firm, when the order exists;
4. `describe` what shopper, shop and mail say about it;
5. `check_hand_over`, then `complete`: the goods change hands, once; or `cancel`: the place is free again.

A method never calls the commerce engine and never opens a vendor's order: it gets all it needs to know as values.
Its offers and prices are the only ones a plan accepts; a price that arrives from outside is never believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from marketplace.money import Money
from marketplace.registry import Registry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from marketplace.catalogue.models import Listing
    from marketplace.vendors.models import Vendor


NOTHING = Money(Decimal("0.00"))


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """One article of a basket. Prices are gross and before a voucher; `total` is `unit_price` times `quantity`.

    `discount` is what a voucher takes off it.
    """

    line_id: str
    variant_id: str
    listing: "Listing"
    quantity: int
    unit_price: Money
    total: Money
    discount: Money = NOTHING


@dataclass(frozen=True, kw_only=True)
class Group:
    """All that one vendor sells in one basket. `subtotal` is gross, without any delivery price and before a voucher.

    `reference` names the place that the basket holds for this vendor already, if any: it must not count against itself
    when places are counted.
    """

    vendor: "Vendor"
    lines: tuple[GroupLine, ...]
    subtotal: Money
    reference: str = ""

    @property
    def quantity(self) -> int:
        """Number of pieces."""
        return sum(line.quantity for line in self.lines)

    @property
    def lead_days(self) -> int:
        """Opening days until the last of the goods has arrived in the shop; 0 if all are there."""
        return max((line.listing.lead_days for line in self.lines), default=0)


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where goods are brought. Only the postal code is known before the shopper has typed an address."""

    postal_code: str
    city: str = ""
    street: str = ""
    country: str = "DE"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who gets the goods; what a driver or a pickup desk needs to know and no more."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A promise that can be chosen: `key` is opaque and unique within the method and the vendor.

    `starts` and `ends` are aware and bound the time at which the shopper has the goods. `price` is what choosing it for
    this vendor alone costs (gross); `label` is a short line ("heute, 15:00-15:30 Uhr"), `note` one sentence or empty.
    """

    key: str
    starts: datetime
    ends: datetime
    price: Money
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why something is not possible, for a program (`code`) and for a shopper (`message`, a translated sentence)."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class OfferSet:
    """The offers of one method for one vendor in order of time; without any, `refusal` says why.

    `gaps` explains times that a shopper may look for in vain ("why not 14:00"), in order of time.
    """

    method_code: str
    offers: tuple[Offer, ...] = ()
    refusal: Refusal | None = None
    gaps: tuple["Gap", ...] = ()

    @property
    def first(self) -> Offer | None:
        return self.offers[0] if self.offers else None

    def offer(self, key: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A stretch of time without an offer, and the reason."""

    starts: datetime
    ends: datetime
    reason: Refusal


@dataclass(frozen=True, kw_only=True)
class OrderPart:
    """One vendor's part of an order, as far as it is known when a place is booked.

    `reference` names this part for ever; `order_reference` is shared by all parts of the same order, so that a tour
    makes one stop for it. While a place is only held, `recipient` may be None and `number` is empty; the firm booking
    brings both. `quantity` counts pieces; `lead_days` are opening days until goods that the shop must order first have
    arrived.
    """

    reference: str
    order_reference: str
    vendor: "Vendor"
    quantity: int
    lead_days: int = 0
    destination: Destination | None = None
    recipient: Recipient | None = None
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A place taken. Held until `until`, or firm when that is None. `ready_by`: when the shop must have packed."""

    reference: str
    method_code: str
    offer_key: str
    starts: datetime
    ends: datetime
    ready_by: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the timeline that a shopper sees."""

    label: str
    at: datetime | None = None
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Description:
    """What to say about a booking. Texts are translated sentences for the shopper.

    `code` and `code_picture` (an inline SVG, safe to embed) are for the shopper alone: the shop asks for the code and
    must not read it off its own page.
    """

    method_code: str
    title: str
    when: str
    where: str
    starts: datetime | None = None
    ends: datetime | None = None
    ready_by: datetime | None = None
    code: str = ""
    code_picture: str = ""
    steps: tuple[Step, ...] = ()


class FulfilmentMethod(Protocol):
    """A way by which goods of a vendor reach the shopper.

    `code` is stored in rows and never changes; `label` is a translated name; `needs_address`: offers depend on where
    the shopper lives; `hand_over_by_code`: the shop asks the shopper for a code (else nobody types one).
    """

    code: str
    needs_address: bool
    hand_over_by_code: bool

    @property
    def label(self) -> "str | StrPromise": ...

    def offers(self, groups: Sequence[Group], destination: Destination | None, now: datetime) -> Mapping[int, OfferSet]:
        """An OfferSet for every group, by the vendor's primary key; the number of queries is independent of groups."""
        ...

    def earliest(
        self, vendors: "Sequence[Vendor]", destination: Destination | None, now: datetime
    ) -> Mapping[int, Offer]:
        """The next offer of vendors that have one, for product and search pages where nobody has a basket yet.

        Minimum orders are left out of account. Constant number of queries.
        """
        ...

    def prices(
        self,
        groups: Sequence[Group],
        offer_keys: Mapping[int, str],
        destination: Destination | None,
        *,
        undecided: Sequence[Group] = (),
    ) -> Mapping[int, Money]:
        """What each vendor's part of the way costs if these offers (by vendor) are taken together.

        `groups` are the groups that chose this method. Nothing has been chosen yet for the groups `undecided`: where a
        sum must be reached, they count, or a shopper who chooses for one shop after the other could never start.

        Raises DomainError if the method is not for these goods, this place or this sum (NOT_OFFERED, OUTSIDE_AREA,
        MINIMUM_ORDER ...); `details["vendors"]` then holds the primary keys that it concerns. Time and free places are
        the matter of `book_together`.
        """
        ...

    def book(self, part: OrderPart, offer_key: str, *, until: datetime | None, now: datetime) -> Booking:
        """`book_together` for one part."""
        ...

    def book_together(
        self, wishes: Sequence[tuple[OrderPart, str]], *, until: datetime | None, now: datetime
    ) -> Mapping[str, Booking]:
        """Take a place for every part at its offer: held (`until`) or firm (None); all of them or none.

        Opens a transaction or joins one, and takes its locks in an order of its own, whatever that of the wishes is.
        A reference that has a place with the same offer prolongs or confirms it; with another offer it moves. A firm
        place never falls back to a held one. Confirming a place whose hold ran out succeeds: the order exists. Raises
        DomainError (OFFER_GONE, OFFER_FULL) with `details["vendors"]`: nothing is changed then.
        """
        ...

    def cancel(self, reference: str, *, now: datetime) -> None:
        """Give the place back. Unknown and already cancelled references are fine; so is calling it twice."""
        ...

    def describe(self, references: Iterable[str], now: datetime) -> Mapping[str, Description]:
        """What to say about these bookings; unknown references are left out. Constant number of queries."""
        ...

    def check_hand_over(self, reference: str, code: str, now: datetime) -> None:
        """Raise DomainError unless the goods may be handed over now on this code (empty where none is used).

        Codes: CODE_WRONG (details: attempts_left), CODE_LOCKED, HANDED_OVER, NOT_BOOKED, BY_DRIVER. Counts wrong
        attempts in a transaction of its own, therefore must be called while none is open (`durable`).
        """
        ...

    def complete(self, reference: str, *, now: datetime) -> None:
        """Record that the goods changed hands; call it in the transaction that says the same of the order.

        Raises DomainError HANDED_OVER when it was recorded before: one code, one hand-over.
        """
        ...


fulfilment_methods: Registry[FulfilmentMethod] = Registry("fulfilment method")
