"""Sartori and Buriol (2020): named header fields, NODES as in Li and Lim with coordinates in degrees, EDGES as a
matrix of whole minutes."""

import numpy as np

from logistics.formats.instance import Fleet, FormatError, Instance, Row, assembled
from logistics.formats.pairs import paired
from logistics.formats.rows import consecutive, numbers, row, whole
from logistics.model import Matrix
from logistics.model.travel import LARGEST

SECTIONS = ("NODES", "EDGES", "EOF")


def read(text: str) -> Instance:
    """The instance in the text of a file; vehicles count first, then minutes on the road. Raises `FormatError`."""
    header, sections = _split(text)
    rows, partner = _nodes(sections["NODES"])
    matrix = _edges(sections["EDGES"], len(rows))
    if "CAPACITY" not in header:
        raise FormatError(0, "CAPACITY is missing")
    line, capacity = header["CAPACITY"]
    orders, node_of = paired(rows, partner, 1)
    fleet = Fleet(max(1, len(orders)), whole(numbers(capacity, line, 1)[0], line, "CAPACITY"), vehicles_first=True)
    return Instance(assembled(rows, orders, (matrix, matrix, 1), fleet), 1, node_of)


def _split(text: str) -> tuple[dict[str, tuple[int, str]], dict[str, list[tuple[int, str]]]]:
    header: dict[str, tuple[int, str]] = {}
    sections: dict[str, list[tuple[int, str]]] = {"NODES": [], "EDGES": []}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip()
        if word in SECTIONS:
            current = word
        elif current in sections and word:
            sections[current].append((number, line))
        elif not current and word:
            name, colon, value = word.partition(":")
            if not colon:
                raise FormatError(number, f"expected 'NAME: value' or NODES, found {word[:60]!r}")
            header[name.strip()] = (number, value.strip())
    if current != "EOF":
        raise FormatError(0, "the file ends before EOF: it is cut off or of another format")
    return header, sections


def _nodes(lines: list[tuple[int, str]]) -> tuple[list[Row], dict[int, tuple[int, int]]]:
    rows: list[Row] = []
    partner = {}
    for number, line in lines:
        fields = numbers(line, number, 9)
        # latitude stands before longitude; places of a problem are (longitude, latitude)
        found = row([fields[0], fields[2], fields[1], *fields[3:]], number)
        rows.append(found)
        partner[found.node] = (whole(fields[7], number, "the pickup"), whole(fields[8], number, "the delivery"))
    consecutive(rows)
    return rows, partner


def _edges(lines: list[tuple[int, str]], size: int) -> Matrix:
    if len(lines) != size:
        raise FormatError(lines[-1][0] if lines else 0, f"EDGES has {len(lines)} rows for {size} nodes")
    matrix = np.zeros((size, size), dtype=np.int32)
    for index, (number, line) in enumerate(lines):
        fields = numbers(line, number, size)
        if len(fields) != size or not all(0 <= each <= LARGEST for each in fields):
            raise FormatError(number, f"expected {size} durations that are not negative")
        matrix[index] = [whole(each, number, "a duration") for each in fields]
    return matrix
