"""One schema from many modules: the embedded engine's slice of Saleor, the platform's apps and the plugins.

A schema module may offer plain classes `Query`, `Mutation` and `Subscription` (mixins with graphene fields) and a list
`types` of types that no field names (members of interfaces and unions).
"""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import graphene
from django.conf import settings
from graphql import ExecutionResult

from config.plugins import plugin_modules
from marketplace.graphql.context import Context
from marketplace.graphql.execution import execute_document

PLATFORM = ("saleor", "accounts", "vendors", "catalogue", "baskets", "orders", "campaigns")


def _modules() -> list[ModuleType]:
    names = [f"marketplace.{app}.schema" for app in PLATFORM]
    if settings.SALEOR_API_URL is None:
        names.insert(0, "marketplace.engine.schema")
    return [import_module(name) for name in names if find_spec(name)] + plugin_modules("schema")


def build_schema(modules: list[ModuleType]) -> graphene.Schema:
    """The schema of exactly these modules."""
    roots: dict[str, type | None] = {}
    for root in ("Query", "Mutation", "Subscription"):
        mixins = [getattr(module, root) for module in modules if hasattr(module, root)]
        roots[root.lower()] = type(root, (*mixins, graphene.ObjectType), {}) if mixins else None
    types = [each for module in modules for each in getattr(module, "types", [])]
    return graphene.Schema(**roots, types=types)


@lru_cache(maxsize=1)
def schema() -> graphene.Schema:
    """The schema that this installation serves."""
    return build_schema(_modules())


@lru_cache(maxsize=1)
def embedded_schema() -> graphene.Schema:
    """The embedded engine's slice of Saleor alone, whichever engine this installation works with."""
    return build_schema([import_module("marketplace.engine.schema")])


def execute_embedded(source: str, *, context: Context, variables: dict[str, Any] | None = None) -> ExecutionResult:
    """The embedded engine's documents while a town is moved out of it."""
    return execute_document(embedded_schema().graphql_schema, source, context=context, variables=variables)


def execute_for_platform(source: str, *, context: Context, variables: dict[str, Any] | None = None) -> ExecutionResult:
    """The in-process transport of `marketplace.saleor` ends here."""
    return execute_document(schema().graphql_schema, source, context=context, variables=variables)
