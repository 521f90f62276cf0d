"""Adds facts to the history of vendor orders."""

from collections.abc import Iterable
from datetime import datetime

from marketplace.accounts.models import Person
from marketplace.orders.models import HistoryEntry, VendorOrder
from marketplace.orders.rules.chain import Link, digest
from marketplace.orders.rules.states import Role


def record(
    order: VendorOrder, kind: str, *, role: Role, person: Person | None, now: datetime, **data: object
) -> HistoryEntry:
    """Add an entry; the caller holds the lock on the order's row and keeps `data` plain JSON, without personal data."""
    last = HistoryEntry.objects.filter(order=order).order_by("-sequence").first()
    link = Link(
        order=order.pk, sequence=last.sequence + 1 if last else 1, kind=kind, role=role.value, data=data, at=now
    )
    return HistoryEntry.objects.create(
        order=order,
        sequence=link.sequence,
        kind=kind,
        role=role.value,
        person=person,
        data=data,
        at=now,
        digest=digest(link, last.digest if last else ""),
    )


def open_histories(orders: Iterable[VendorOrder], *, person: Person | None, now: datetime) -> None:
    """The first entry of orders that were stored in the open transaction, in one statement."""
    HistoryEntry.objects.bulk_create(_first_entry(order, person, now) for order in orders)


def _first_entry(order: VendorOrder, person: Person | None, now: datetime) -> HistoryEntry:
    data = {"total": str(order.total)}
    link = Link(order=order.pk, sequence=1, kind="placed", role=Role.SHOPPER.value, data=data, at=now)
    return HistoryEntry(
        order=order,
        sequence=1,
        kind="placed",
        role=Role.SHOPPER,
        person=person,
        data=data,
        at=now,
        digest=digest(link, ""),
    )
