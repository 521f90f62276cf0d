"""Is one GraphQL schema a subset of another? Every difference is one readable line.

A subset may leave out types, fields, optional arguments and optional input fields, enum values, interfaces and union
members. What it has must be the same: kinds, field types with their nullability, argument types and defaults. What the
whole requires of a caller (arguments and input fields that must be given) the subset must know too.
"""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    is_introspection_type,
    is_required_argument,
    is_required_input_field,
    is_specified_scalar_type,
)


def differences(part: GraphQLSchema, whole: GraphQLSchema) -> list[str]:
    """What keeps `part` from being a subset of `whole`."""
    found: list[str] = []
    for name, ours in sorted(part.type_map.items()):
        if is_introspection_type(ours) or is_specified_scalar_type(ours):
            continue
        theirs = whole.type_map.get(name)
        if theirs is None:
            found.append(f"{name}: not in the whole")
        elif _kind(ours) is not _kind(theirs):
            found.append(f"{name}: is a {_kind(ours).__name__}, should be a {_kind(theirs).__name__}")
        else:
            found += _of_type(ours, theirs)
    return found


def _kind(named: GraphQLNamedType) -> type:
    bases = (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType, GraphQLEnumType, GraphQLUnionType)
    return next((base for base in bases if isinstance(named, base)), GraphQLNamedType)


def _of_type(ours: Any, theirs: Any) -> Iterator[str]:
    name = ours.name
    if isinstance(ours, GraphQLEnumType):
        yield from (f"{name}.{value}: no such value" for value in ours.values if value not in theirs.values)
    elif isinstance(ours, GraphQLUnionType):
        members = {member.name for member in theirs.types}
        yield from (f"{name}: {member.name} is no member" for member in ours.types if member.name not in members)
    elif isinstance(ours, GraphQLInputObjectType):
        yield from _of_inputs(name, ours.fields, theirs.fields, "input field")
    elif isinstance(ours, GraphQLObjectType | GraphQLInterfaceType):
        implemented = {each.name for each in theirs.interfaces}
        yield from (
            f"{name}: does not implement {each.name}" for each in ours.interfaces if each.name not in implemented
        )
        yield from _of_fields(name, ours.fields, theirs.fields)


def _of_fields(owner: str, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    for name, field in ours.items():
        place = f"{owner}.{name}"
        if name not in theirs:
            yield f"{place}: no such field"
            continue
        if str(field.type) != str(theirs[name].type):
            yield f"{place}: is {field.type}, should be {theirs[name].type}"
        yield from _of_inputs(place, field.args, theirs[name].args, "argument")


def _of_inputs(owner: str, ours: dict[str, Any], theirs: dict[str, Any], noun: str) -> Iterator[str]:
    for name, value in ours.items():
        place = f"{owner}({name})"
        if name not in theirs:
            yield f"{place}: no such {noun}"
            continue
        if str(value.type) != str(theirs[name].type):
            yield f"{place}: is {value.type}, should be {theirs[name].type}"
        if _default(value) != _default(theirs[name]):
            yield f"{place}: default is {_default(value)!r}, should be {_default(theirs[name])!r}"
    yield from (
        f"{owner}({name}): required {noun} is missing"
        for name, value in theirs.items()
        if name not in ours and _required(value)
    )


def _default(value: GraphQLArgument | GraphQLInputField) -> Any:
    default = value.default_value
    return Undefined if default is None else getattr(default, "value", default)


def _required(value: GraphQLArgument | GraphQLInputField) -> bool:
    return is_required_argument(value) if isinstance(value, GraphQLArgument) else is_required_input_field(value)
