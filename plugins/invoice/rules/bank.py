"""International bank account numbers (ISO 13616)."""

import re

_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_GERMAN_LENGTH = 22


def compact(iban: str) -> str:
    """Without spaces, in capitals."""
    return "".join(iban.split()).upper()


def is_iban(iban: str) -> bool:
    """True if form and check digits are right; German ones have 22 places."""
    text = compact(iban)
    if not _FORM.fullmatch(text) or (text.startswith("DE") and len(text) != _GERMAN_LENGTH):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def grouped(iban: str) -> str:
    """In groups of four, as people read it."""
    text = compact(iban)
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
