"""Resolvers that answer for all sibling objects at once, so that a list costs one statement per relation.

`batched(load)` makes a resolver of `load(roots, info, **arguments) -> list of answers in the same order`. The executor
calls `load` once for all objects that a list (of lists) holds; graphql-core's own executor calls it for each object.
An answer may be an exception: it becomes the error of that object alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from marketplace.graphql.fast_rows import plain_order, rows_by

Load = Callable[..., Sequence[Any]]


def batched(load: Load) -> Callable[..., Any]:
    """A resolver from a function over many objects."""

    def resolve(root: Any, info: Any, **arguments: Any) -> Any:
        return load([root], info, **arguments)[0]

    resolve.many = load  # type: ignore[attr-defined]
    resolve.__doc__ = load.__doc__
    return resolve


def related(name: str, rows: Callable[[], QuerySet[Any]] | None = None) -> Callable[..., Any]:
    """A resolver for a foreign key: loads what is not loaded yet, in one statement, and keeps it on the instances."""

    def load(roots: Sequence[Model], info: Any) -> list[Any]:
        attach(roots, name, rows)
        return [getattr(root, name) for root in roots]

    return batched(load)


def attach(instances: Sequence[Any], name: str, rows: Callable[[], QuerySet[Any]] | None = None) -> None:
    """Load the foreign key `name` of many instances in one statement, where it is not loaded yet."""
    bare = [each for each in instances if name not in each._state.fields_cache]
    if not bare:
        return
    foreign = bare[0]._meta.get_field(name)
    keys = {key for each in bare if (key := getattr(each, foreign.attname)) is not None}
    found = _by_key(rows() if rows else foreign.related_model._default_manager.all(), keys) if keys else {}
    for each in bare:
        setattr(each, name, found.get(getattr(each, foreign.attname)))


def _by_key(source: QuerySet[Any], keys: set[Any]) -> dict[Any, Any]:
    if plain_order(source) is None:
        return dict(source.in_bulk(keys))
    return {row.pk: row for row in rows_by(source.model, source.model._meta.pk.attname, keys)}


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    """Rows by the value of an attribute, in their order."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def children(name: str, rows: Callable[[], QuerySet[Any]], *, back: str) -> Callable[..., Any]:
    """A resolver for the objects that point here by the foreign key `back`; kept on the instances under `name`."""

    def load(roots: Sequence[Model], info: Any) -> list[list[Any]]:
        return attach_children(roots, name, rows, back=back)

    return batched(load)


def attach_children(
    instances: Sequence[Any], name: str, rows: Callable[[], QuerySet[Any]], *, back: str
) -> list[list[Any]]:
    """Load reverse relations of many instances in one statement, and give each child its parent."""
    bare = {each.pk: each for each in instances if name not in each.__dict__}
    if bare:
        source = rows()
        order = plain_order(source)
        found = (
            source.filter(**{f"{back}__in": list(bare)})
            if order is None
            else rows_by(source.model, f"{back}_id", bare, order)
        )
        groups = grouped(found, f"{back}_id")
        for each in instances:
            if name not in each.__dict__:
                each.__dict__[name] = groups.get(each.pk, [])
                for child in each.__dict__[name]:
                    setattr(child, back, each)
    return [each.__dict__[name] for each in instances]
