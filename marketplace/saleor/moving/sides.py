"""The two engines of a move, and what the ledger knows of the way between them."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from django.db import transaction

from marketplace.saleor.models import Move, MovedObject
from marketplace.saleor.transports import Transport, speaking_to

Kind = MovedObject.Kind
PREFIX = "regionalmarkt:"


def reference(source_id: str) -> str:
    """The external reference under which Saleor keeps an object of the embedded engine."""
    return f"{PREFIX}{source_id}"


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Where the town comes from and where it goes; inside `with sides.old():` every document goes there."""

    source: Transport
    target: Transport

    def old(self) -> AbstractContextManager[None]:
        return speaking_to(self.source)

    def new(self) -> AbstractContextManager[None]:
        return speaking_to(self.target)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that stayed behind: what it is called, and why (Saleor's code or ours, and a sentence)."""

    kind: str
    name: str
    code: str
    message: str = ""


@dataclass(kw_only=True)
class Ledger:
    """Which object of the old engine became which of the new one; every pair is stored as soon as it is known."""

    move: Move
    _known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, str]:
        """New ids by old ones."""
        if kind not in self._known:
            rows = MovedObject.objects.filter(move=self.move, kind=kind)
            self._known[kind] = dict(rows.values_list("source_id", "target_id"))
        return self._known[kind]

    def note(self, kind: Kind, pairs: Iterable[tuple[str, str]]) -> None:
        """Store pairs of old and new id. Noting a pair again changes nothing."""
        self.note_together({kind: list(pairs)})

    @transaction.atomic
    def note_together(self, pairs: dict[Kind, list[tuple[str, str]]], *, label: str = "") -> None:
        """Store pairs of several kinds, all or none."""
        rows = list(self._rows(pairs, label))
        MovedObject.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            self.of(Kind(row.kind))[row.source_id] = row.target_id

    def _rows(self, pairs: dict[Kind, list[tuple[str, str]]], label: str) -> Iterator[MovedObject]:
        for kind, found in pairs.items():
            for source_id, target_id in found:
                yield MovedObject(move=self.move, kind=kind, source_id=source_id, target_id=target_id, label=label[:40])
