"""Types of answers, unwrapped and ready to be written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import Any

from graphene.types.definitions import GrapheneEnumType
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    Undefined,
    is_abstract_type,
    is_leaf_type,
)
from graphql.pyutils import inspect

_MAX_INT, _MIN_INT = 2**31 - 1, -(2**31)


class _Nothing:
    """No value is of this type."""


@dataclass(frozen=True)
class Shape:
    """The type of an answer. `kind` is one of leaf, list, object, abstract.

    `inner` is the shape of a list's items, `concrete` the type of an object. Of a leaf, values of exactly the Python
    type `ready` are written as they are, all others by `write`, which raises on what the type cannot represent.
    """

    nonnull: bool
    kind: str
    type: Any
    inner: "Shape | None" = None
    concrete: GraphQLObjectType | None = None
    ready: type = _Nothing
    write: Callable[[Any], Any] = lambda value: value


def shape_of(output: GraphQLOutputType) -> Shape:
    """The shape of a GraphQL type."""
    nonnull = isinstance(output, GraphQLNonNull)
    bare: Any = output.of_type if isinstance(output, GraphQLNonNull) else output
    if isinstance(bare, GraphQLList):
        return Shape(nonnull, "list", bare, inner=shape_of(bare.of_type))
    if is_leaf_type(bare):
        return Shape(nonnull, "leaf", bare, ready=_READY.get(bare, _Nothing), write=_writer(bare))
    if is_abstract_type(bare):
        return Shape(nonnull, "abstract", bare)
    return Shape(nonnull, "object", bare, concrete=bare)


_READY: dict[Any, type] = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}


def _writer(leaf: Any) -> Callable[[Any], Any]:
    def careful(value: Any) -> Any:
        written = leaf.serialize(value)
        if written is None or written is Undefined:
            raise TypeError(f"Expected `{leaf}.serialize({inspect(value)})` to return non-nullable value.")
        return written

    if leaf is GraphQLInt:
        return lambda value: value if type(value) is int and _MIN_INT <= value <= _MAX_INT else careful(value)
    if leaf is GraphQLFloat:
        return lambda value: value if type(value) is float and isfinite(value) else careful(value)
    if isinstance(leaf, GraphQLEnumType):
        return _enum_writer(leaf, careful)
    return careful


def _enum_writer(leaf: GraphQLEnumType, careful: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Names by value; Graphene takes a member, its value or its name, in this order."""
    names: dict[Any, str] = {}
    if isinstance(leaf, GrapheneEnumType):
        names = {name: name for name in leaf.values}
    for name, entry in leaf.values.items():
        value = entry.value
        if isinstance(value, Enum) and isinstance(value.value, str):
            names[value.value] = name
        if isinstance(value, str):
            names[value] = name

    def write(value: Any) -> Any:
        name = names.get(value) if isinstance(value, str) else None
        return careful(value) if name is None else name

    return write
