"""Model instances by key, read without building a queryset: the SQL of a model and column is written once.

It pays where a query of the ORM would be built anew for each list of an operation. Instances behave as if
`Model.objects.filter(column__in=keys)` had made them, except that `from_db` and `__init__` are not called and that
search vectors, which nobody reads, are deferred.
"""

# ruff: noqa: S608 the texts are put together from names of tables and columns; values travel as parameters

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.expressions import OrderBy

from marketplace.graphql.statement import rows_of


def instance(model: type[Model], columns: Sequence[str], values: Sequence[Any]) -> Any:
    """A stored instance with these columns (attribute names); all others are deferred."""
    made = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, "default"
    made.__dict__.update(zip(columns, values, strict=True))
    made.__dict__["_state"] = state
    return made


def rows_by(model: type[Model], column: str, keys: Iterable[Any], order: tuple[str, ...] = ()) -> list[Any]:
    """Instances whose column (an attribute name) is one of the keys, in an order of attribute names ("-" turns it)."""
    sql, columns = _statement(model, column, order)
    return [instance(model, columns, row) for row in rows_of(sql, [list(keys)], steady=True)]


@lru_cache(maxsize=256)
def _statement(model: type[Model], column: str, order: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    fields = [each for each in model._meta.concrete_fields if not isinstance(each, SearchVectorField)]
    columns = {field.attname: str(field.column) for field in fields}
    (key_type,) = (field.rel_db_type(connection) for field in fields if field.attname == column)
    text = (
        f"select {', '.join(_quoted(each) for each in columns.values())} from {_quoted(model._meta.db_table)}"
        f" where {_quoted(columns[column])} = any(%s::{key_type}[])"
    )
    if order:
        parts = [f"{_quoted(columns[each.lstrip('-')])}{' desc' if each.startswith('-') else ''}" for each in order]
        text += f" order by {', '.join(parts)}"
    return text, tuple(columns)


def plain_order(rows: QuerySet[Any]) -> tuple[str, ...] | None:
    """The order of a queryset that is all rows of a table, in attribute names; None if it is anything more."""
    query = rows.query
    special = query.where or query.select_related or query.annotations or query.distinct or query.is_sliced
    names, deferred = query.deferred_loading
    if special or names or not deferred or query.combinator or query.extra_order_by:
        return None
    attributes = {field.name: field.attname for field in rows.model._meta.concrete_fields}
    order = []
    for each in query.order_by or (rows.model._meta.ordering if query.default_ordering else ()):
        name = _name(each)
        if name is None:
            return None
        bare = name.lstrip("-")
        bare = rows.model._meta.pk.attname if bare == "pk" else attributes.get(bare, bare)
        if bare not in attributes.values():
            return None
        order.append(f"-{bare}" if name.startswith("-") else bare)
    return tuple(order)


def _name(each: Any) -> str | None:
    if isinstance(each, str):
        return each
    if isinstance(each, OrderBy) and isinstance(each.expression, F) and not (each.nulls_first or each.nulls_last):
        name: str = each.expression.name  # type: ignore[attr-defined]
        return f"-{name}" if each.descending else name
    return None


def _quoted(name: str) -> str:
    return f'"{name}"'
