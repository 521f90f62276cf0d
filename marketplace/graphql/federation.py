"""A schema as a subgraph of Apollo Federation (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas).

A subgraph tells its SDL with keys in `_service`, and answers `_entities` with objects by their keys. Names and
nullability are those of Saleor, which is a subgraph too; the specification allows them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    ConstDirectiveNode,
    DocumentNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
    ObjectTypeDefinitionNode,
    SchemaDefinitionNode,
    parse,
    print_ast,
    print_schema,
)

MOST = 1000
"""Objects in one question. Gateways ask for all that a page names at once; a page has 100 rows at most."""

LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n\n'

Find = Callable[[str, Sequence[Mapping[str, Any]], Any], Sequence[Any]]
"""(type name, representations of that type, info) -> object, None or exception for each, in order."""


@dataclass(frozen=True, kw_only=True)
class Subgraph:
    """What others may know of a schema: keys by type name, types that others define alike, how objects are found.

    `link` names the version of Federation in the SDL; without one it is the first, which Saleor speaks.
    """

    keys: Mapping[str, tuple[str, ...]]
    find: Find
    name_of: Callable[[Any], str]
    shareable: tuple[str, ...] = ()
    link: str = LINK
    most: int = MOST


def as_subgraph(schema: GraphQLSchema, subgraph: Subgraph) -> GraphQLSchema:
    """The schema with `_service` and `_entities`."""
    members: Any = [schema.type_map[name] for name in subgraph.keys if name in schema.type_map]
    entity = GraphQLUnionType("_Entity", members, resolve_type=lambda value, *_: subgraph.name_of(value))
    service = GraphQLObjectType("_Service", {"sdl": GraphQLField(GraphQLString)})
    sdl = subgraph_sdl(schema, subgraph)
    given = GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLScalarType("_Any"))))
    query = schema.query_type
    assert query is not None
    query.fields["_service"] = GraphQLField(service, resolve=lambda _root, _info: {"sdl": sdl})
    query.fields["_entities"] = GraphQLField(
        GraphQLList(entity),
        {"representations": GraphQLArgument(given)},
        resolve=lambda _root, info, representations: _entities(subgraph, representations, info),
    )
    types = [each for name, each in schema.type_map.items() if not name.startswith("__")]
    return GraphQLSchema(
        query, schema.mutation_type, schema.subscription_type, types, schema.directives, extensions=schema.extensions
    )


def subgraph_sdl(schema: GraphQLSchema, subgraph: Subgraph) -> str:
    """The SDL that composition reads. Subscriptions are no part of it: they are delivered as webhooks."""
    types = [each for name, each in schema.type_map.items() if name != "Subscription" and not name.startswith("__")]
    bare = GraphQLSchema(schema.query_type, schema.mutation_type, None, types, schema.directives)
    document = parse(print_schema(bare), no_location=True)
    definitions = [
        _annotated(each, subgraph) for each in document.definitions if not isinstance(each, SchemaDefinitionNode)
    ]
    sdl = print_ast(DocumentNode(definitions=tuple(definitions)))
    return f"{subgraph.link}{sdl}\n"


def _annotated(definition: Any, subgraph: Subgraph) -> Any:
    if isinstance(definition, ObjectTypeDefinitionNode):
        name = definition.name.value
        marks = [f'@key(fields: "{key}")' for key in subgraph.keys.get(name, ())]
        marks += ["@shareable"] if name in subgraph.shareable else []
        definition.directives = (*definition.directives, *(_directive(mark) for mark in marks))
    return definition


def _directive(text: str) -> ConstDirectiveNode:
    holder: Any = parse(f"type T {text} {{ f: Int }}", no_location=True).definitions[0]
    found: ConstDirectiveNode = holder.directives[0]
    return found


def _entities(subgraph: Subgraph, representations: Sequence[Any], info: Any) -> list[Any]:
    if len(representations) > subgraph.most:
        raise GraphQLError(
            f"Federated query exceeded entity limit: {len(representations)} items requested over {subgraph.most}."
        )
    places: dict[str, list[int]] = {}
    for place, representation in enumerate(representations):
        if not isinstance(representation, dict):
            raise GraphQLError("Invalid type for 'representation' field: must be an object")
        name = representation.get("__typename")
        if name is None:
            raise GraphQLError("Missing required field: __typename")
        if not isinstance(name, str) or name not in subgraph.keys:
            raise GraphQLError("Invalid value or unsupported model for __typename")
        places.setdefault(name, []).append(place)
    answers: list[Any] = [None] * len(representations)
    for name, own in places.items():
        found = subgraph.find(name, [representations[place] for place in own], info)
        for place, value in zip(own, found, strict=True):
            answers[place] = value
    return answers
