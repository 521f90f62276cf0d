"""Reading JSON values strictly: every complaint knows the path it is about."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from logistics.formats.positions import Path
from logistics.model import Refused, Seconds, Window

Made = TypeVar("Made")
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")


class Misfit(ValueError):
    """A value that does not fit the schema: where it stands, and why it does not fit."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{name_of(self.path)}: {self.reason}"


def name_of(path: Path) -> str:
    """A path as people write it: orders[3].drop.place."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or "the document"


class Fields:
    """An object of the document whose keys must all be known. Missing keys take the default, or are refused."""

    def __init__(self, value: Any, path: Path, known: str) -> None:
        if not isinstance(value, dict):
            raise Misfit(path, f"must be an object with {known}")
        for key in value:
            if key not in known.split():
                raise Misfit((*path, key), f"is not known; known are {known}")
        self._value, self.path = value, path

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value other than null."""
        return self._value.get(key) is not None

    def raw(self, key: str) -> Any:
        """The value as it stands. Raises `Misfit` if it is missing."""
        if key not in self._value:
            raise Misfit(self.path, f"needs {key}")
        return self._value[key]

    def text(self, key: str) -> str:
        """A string."""
        value = self.raw(key)
        if not isinstance(value, str):
            raise Misfit((*self.path, key), "must be a string")
        return value

    def number(self, key: str, default: float) -> float:
        """A number."""
        value = self._value.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Misfit((*self.path, key), "must be a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """true or false; false when missing."""
        value = self._value.get(key, False)
        if not isinstance(value, bool):
            raise Misfit((*self.path, key), "must be true or false")
        return value

    def time(self, key: str, default: int | None = None) -> Seconds:
        """Seconds, or a time of day."""
        return seconds(self._value[key] if key in self._value or default is None else default, (*self.path, key))

    def whole(self, key: str) -> int:
        """A whole number."""
        return _whole(self.raw(key), (*self.path, key))

    def names(self, key: str) -> frozenset[str]:
        """A list of strings; empty when missing."""
        return frozenset(self.each(key, lambda value, path: str(value)))

    def amounts(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; empty when missing."""
        return tuple(self.each(key, _whole))

    def each(self, key: str, make: Callable[[Any, Path], Made]) -> tuple[Made, ...]:
        """A list, every entry made by `make`; empty when missing."""
        value = self._value.get(key, [])
        if not isinstance(value, list):
            raise Misfit((*self.path, key), "must be a list")
        return tuple(built(make, each, (*self.path, key, number)) for number, each in enumerate(value))


def built(make: Callable[[Any, Path], Made], value: Any, path: Path) -> Made:
    """What `make` makes; a refusal of the model becomes a `Misfit` at this path."""
    try:
        return make(value, path)
    except Refused as refusal:
        raise Misfit(path, str(refusal)) from refusal


def seconds(value: Any, path: Path) -> Seconds:
    """Whole seconds, or a time of day as HH:MM or HH:MM:SS."""
    if isinstance(value, str) and (found := CLOCK.fullmatch(value)):
        return Seconds(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit(path, "must be whole seconds or a time such as 08:30")
    return Seconds(value)


def window(value: Any, path: Path) -> Window:
    """A pair of times."""
    if not isinstance(value, list) or len(value) != 2:
        raise Misfit(path, 'must be a pair of times, such as ["08:00", "12:30"]')
    return Window(seconds(value[0], (*path, 0)), seconds(value[1], (*path, 1)))


def _whole(value: Any, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misfit(path, "must be a whole number")
    return value
