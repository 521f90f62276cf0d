"""Pickup and delivery nodes that point at one another."""

from logistics.formats.instance import FormatError, Row
from logistics.formats.rows import order
from logistics.model import Order


def paired(
    rows: list[Row], partner: dict[int, tuple[int, int]], scale: int
) -> tuple[tuple[Order, ...], dict[tuple[str, int], int]]:
    """Orders and the node of each of their stops; `partner` holds per node (its pickup, its delivery), 0 for none.

    Raises `FormatError` when a node is neither, or its partner does not point back.
    """
    orders, node_of = [], {}
    for each in rows[1:]:
        pickup, drop = partner[each.node]
        if (pickup == 0) == (drop == 0):
            raise FormatError(each.line, f"node {each.node} must have a pickup or a delivery, has {pickup} and {drop}")
        other = pickup or drop
        if not 0 < other < len(rows):
            raise FormatError(each.line, f"node {each.node} points at {other}, which is not a node")
        if partner[other] != _back(each.node, pickup):
            raise FormatError(each.line, f"node {other} does not point back at node {each.node}")
        if pickup:
            continue
        if each.demand <= 0:
            raise FormatError(each.line, f"pickup {each.node} has demand {each.demand}")
        name = str(each.node)
        orders.append(order(name, [each], rows[drop], scale))
        node_of[name, 0], node_of[name, 1] = each.node, drop
    return tuple(orders), node_of


def _back(node: int, pickup: int) -> tuple[int, int]:
    return (0, node) if pickup else (node, 0)
