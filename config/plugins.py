"""Plugins are found by entry point, ours included: the group `regionalmarkt.plugins` names one package each."""

from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import ModuleType

GROUP = "regionalmarkt.plugins"


@lru_cache(maxsize=1)
def plugin_packages() -> tuple[str, ...]:
    """Dotted names of the installed plugin packages, sorted by entry-point name."""
    return tuple(point.value for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))


def plugin_modules(name: str) -> list[ModuleType]:
    """The modules called `name` (`schema`, `urls`) of the plugins that have one."""
    packages = plugin_packages()
    return [import_module(f"{package}.{name}") for package in packages if find_spec(f"{package}.{name}")]
