"""The engine's schema, assembled from its noun modules.

A noun module may offer mixins `Query`, `Mutation`, `Subscription` and a list `types`. Add its name to `NOUNS`.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

NOUNS = (
    "metadata",
    "address",
)

_MODULES: tuple[ModuleType, ...] = tuple(import_module(f"{__name__}.{noun}") for noun in NOUNS)


def _root(name: str) -> Any:
    return type(name, tuple(getattr(module, name) for module in _MODULES if hasattr(module, name)), {})


Query = _root("Query")
Mutation = _root("Mutation")
Subscription = _root("Subscription")
types = [each for module in _MODULES for each in getattr(module, "types", ())]
