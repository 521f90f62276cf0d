"""Moving things in a list, as Saleor's reorder mutations count."""

from collections.abc import Sequence


def moved(keys: Sequence[int], key: int, step: int) -> list[int]:
    """The list after one of its keys went `step` places down (negative: up), stopping at either end."""
    rest = [each for each in keys if each != key]
    place = min(max(keys.index(key) + step, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]
