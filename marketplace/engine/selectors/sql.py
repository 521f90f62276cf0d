"""Pieces of SQL with their parameters, for the few questions that are asked so often that the ORM is too slow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.graphql.connections import Slice, values_in


@dataclass(frozen=True)
class Piece:
    """A condition or expression. The text is ours alone; every value that came from outside is a parameter."""

    text: str
    values: tuple[Any, ...] = ()


NOTHING = Piece("false")


def both(pieces: Iterable[Piece]) -> Piece:
    """All of the conditions; none at all is true."""
    return _joined(list(pieces), " and ", "true")


def either(pieces: Iterable[Piece]) -> Piece:
    """Any of the conditions; none at all is false."""
    return _joined(list(pieces), " or ", "false")


def _joined(pieces: list[Piece], word: str, empty: str) -> Piece:
    if not pieces:
        return Piece(empty)
    if len(pieces) == 1:
        return pieces[0]
    text = word.join(f"({piece.text})" for piece in pieces)
    return Piece(text, tuple(value for piece in pieces for value in piece.values))


@dataclass(frozen=True)
class SortKey:
    """An expression to sort by and the type that turns a cursor's text back into its value."""

    expression: Piece
    type: str
    descending: bool = False


def order_of(keys: Sequence[SortKey], *, backwards: bool, names: str = "k") -> str:
    """The ORDER BY list over the columns k0, k1, ...; PostgreSQL puts NULL last ascending and first descending."""
    return ", ".join(
        f"{names}{place} {'desc' if key.descending is not backwards else 'asc'}" for place, key in enumerate(keys)
    )


def beyond_cursor(keys: Sequence[SortKey], wanted: Slice) -> Piece:
    """Rows on the far side of the cursor. Raises GraphQLError on a cursor that is not ours."""
    if not wanted.cursor:
        return Piece("true")
    options: list[Piece] = []
    equal: list[Piece] = []
    for key, text in zip(keys, values_in(wanted.cursor, len(keys)), strict=True):
        descending = key.descending is not wanted.backwards
        step = _step(key, text, descending)
        if step is not None:
            options.append(both([*equal, step]))
        equal.append(
            Piece(f"{key.expression.text} is not distinct from %s::{key.type}", (*key.expression.values, text))
        )
    return either(options)


def _step(key: SortKey, text: str | None, descending: bool) -> Piece | None:
    expression, values = key.expression.text, key.expression.values
    if text is None:
        return Piece(f"{expression} is not null", values) if descending else None
    if descending:
        return Piece(f"{expression} < %s::{key.type}", (*values, text))
    return Piece(f"({expression} > %s::{key.type} or {expression} is null)", (*values, text, *values))
