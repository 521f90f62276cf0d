"""Li and Lim (2001): first line vehicles, capacity, speed; then per node id, x, y, demand, ready, due, service, its
pickup, its delivery.

Distances and times are Euclidean in double precision; here they are rounded to millionths.
"""

from logistics.formats.instance import Fleet, Instance, assembled, euclidean
from logistics.formats.pairs import paired
from logistics.formats.rows import consecutive, numbers, row, vehicles_and_lines, whole


def read(text: str) -> Instance:
    """The instance in the text of a file; vehicles count first. Raises `FormatError`."""
    count, capacity, lines = vehicles_and_lines(text)
    rows, partner = [], {}
    for number, line in lines:
        fields = numbers(line, number, 9)
        found = row(fields, number)
        rows.append(found)
        partner[found.node] = (whole(fields[7], number, "the pickup"), whole(fields[8], number, "the delivery"))
    consecutive(rows)
    distances, scale = euclidean(rows)
    orders, node_of = paired(rows, partner, scale)
    problem = assembled(rows, orders, (distances, distances, scale), Fleet(count, capacity, vehicles_first=True))
    return Instance(problem, scale, node_of)
