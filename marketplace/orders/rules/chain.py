"""The chain of digests through the history of a vendor order (GoBD, law D-20)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Link:
    """One entry as far as the chain covers it: everything but who the person was, which the law may ask to forget."""

    order: int
    sequence: int
    kind: str
    role: str
    data: Mapping[str, object]
    at: datetime


def digest(link: Link, before: str) -> str:
    """SHA-256 over the entry and the digest before it, in hexadecimal."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    body = [before, link.order, link.sequence, link.kind, link.role, dict(link.data), at]
    return sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def first_broken(links: Iterable[tuple[Link, str]]) -> int | None:
    """The place in the chain from which on it does not hold (links with their digests, in order); None if it holds."""
    before = ""
    for place, (link, kept) in enumerate(links, start=1):
        if link.sequence != place or digest(link, before) != kept:
            return place
        before = kept
    return None
