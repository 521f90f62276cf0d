"""How much one document may ask.

Cost counts objects: each field with a selection costs one for every object it stands on, and a connection multiplies
what is below it by its `first` or `last`. Fragments are counted once and used many times, so a document that unfolds
into millions of fields is refused without unfolding it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

_PAGING = ("first", "last")
_PAGE_OF_A_VARIABLE_WITHOUT_VALUE = 100


@dataclass(frozen=True)
class Limits:
    """Upper bounds for documents of strangers. `cost` is Saleor's default; `length` counts characters."""

    depth: int = 20
    cost: int = 50_000
    length: int = 20_000
    introspection: bool = True


@dataclass(frozen=True)
class _Sum:
    """The cost of a selection for one object: fields of its own, plus pages of further selections, plus fragments."""

    own: int
    pages: tuple[tuple[int | str, "_Sum"], ...]
    fragments: tuple[str, ...]


class Measure:
    """Depth and cost of a validated document; cost depends on the variables that page."""

    def __init__(self, document: DocumentNode) -> None:
        fragments = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
        self._sets = {each.name.value: each.selection_set for each in fragments}
        self._depths: dict[str, int] = {}
        self._sums = {name: _sum(selections) for name, selections in self._sets.items()}
        operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        self._operations = [_sum(each.selection_set) for each in operations]
        self.depth = max((self._depth(each.selection_set) for each in operations), default=0)
        self._fixed = None if _varies(document) else self._count({})

    def cost(self, variables: Mapping[str, Any]) -> int:
        """The cost of the most expensive operation."""
        return self._count(variables) if self._fixed is None else self._fixed

    def _count(self, variables: Mapping[str, Any]) -> int:
        known: dict[str, int] = {}
        return max((self._cost(each, variables, known) for each in self._operations), default=0)

    def _cost(self, entry: _Sum, variables: Mapping[str, Any], known: dict[str, int]) -> int:
        cost = entry.own
        for size, below in entry.pages:
            number = size if isinstance(size, int) else variables.get(size, _PAGE_OF_A_VARIABLE_WITHOUT_VALUE)
            cost += (max(number, 1) if isinstance(number, int) else 1) * self._cost(below, variables, known)
        for name in entry.fragments:
            if name not in known:
                known[name] = self._cost(self._sums[name], variables, known)
            cost += known[name]
        return cost

    def _depth(self, selections: SelectionSetNode) -> int:
        deepest = 0
        for each in selections.selections:
            if isinstance(each, FieldNode):
                if each.name.value.startswith("__"):
                    continue  # the introspection query is deep by nature, and costs no SQL
                here = 1 + (self._depth(each.selection_set) if each.selection_set else 0)
            elif isinstance(each, InlineFragmentNode):
                here = self._depth(each.selection_set)
            else:
                assert isinstance(each, FragmentSpreadNode)
                name = each.name.value
                if name not in self._depths:
                    self._depths[name] = self._depth(self._sets[name])
                here = self._depths[name]
            deepest = max(deepest, here)
        return deepest


def refusal(*, depth: int, cost: int, limits: Limits) -> GraphQLError | None:
    """Why a document is too much; None if it is not."""
    if depth > limits.depth:
        return GraphQLError(f"The query exceeds the maximum depth of {limits.depth}. Actual depth: {depth}.")
    if cost > limits.cost:
        return GraphQLError(f"The query exceeds the maximum cost of {limits.cost}. Actual cost: {cost}.")
    return None


def _sum(selections: SelectionSetNode) -> _Sum:
    own, pages, fragments = 0, [], []
    for each in selections.selections:
        if isinstance(each, FieldNode):
            if each.selection_set and not each.name.value.startswith("__"):
                own += 1
                pages.append((_page(each), _sum(each.selection_set)))
        elif isinstance(each, InlineFragmentNode):
            pages.append((1, _sum(each.selection_set)))
        elif isinstance(each, FragmentSpreadNode):
            fragments.append(each.name.value)
    return _Sum(own, tuple(pages), tuple(fragments))


def _page(field: FieldNode) -> int | str:
    """How many objects a field multiplies by: a number, or the name of the variable that says it."""
    for argument in field.arguments:
        if argument.name.value in _PAGING:
            if isinstance(argument.value, VariableNode):
                return argument.value.name.value
            if isinstance(argument.value, IntValueNode):
                return int(argument.value.value)
    return 1


def _varies(document: DocumentNode) -> bool:
    return any(isinstance(each, OperationDefinitionNode) and each.variable_definitions for each in document.definitions)
