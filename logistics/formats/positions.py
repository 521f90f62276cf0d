"""Where in a JSON text each value begins, so that a complaint can name the line."""

import json
import re

Path = tuple[str | int, ...]

TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)')


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every value by its path. The text must be valid JSON."""
    found: dict[Path, int] = {}
    tokens = [(match[1], match.start(1)) for match in TOKEN.finditer(text)]
    breaks = [match.start() for match in re.finditer("\n", text)]
    position = 0
    line, seen = 1, 0

    def here(offset: int) -> int:
        nonlocal line, seen
        while seen < len(breaks) and breaks[seen] < offset:
            line, seen = line + 1, seen + 1
        return line

    def value(path: Path) -> None:
        nonlocal position
        word, offset = tokens[position]
        found[path] = here(offset)
        position += 1
        if word not in "{[":
            return
        number = 0
        while tokens[position][0] not in "}]":
            key: str | int = number
            if word == "{":
                key = json.loads(tokens[position][0])
                position += 2
            value((*path, key))
            number += 1
            if tokens[position][0] == ",":
                position += 1
        position += 1

    value(())
    return found
