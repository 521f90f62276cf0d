"""Checks that nobody wrote in a history after the fact."""

from marketplace.orders.models import HistoryEntry, VendorOrder
from marketplace.orders.rules.chain import Link, first_broken


def broken_entry(order: VendorOrder) -> HistoryEntry | None:
    """The first entry of an order from which on the chain of digests does not hold; None if it holds."""
    entries = list(HistoryEntry.objects.filter(order=order).order_by("sequence"))
    links = [
        (
            Link(order=order.pk, sequence=each.sequence, kind=each.kind, role=each.role, data=each.data, at=each.at),
            each.digest,
        )
        for each in entries
    ]
    place = first_broken(links)
    return None if place is None else entries[place - 1]
