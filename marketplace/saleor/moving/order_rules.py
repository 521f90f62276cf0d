"""What of an order is carried, and how far it is. Pure decisions over answers to `WholeOrderFields`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Order = Mapping[str, Any]

# Nothing can happen to these any more, or they never were orders.
LEFT_BEHIND = frozenset({"CANCELED", "EXPIRED", "DRAFT", "UNCONFIRMED"})
RETURNED = frozenset({"RETURNED", "REFUNDED_AND_RETURNED"})
MARK = "movedFrom"  # key of metadata that names the object's id in the engine it came from


def is_carried(order: Order) -> bool:
    return order["status"] not in LEFT_BEHIND


def is_live(order: Order) -> bool:
    """True if pieces of it still lie in a shop or were taken out of it: then it must be worked step by step, because
    an order that Saleor is given as finished has no allocations."""
    open_pieces = any(line["quantityFulfilled"] < line["quantity"] for line in order["lines"])
    return open_pieces or bool(pieces(order, RETURNED))


def pieces(order: Order, statuses: Iterable[str]) -> Counter[str]:
    """Pieces by order line id in fulfilments of these statuses."""
    counted: Counter[str] = Counter()
    for fulfilment in order["fulfillments"]:
        if fulfilment["status"] in statuses:
            for line in fulfilment["lines"] or ():
                if line["orderLine"]:
                    counted[line["orderLine"]["id"]] += line["quantity"]
    return counted


def handed_over(orders: Iterable[Order]) -> Counter[str]:
    """Pieces by variant id of live orders that have left the shops; every variant of a live order is named."""
    counted: Counter[str] = Counter()
    for order in orders:
        if is_carried(order) and is_live(order):
            gone = pieces(order, {"FULFILLED"})
            for line in order["lines"]:
                if line["variant"]:
                    counted[line["variant"]["id"]] += gone[line["id"]]
    return counted


def marked(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """New ids by the old ones that the objects' metadata name."""
    found = {}
    for item in items:
        for entry in item["metadata"] or ():
            if entry["key"] == MARK:
                found[entry["value"]] = item["id"]
    return found
