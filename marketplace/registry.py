"""Where an app that asks keeps the answers that plugins register in `AppConfig.ready()`."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named implementations of one protocol, in the order in which they were registered."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._entries: dict[str, T] = {}

    def register(self, code: str, entry: T) -> T:
        """Add an entry under a code that is unique and stable for ever (it is stored in rows).

        Raises ValueError if another entry holds the code.
        """
        held = self._entries.get(code)
        if held is not None and type(held) is not type(entry):
            raise ValueError(f"{self._noun} {code!r} is registered already")
        self._entries[code] = entry
        return entry

    def get(self, code: str) -> T | None:
        return self._entries.get(code)

    def __getitem__(self, code: str) -> T:
        try:
            return self._entries[code]
        except KeyError:
            raise LookupError(f"no {self._noun} {code!r} is installed") from None

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def codes(self) -> tuple[str, ...]:
        return tuple(self._entries)
