"""Aziez, Côté and Coelho (2019): first line vehicles and capacity; then per node id, x, y, demand, window, service,
type, request.

Type 0 is a pickup, 1 a delivery; nodes of one request share its number, the depot's is -1. The published files
number the depot 0 and the nodes after it from 0 again; the nodes keep these numbers in what is printed. What counts
is the distance.
"""

from dataclasses import replace

from logistics.formats.instance import Fleet, FormatError, Instance, Row, assembled, euclidean
from logistics.formats.rows import consecutive, numbers, order, row, vehicles_and_lines, whole
from logistics.model import Order

Requests = dict[int, tuple[list[Row], list[Row]]]


def read(text: str) -> Instance:
    """The instance in the text of a file. Raises `FormatError`."""
    count, capacity, lines = vehicles_and_lines(text)
    rows, kinds = [], []
    for number, line in lines:
        fields = numbers(line, number, 9)
        rows.append(row(fields, number))
        kinds.append((whole(fields[7], number, "the type"), whole(fields[8], number, "the request")))
    rows, shift = _renumbered(rows)
    distances, scale = euclidean(rows)
    orders, node_of = _orders(_requests(rows, kinds), scale, shift)
    fleet = Fleet(count, capacity, vehicles_first=False)
    return Instance(assembled(rows, orders, (distances, distances, scale), fleet), scale, node_of)


def _renumbered(rows: list[Row]) -> tuple[list[Row], int]:
    if not rows:
        raise FormatError(0, "the file has no nodes")
    consecutive(rows[:1])
    shift = 1 if len(rows) > 1 and rows[1].node == 0 else 0
    moved = [rows[0], *(replace(each, node=each.node + shift) for each in rows[1:])]
    consecutive(moved)
    return moved, shift


def _requests(rows: list[Row], kinds: list[tuple[int, int]]) -> Requests:
    requests: Requests = {}
    for each, (kind, request) in zip(rows[1:], kinds[1:], strict=True):
        if kind not in (0, 1) or (kind == 0) != (each.demand > 0):
            raise FormatError(each.line, f"a node of type {kind} has demand {each.demand}")
        requests.setdefault(request, ([], []))[kind].append(each)
    return requests


def _orders(requests: Requests, scale: int, shift: int) -> tuple[tuple[Order, ...], dict[tuple[str, int], int]]:
    orders, node_of = [], {}
    for request, (pickups, drops) in sorted(requests.items()):
        if not pickups or len(drops) != 1:
            line = (pickups + drops)[0].line
            raise FormatError(line, f"request {request} has {len(pickups)} pickups and {len(drops)} deliveries")
        orders.append(order(str(request), pickups, drops[0], scale))
        for stop, each in enumerate([*pickups, drops[0]]):
            node_of[str(request), stop] = each.node - shift
    return tuple(orders), node_of
