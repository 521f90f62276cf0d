"""Writes a document for any root field: all arguments filled in, everything selected that can be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

DEPTH = 4
SCALARS: dict[str, Any] = {
    "String": "Probe",
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "UUID": "00000000-0000-4000-8000-000000000000",
    "Date": "2030-01-02",
    "DateTime": "2030-01-02T10:00:00+00:00",
    "JSON": {},
    "JSONString": "{}",
    "GenericScalar": {},
    "Metadata": {},
}
WELL_KNOWN: dict[str, Any] = {"channel": "zeitz", "first": 20, "email": "probe@zeitz.example", "city": "Zeitz"}
WELL_KNOWN |= {"redirectUrl": "http://127.0.0.1:8000/konto/", "newEmail": "other@zeitz.example"}
WELL_KNOWN |= {"price": "1.00", "amount": "1.00", "quantity": 1, "country": "DE", "languageCode": "DE"}


@dataclass(frozen=True)
class Probe:
    """One operation: its name, the document, and how to make its variables around an id."""

    name: str
    kind: str
    source: str
    takes_id: bool
    variables: Callable[[str], dict[str, Any]]


def probes(schema: GraphQLSchema, root: GraphQLObjectType, kind: str) -> Iterator[Probe]:
    """A probe for every field of a root type."""
    for name, field in root.fields.items():
        if not name.startswith("_"):
            yield _probe(schema, kind, name, field)


def _probe(schema: GraphQLSchema, kind: str, name: str, field: GraphQLField) -> Probe:
    arguments = field.args
    declared = ", ".join(f"${each}: {argument.type}" for each, argument in arguments.items())
    passed = ", ".join(f"{each}: ${each}" for each in arguments)
    body = _selection(schema, field.type, DEPTH)
    heads = (f"({declared})" if declared else "", f"({passed})" if passed else "")
    source = f"{kind} Probe{heads[0]} {{ {name}{heads[1]} {body} }}"
    takes_id = any(_mentions_id(argument.type) for argument in arguments.values())

    def variables(some_id: str) -> dict[str, Any]:
        return {each: _value(each, argument.type, some_id, 0) for each, argument in _chosen(arguments).items()}

    return Probe(name, kind, source, takes_id, variables)


def _chosen(arguments: dict[str, GraphQLArgument]) -> dict[str, GraphQLArgument]:
    """All but backward paging, which excludes forward paging."""
    return {name: argument for name, argument in arguments.items() if name not in ("last", "before", "after")}


def _mentions_id(given: GraphQLInputType, depth: int = 0) -> bool:
    named = get_named_type(given)
    if named.name in ("ID", "UUID"):
        return True
    if isinstance(named, GraphQLInputObjectType) and depth < 3:
        return any(_mentions_id(field.type, depth + 1) for field in named.fields.values())
    return False


def _value(name: str, given: GraphQLInputType, some_id: str, depth: int) -> Any:
    if isinstance(given, GraphQLNonNull):
        return _value(name, given.of_type, some_id, depth)
    if isinstance(given, GraphQLList):
        return [_value(name, given.of_type, some_id, depth)]
    if isinstance(given, GraphQLInputObjectType):
        fields = given.fields.items()
        return {
            each: _value(each, field.type, some_id, depth + 1)
            for each, field in fields
            if isinstance(field.type, GraphQLNonNull) or (depth < 2 and _mentions_id(field.type))
        }
    if isinstance(given, GraphQLEnumType):
        return next(iter(given.values))
    if given.name == "ID":
        return some_id
    return WELL_KNOWN.get(name, SCALARS.get(given.name, "1"))


def _selection(schema: GraphQLSchema, output: Any, depth: int) -> str:
    named = get_named_type(output)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType):
        parts = [f"... on {each.name} {_selection(schema, each, depth - 1)}" for each in named.types] if depth else []
        return "{ __typename " + " ".join(parts) + " }"
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    return "{ __typename " + " ".join(_fields(schema, named, depth)) + " }"


def _fields(schema: GraphQLSchema, named: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> Iterator[str]:
    for name, field in named.fields.items():
        if any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
            continue
        paged = "(first: 5)" if "first" in field.args and "after" in field.args else ""
        if is_leaf_type(get_named_type(field.type)):
            yield name + paged
        elif depth > 1:
            yield f"{name}{paged} {_selection(schema, field.type, depth - 1)}"
