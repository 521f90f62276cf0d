"""Numbers out of lines, with the line in every complaint."""

from logistics.formats.instance import FormatError, Row
from logistics.model import Order, Refused, Seconds, Stop, Window


def numbers(text: str, line: int, least: int) -> list[float]:
    """All numbers of a line. Raises `FormatError` if one is none, or if there are fewer than `least`."""
    fields = text.split()
    try:
        found = [float(each) for each in fields]
    except ValueError:
        raise FormatError(line, f"expected numbers, found {text.strip()[:60]!r}") from None
    if len(found) < least:
        raise FormatError(line, f"expected {least} numbers, found {len(found)}")
    return found


def whole(value: float, line: int, what: str) -> int:
    """The number as an int. Raises `FormatError` for a fraction."""
    if value != int(value):
        raise FormatError(line, f"{what} must be a whole number, found {value}")
    return int(value)


def vehicles_and_lines(text: str) -> tuple[int, int, list[tuple[int, str]]]:
    """How many vehicles, their room (both in the first line), and the numbered lines after it, without empty ones.

    Raises `FormatError` for an empty file and for vehicles that can carry nothing.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise FormatError(0, "the file is empty")
    first, header = lines[0]
    count, capacity = (whole(each, first, "the header") for each in numbers(header, first, 2)[:2])
    if count < 1 or capacity < 1:
        raise FormatError(first, f"needs at least one vehicle with room, found {count} with {capacity}")
    return count, capacity, lines[1:]


def row(fields: list[float], line: int) -> Row:
    """A node from id, x, y, demand, ready, due, service. Raises `FormatError` if its window closes before it opens."""
    node, demand, ready, due, service = (
        whole(fields[column], line, name)
        for column, name in ((0, "the node"), (3, "demand"), (4, "ready time"), (5, "due time"), (6, "service time"))
    )
    if not 0 <= ready <= due:
        raise FormatError(line, f"window {ready} to {due} of node {node} is empty or negative")
    if service < 0:
        raise FormatError(line, f"service time {service} of node {node} is negative")
    return Row(node, fields[1], fields[2], demand, ready, due, service, line)


def stop(found: Row, scale: int) -> Stop:
    """The node as a stop; a pickup carries its demand."""
    load = (found.demand,) if found.demand > 0 else ()
    windows = (Window(Seconds(found.ready * scale), Seconds(found.due * scale)),)
    return Stop(place=str(found.node), service=Seconds(found.service * scale), windows=windows, load=load)


def order(name: str, pickups: list[Row], drop: Row, scale: int) -> Order:
    """An order from its nodes. Raises `FormatError` when loads do not cancel out."""
    if sum(each.demand for each in pickups) != -drop.demand:
        raise FormatError(drop.line, f"demand {drop.demand} of node {drop.node} does not match its pickups")
    try:
        return Order(name, tuple(stop(each, scale) for each in pickups), stop(drop, scale))
    except Refused as refusal:
        raise FormatError(drop.line, str(refusal)) from refusal


def consecutive(rows: list[Row]) -> None:
    """Raise `FormatError` unless nodes are numbered 0, 1, 2, ... in the order of lines."""
    if not rows:
        raise FormatError(0, "the file has no nodes")
    for number, each in enumerate(rows):
        if each.node != number:
            raise FormatError(each.line, f"expected node {number}, found node {each.node}")
