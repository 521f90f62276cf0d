"""Two answers are the same if they are equal but for what each server makes up: ids, tokens, references, times.

A made-up value of the recording is bound to ours where it is first seen; from then on it must be that one everywhere.
"""

import re
from base64 import b64decode
from binascii import Error as BadBase64
from datetime import datetime
from typing import Any
from uuid import UUID

_ID = re.compile(r"^[A-Za-z]+:([0-9a-f-]{36}|\d+)$")


class Names:
    """What the recording's made-up values are called here."""

    def __init__(self) -> None:
        self._ours: dict[str, str] = {}

    def bind(self, theirs: str, ours: str) -> None:
        self._ours[theirs] = ours

    def ours(self, value: Any) -> Any:
        """A recorded value with everything in it that has a name here translated."""
        if isinstance(value, dict):
            return {key: self.ours(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.ours(each) for each in value]
        return self._ours.get(value, value) if isinstance(value, str) else value

    def differences(self, theirs: Any, ours: Any, path: str = "") -> list[str]:
        """Where our answer is not the recorded one."""
        if isinstance(theirs, dict) and isinstance(ours, dict):
            if theirs.keys() != ours.keys():
                return [f"{path}: has {sorted(ours)} instead of {sorted(theirs)}"]
            return [each for key in theirs for each in self.differences(theirs[key], ours[key], f"{path}.{key}")]
        if isinstance(theirs, list) and isinstance(ours, list):
            if len(theirs) != len(ours):
                return [f"{path}: {len(ours)} entries instead of {len(theirs)}: {ours}"]
            pairs = enumerate(zip(theirs, ours, strict=True))
            return [each for at, (a, b) in pairs for each in self.differences(a, b, f"{path}[{at}]")]
        if isinstance(theirs, str) and isinstance(ours, str) and self._same_text(theirs, ours):
            return []
        return [] if theirs == ours and type(theirs) is type(ours) else [f"{path}: {ours!r} instead of {theirs!r}"]

    def _same_text(self, theirs: str, ours: str) -> bool:
        if theirs in self._ours:
            return self._ours[theirs] == ours
        kind = _kind(theirs)
        if kind is None or kind != _kind(ours):
            return False
        if kind != "time":
            self._ours[theirs] = ours
        return True


def _kind(text: str) -> str | None:
    """What sort of made-up value a text is; None for words that must be equal."""
    if text.startswith("psp_"):
        return "reference"
    try:
        UUID(text)
    except ValueError:
        pass
    else:
        return "token"
    try:
        inside = b64decode(text, validate=True).decode()
    except (BadBase64, UnicodeDecodeError, ValueError):
        inside = ""
    if _ID.match(inside):
        return f"id of {inside.partition(':')[0]}"
    if text.isdecimal():
        return "number"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return "time" if moment.tzinfo else None
