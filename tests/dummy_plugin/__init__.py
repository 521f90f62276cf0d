"""A way by which goods reach a shopper, small enough to read at once: every hook of `FulfilmentMethod`, in memory.

A locker at the station: always open from an hour from now on, one euro for each shop, two boxes, opened by a code.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from marketplace.baskets.extensions import Booking, Description, Destination, Group, Offer, OfferSet, OrderPart
from marketplace.errors import DomainError
from marketplace.money import Money
from marketplace.vendors.models import Vendor

BOXES = 2
HOUR = timedelta(hours=1)


class StationLocker:
    """Register it with `fulfilment_methods.register(StationLocker.code, StationLocker())`."""

    code = "station_locker"
    label = "Schließfach am Bahnhof"
    needs_address = False
    hand_over_by_code = True

    def __init__(self) -> None:
        self.booked: dict[str, Booking] = {}
        self.opened: set[str] = set()

    def offers(self, groups: Sequence[Group], destination: Destination | None, now: datetime) -> Mapping[int, OfferSet]:
        return {group.vendor.pk: OfferSet(method_code=self.code, offers=(self._offer(now),)) for group in groups}

    def earliest(
        self, vendors: Sequence[Vendor], destination: Destination | None, now: datetime
    ) -> Mapping[int, Offer]:
        return {vendor.pk: self._offer(now) for vendor in vendors}

    def prices(
        self,
        groups: Sequence[Group],
        offer_keys: Mapping[int, str],
        destination: Destination | None,
        *,
        undecided: Sequence[Group] = (),
    ) -> Mapping[int, Money]:
        return {group.vendor.pk: Money(Decimal("1.00")) for group in groups}

    def book(self, part: OrderPart, offer_key: str, *, until: datetime | None, now: datetime) -> Booking:
        return self.book_together([(part, offer_key)], until=until, now=now)[part.reference]

    def book_together(
        self, wishes: Sequence[tuple[OrderPart, str]], *, until: datetime | None, now: datetime
    ) -> Mapping[str, Booking]:
        wanted = {part.reference: key for part, key in wishes}
        if len(self.booked.keys() | wanted.keys()) > BOXES:
            raise DomainError("OFFER_FULL", "Kein Fach frei.", vendors=[part.vendor.pk for part, _key in wishes])
        held = {reference: self._booking(reference, key, until) for reference, key in wanted.items()}
        self.booked |= held
        return held

    def cancel(self, reference: str, *, now: datetime) -> None:
        self.booked.pop(reference, None)

    def describe(self, references: Iterable[str], now: datetime) -> Mapping[str, Description]:
        return {
            reference: Description(
                method_code=self.code, title=self.label, when="ab sofort", where="Bahnhof", code=reference[:6]
            )
            for reference in references
            if reference in self.booked
        }

    def check_hand_over(self, reference: str, code: str, now: datetime) -> None:
        if code != reference[:6]:
            raise DomainError("CODE_WRONG", "Falscher Code.", field="code", attempts_left=1)

    def complete(self, reference: str, *, now: datetime) -> None:
        if reference in self.opened:
            raise DomainError("HANDED_OVER", "Das Fach ist leer.")
        self.opened.add(reference)

    def _offer(self, now: datetime) -> Offer:
        starts = now.replace(minute=0, second=0, microsecond=0) + HOUR
        return Offer(
            key=starts.isoformat(),
            starts=starts,
            ends=starts + 4 * HOUR,
            price=Money(Decimal("1.00")),
            label="Schließfach",
        )

    def _booking(self, reference: str, key: str, until: datetime | None) -> Booking:
        starts = datetime.fromisoformat(key)
        return Booking(
            reference=reference,
            method_code=self.code,
            offer_key=key,
            starts=starts,
            ends=starts + 4 * HOUR,
            ready_by=starts,
            until=until,
        )
