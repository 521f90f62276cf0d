"""Which GraphQL type stands for which Python class: interfaces and unions resolve their members by it."""

from typing import Any

import graphene

_TYPES: dict[type, type[graphene.ObjectType]] = {}


def represents(*classes: type) -> Any:
    """Class decorator: the GraphQL type is what objects of these classes (or their subclasses) become."""

    def register(graphql_type: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
        for each in classes:
            _TYPES[each] = graphql_type
        return graphql_type

    return register


def type_of(value: object) -> type[graphene.ObjectType]:
    """The GraphQL type for an object. Raises LookupError if no type represents its class."""
    for each in type(value).__mro__:
        if each in _TYPES:
            return _TYPES[each]
    raise LookupError(f"no GraphQL type represents {type(value).__name__}")


class Node(graphene.Interface):
    """An object with a global id."""

    id = graphene.ID(required=True)

    @classmethod
    def resolve_type(cls, instance: object, _info: Any) -> type[graphene.ObjectType]:
        return type_of(instance)
