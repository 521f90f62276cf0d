"""How numbers look that people read out on the telephone."""

from string import ascii_uppercase


def purchase_number(year: int, count: int) -> str:
    """The shopper's number of a whole purchase: (2026, 123) -> 26-000123."""
    return f"{year % 100:02d}-{count:06d}"


def part_suffix(position: int) -> str:
    """The letters of a vendor's part by position from 0: A, B, ... Z, AA, AB ..."""
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = ascii_uppercase[letter] + letters
    return letters


def part_number(purchase: str, position: int) -> str:
    """The number of one vendor's part: ("26-000123", 0) -> 26-000123-A."""
    return f"{purchase}-{part_suffix(position)}"
