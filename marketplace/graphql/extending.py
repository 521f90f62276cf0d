"""Fields that the platform adds to Saleor's types, and fields of the platform that lead to Saleor's objects.

An app lists mixins in its schema module's `extensions`. Each is a plain class with graphene fields and names Saleor's
type in `extends`. With the embedded engine its fields join the engine's type; with a Saleor elsewhere they stand on a
stub that has Saleor's key and these fields, and a gateway joins both. A resolver must be happy with `pk` of its root:
it gets the engine's row in one case and a `Reference` in the other. Added fields are nullable, for else an outage here
would take Saleor's data with it (GraphQL specification 6.4.4).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLSchema

from marketplace.graphql.batches import batched
from marketplace.graphql.ids import global_id, pk_of

KEYS: Mapping[str, tuple[str, ...]] = {
    "Product": ("id", "id channel"),
    "ProductVariant": ("id", "id channel"),
    "Order": ("id",),
    "User": ("id",),
}
"""Types that can be extended, each with the keys of its stub: the first leads to us, the last on to Saleor."""

Lookup = Callable[[str, Sequence[str | None], Any], Sequence[Any]]
"""(type name, global ids, info) -> what stands for each; None where nothing does."""

_LOOKUP = "saleor_objects"
_types: ContextVar[Mapping[str, type[graphene.ObjectType]]] = ContextVar("saleor_types")


@dataclass(frozen=True)
class Reference:
    """An object of Saleor of which only the key is known: `pk` is what its global id contains."""

    type_name: str
    pk: str
    channel: str | None = None

    @classmethod
    def of(cls, type_name: str, id: str | None, channel: str | None = None) -> "Reference":
        """From a global id. Raises NotFound on nonsense or another type."""
        return cls(type_name, pk_of(type_name, id), channel)

    @property
    def id(self) -> str:
        return global_id(self.type_name, self.pk)


def saleor_field(type_name: str, id_of: Callable[[Any], str | None], description: str) -> graphene.Field:
    """A field that leads from an object of ours to Saleor's object of the global id `id_of(object)`."""

    @batched
    def resolve(roots: Sequence[Any], info: Any) -> Sequence[Any]:
        lookup: Lookup = info.schema.extensions[_LOOKUP]
        return lookup(type_name, [id_of(root) for root in roots], info)

    return graphene.Field(lambda: _types.get()[type_name], resolver=resolve, description=description)


@contextmanager
def saleor_types(types: Mapping[str, type[graphene.ObjectType]]) -> Iterator[None]:
    """While a schema is built: which graphene types stand for Saleor's."""
    token = _types.set(types)
    try:
        yield
    finally:
        _types.reset(token)


def stubs(extensions: Sequence[type]) -> dict[str, type[graphene.ObjectType]]:
    """A type for each of `KEYS`: its key and what the extensions add. Their values are References."""
    return {name: _stub(name, _of(extensions, name)) for name in KEYS}


def _stub(name: str, mixins: Sequence[type]) -> type[graphene.ObjectType]:
    fields: dict[str, Any] = {"id": graphene.ID(required=True)}
    if "channel" in " ".join(KEYS[name]):
        fields["channel"] = graphene.String()
    made: type[graphene.ObjectType] = type(name, (*mixins, graphene.ObjectType), fields)
    return made


def additions(extensions: Sequence[type]) -> dict[str, type[graphene.ObjectType]]:
    """By Saleor's type: a type that carries the added fields until `add_fields` moves them."""
    found = {name: _of(extensions, name) for name in KEYS}
    return {
        name: type(f"{name}Addition", (*mixins, graphene.ObjectType), {}) for name, mixins in found.items() if mixins
    }


def add_fields(schema: GraphQLSchema, added: Mapping[str, type[graphene.ObjectType]]) -> None:
    """Move added fields to the types that they are meant for."""
    for name, carrier in added.items():
        moved: Any = schema.type_map.pop(carrier._meta.name)
        target: Any = schema.type_map[name]
        if twice := target.fields.keys() & moved.fields.keys():
            raise TypeError(f"{name} has {', '.join(sorted(twice))} already")
        target.fields.update(moved.fields)


def look_up_with(schema: GraphQLSchema, lookup: Lookup) -> None:
    """Say how this schema finds Saleor's objects by id."""
    schema.extensions = {**(schema.extensions or {}), _LOOKUP: lookup}


def _of(extensions: Sequence[type], name: str) -> list[type]:
    return [each for each in extensions if each.extends == name]  # type: ignore[attr-defined]
