"""Gives the platform's rows the new ids, inside the one transaction in which the town arrives."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from marketplace.saleor.moving.sides import Kind, Ledger

# Ids are base64 and hold no colon, so a prefix tells what is new and what stayed behind.
_NEW, OLD = "new:", "old:"
CHUNK = 500


def repoint(ledger: Ledger, model: type[models.Model], column: str, kind: Kind, *, park: bool) -> int:
    """Put new ids in place of old ones; returns how many rows changed.

    Ids of the two engines look alike, so rows take their new id in two steps, and with `park` what was not carried is
    put aside as `old:<id>`: no later event about somebody else's object may meet it.
    """
    table, name = (connection.ops.quote_name(each) for each in (model._meta.db_table, _column(model, column)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} as row set {name} = %s || moved.target_id from saleor_movedobject as moved"  # noqa: S608
            f" where moved.move_id = %s and moved.kind = %s and moved.source_id = row.{name}",
            [_NEW, ledger.move.pk, kind.value],
        )
        changed = int(cursor.rowcount)
        if park:
            cursor.execute(
                f"update {table} set {name} = %s || {name} where {name} <> '' and position(':' in {name}) = 0",  # noqa: S608
                [OLD],
            )
        cursor.execute(
            f"update {table} set {name} = substr({name}, %s) where {name} like %s",  # noqa: S608
            [len(_NEW) + 1, f"{_NEW}%"],
        )
    return changed


def repoint_keys(ledger: Ledger, rows: Iterable[Any], column: str, kind: Kind) -> int:
    """Put new ids in place of the keys of a JSON column; keys that were not carried stay."""
    known = ledger.of(kind)
    changed = []
    for row in rows:
        held: dict[str, Any] = getattr(row, column)
        if held.keys() & known.keys():
            setattr(row, column, {known.get(key, key): value for key, value in held.items()})
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, [column], batch_size=CHUNK)
    return len(changed)


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field), "only columns hold ids"
    return str(field.column)
