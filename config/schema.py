"""One schema from many modules: the embedded engine's slice of Saleor, the platform's apps and the plugins.

A schema module may offer plain classes `Query`, `Mutation` and `Subscription` (mixins with graphene fields), a list
`types` of types that no field names (members of interfaces and unions), and a list `extensions` of fields for Saleor's
types (see `marketplace/graphql/extending.py`). With a Saleor elsewhere the platform serves its own part alone, as a
subgraph that a gateway joins with Saleor's.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import graphene
from django.conf import settings
from graphql import ExecutionResult

from config.plugins import plugin_modules
from marketplace.errors import DomainError
from marketplace.graphql import extending
from marketplace.graphql.context import Context
from marketplace.graphql.execution import execute_document
from marketplace.graphql.extending import Reference
from marketplace.graphql.federation import Subgraph, as_subgraph

PLATFORM = ("saleor", "accounts", "vendors", "catalogue", "baskets", "orders", "campaigns")


def build_schema(modules: Sequence[ModuleType], types: Sequence[Any] = ()) -> graphene.Schema:
    """The schema of exactly these modules and further types."""
    roots: dict[str, type | None] = {}
    for root in ("Query", "Mutation", "Subscription"):
        mixins = [getattr(module, root) for module in modules if hasattr(module, root)]
        roots[root.lower()] = type(root, (*mixins, graphene.ObjectType), {}) if mixins else None
    named = [each for module in modules for each in getattr(module, "types", [])]
    return graphene.Schema(**roots, types=[*named, *types])


@lru_cache(maxsize=1)
def schema() -> graphene.Schema:
    """The schema that this installation serves."""
    return whole_schema() if settings.SALEOR_API_URL is None else platform_schema()


def whole_schema() -> graphene.Schema:
    """Engine and platform as one."""
    from marketplace.engine import schema as engine  # late: with a Saleor elsewhere nobody needs it
    from marketplace.engine.schema import entity

    modules = _platform_modules()
    added = extending.additions(_extensions(modules))
    with extending.saleor_types({each._meta.name: each for each in engine.types if each._meta.name in extending.KEYS}):
        built = build_schema([engine, *modules], tuple(added.values()))

    def lookup(type_name: str, ids: Sequence[str | None], info: Any) -> Sequence[Any]:
        return entity.find_by_id(type_name, ids, info, channel=settings.CHANNEL_SLUG)

    extending.add_fields(built.graphql_schema, added)
    extending.look_up_with(built.graphql_schema, lookup)
    return built


def platform_schema() -> graphene.Schema:
    """The platform's part alone, as a subgraph that extends Saleor's types by key."""
    modules = _platform_modules()
    types = extending.stubs(_extensions(modules))
    with extending.saleor_types(types):
        built = build_schema(modules, tuple(types.values()))
    extending.look_up_with(built.graphql_schema, _references)
    subgraph = Subgraph(
        keys=extending.KEYS, find=_extended, name_of=lambda value: value.type_name, shareable=("PageInfo",)
    )
    built.graphql_schema = as_subgraph(built.graphql_schema, subgraph)
    return built


@lru_cache(maxsize=1)
def engine_schema() -> graphene.Schema:
    """The engine's part alone, a subgraph as Saleor is one, whichever engine this installation works with."""
    from marketplace.engine import schema as engine
    from marketplace.engine.schema import entity

    built = build_schema([engine])
    subgraph = Subgraph(keys=entity.KEYS, find=entity.find, name_of=entity.name_of, link="", most=entity.MOST)
    built.graphql_schema = as_subgraph(built.graphql_schema, subgraph)
    return built


def execute_embedded(source: str, *, context: Context, variables: dict[str, Any] | None = None) -> ExecutionResult:
    """The embedded engine's documents while a town is moved out of it."""
    return execute_document(engine_schema().graphql_schema, source, context=context, variables=variables)


def execute_for_platform(source: str, *, context: Context, variables: dict[str, Any] | None = None) -> ExecutionResult:
    """The in-process transport of `marketplace.saleor` ends here."""
    return execute_document(schema().graphql_schema, source, context=context, variables=variables)


def _platform_modules() -> list[ModuleType]:
    names = [f"marketplace.{app}.schema" for app in PLATFORM]
    return [import_module(name) for name in names if find_spec(name)] + plugin_modules("schema")


def _extensions(modules: Sequence[ModuleType]) -> list[type]:
    return [each for module in modules for each in getattr(module, "extensions", [])]


def _references(type_name: str, ids: Sequence[str | None], _info: Any) -> Sequence[Any]:
    """From us to Saleor: the gateway asks it for the rest, in the channel of the market."""
    channel = settings.CHANNEL_SLUG
    return [None if each is None else Reference.of(type_name, each, channel) for each in ids]


def _extended(type_name: str, representations: Sequence[Mapping[str, Any]], _info: Any) -> Sequence[Any]:
    """From Saleor to us. What we know of an object is asked by the fields; a wrong id is an error of its own."""
    found: list[Reference | DomainError] = []
    for each in representations:
        try:
            found.append(Reference.of(type_name, each.get("id"), each.get("channel")))
        except DomainError as error:
            found.append(error)
    return found
