"""What a client asks below a field, so that a selector fetches that and no more."""

from collections.abc import Iterable
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode, SelectionSetNode

Selection = dict[str, Any]
"""Names of the selected fields, each with the selection below it. `@skip` and `@include` do not count."""


def selection(info: GraphQLResolveInfo) -> Selection:
    """The fields below the field that is being resolved; fragments are taken in whatever their type."""
    ready = getattr(info, "selection", None)  # our executor keeps it with the document's plan
    if ready is not None:
        return ready  # type: ignore[no-any-return]
    return selection_of(info.field_nodes, info.fragments)


def selection_of(nodes: Iterable[FieldNode], fragments: Any) -> Selection:
    """The merged selection of field nodes with the same response name."""
    merged: Selection = {}
    for node in nodes:
        if node.selection_set:
            _collect(node.selection_set, fragments, merged)
    return merged


def _collect(selections: SelectionSetNode, fragments: Any, into: Selection) -> None:
    for each in selections.selections:
        if isinstance(each, FieldNode):
            below = into.setdefault(each.name.value, {})
            if each.selection_set:
                _collect(each.selection_set, fragments, below)
        elif isinstance(each, InlineFragmentNode):
            _collect(each.selection_set, fragments, into)
        elif isinstance(each, FragmentSpreadNode) and each.name.value in fragments:
            _collect(fragments[each.name.value].selection_set, fragments, into)


def below(selected: Selection, *path: str) -> Selection:
    """The selection further down, e.g. below(selected, "edges", "node"); empty if nothing is selected there."""
    for name in path:
        selected = selected.get(name, {})
    return selected
