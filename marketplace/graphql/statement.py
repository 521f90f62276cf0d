"""Statements that run so often that the way to PostgreSQL and back matters."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection

PREPARE_AFTER = 2  # runs on a connection, so that a statement that is sent once costs one round trip


class _BinaryCursor(psycopg.Cursor[tuple[Any, ...]]):
    """Takes results in binary, which is quicker to read, and never prepares."""

    _prepare: bool | None = False

    def execute(self, query: Any, params: Any = None, **_options: Any) -> "_BinaryCursor":
        return super().execute(query, params, prepare=self._prepare, binary=True)


class _SteadyCursor(_BinaryCursor):
    """Prepares what it sees often."""

    _prepare = None


def rows_of(sql: str, values: Sequence[Any], *, steady: bool) -> list[tuple[Any, ...]]:
    """All rows of a statement that only reads. Django's wrappers count and log it as any other.

    A `steady` statement is planned once a connection, for any values of its parameters; others are planned each time
    for the values at hand. JSON columns come as Python values. Parameters are bound by the server: give their type in
    the text (`%s::bigint[]`) where it cannot be seen from the place.
    """
    try:
        return _rows(sql, values, steady)
    except (OperationalError, InterfaceError):
        # The server went away since the last request. Nothing was written, so a new connection may ask again; inside a
        # transaction it may not, because what came before is gone.
        if connection.in_atomic_block or connection.is_usable():
            raise
        connection.close()
        return _rows(sql, values, steady)


def _rows(sql: str, values: Sequence[Any], steady: bool) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    raw = connection.connection
    bare: Any = _BinaryCursor(raw)
    wrap: Any = connection.make_cursor
    if connection.queries_logged:  # the log reads the text, which a prepared statement does not carry
        wrap = connection.make_debug_cursor
    elif steady:
        _let_prepare(raw)
        bare = _SteadyCursor(raw)
    with wrap(bare) as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _let_prepare(raw: "psycopg.Connection[Any]") -> None:
    """Django's own statements are bound by the client and never prepared, so the plan mode meets ours alone.

    By itself PostgreSQL would compare estimates and mostly plan anew each time, which costs more than these statements.
    """
    if raw.prepare_threshold == PREPARE_AFTER:
        return
    raw.prepare_threshold = PREPARE_AFTER
    with raw.cursor() as cursor:
        cursor.execute("set plan_cache_mode = force_generic_plan")
