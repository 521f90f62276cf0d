"""Li and Lim (2001): first line vehicles, capacity, speed; then per node id, x, y, demand, ready, due, service, its
pickup, its delivery.

Distances and times are Euclidean in double precision; here they are rounded to millionths.
"""

from logistics.formats.instance import Fleet, FormatError, Instance, assembled, euclidean
from logistics.formats.pairs import paired
from logistics.formats.rows import consecutive, numbers, row, whole


def read(text: str) -> Instance:
    """The instance in the text of a file; vehicles count first. Raises `FormatError`."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise FormatError(0, "the file is empty")
    first, header = lines[0]
    count, capacity = (whole(each, first, "the header") for each in numbers(header, first, 2)[:2])
    if count < 1 or capacity < 1:
        raise FormatError(first, f"needs at least one vehicle with room, found {count} with {capacity}")
    rows, partner = [], {}
    for number, line in lines[1:]:
        fields = numbers(line, number, 9)
        found = row(fields, number)
        rows.append(found)
        partner[found.node] = (whole(fields[7], number, "the pickup"), whole(fields[8], number, "the delivery"))
    consecutive(rows)
    distances, scale = euclidean(rows)
    orders, node_of = paired(rows, partner, scale)
    problem = assembled(rows, orders, (distances, distances, scale), Fleet(count, capacity, vehicles_first=True))
    return Instance(problem, scale, node_of)
