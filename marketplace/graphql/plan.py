"""What a document asks of each type, worked out once per document instead of once per object.

A plan holds, for a concrete object type and a selection, the fields in response order with resolver, arguments and the
shape of the answer. It is valid for one schema, one operation and one outcome of its `@skip` and `@include` variables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    default_field_resolver,
    visit,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values

from marketplace.graphql.selection import Selection, selection_of
from marketplace.graphql.shape import Shape, shape_of

_IMMUTABLE = (str, int, float, bool, type(None), Enum)


@dataclass
class FieldPlan:
    """One field of a selection on one concrete type.

    `getter` is (name, default) where the field is a plain attribute or key; `many` is a batch resolver; `arguments` are
    those that no variable and no execution can change.
    """

    key: str
    nodes: list[FieldNode]
    parent_type: GraphQLObjectType
    definition: GraphQLField
    shape: Shape
    resolve: Callable[..., Any]
    many: Callable[..., Sequence[Any]] | None
    getter: tuple[str, Any] | None
    arguments: dict[str, Any] | None
    selection: Selection
    below: dict[str, list["FieldPlan"]] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        return f"{self.parent_type.name}.{self.nodes[0].name.value}"


class OperationPlan:
    """The plans of one operation under one outcome of its conditions."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDefinitionNode],
        conditions: dict[str, Any],
    ) -> None:
        self.schema, self.operation, self.fragments = schema, operation, fragments
        self._conditions = conditions
        root = schema.get_root_type(operation.operation)
        if root is None:
            raise GraphQLError(f"Schema is not configured to execute {operation.operation.value} operation.", operation)
        self.root_type = root
        found = collect_fields(schema, fragments, conditions, root, operation.selection_set)
        self.root = self._fields(root, found)

    def below(self, plan: FieldPlan, concrete: GraphQLObjectType) -> list[FieldPlan]:
        """The fields asked of the object of a concrete type that `plan` answers with."""
        fields = plan.below.get(concrete.name)
        if fields is None:
            found = collect_sub_fields(self.schema, self.fragments, self._conditions, concrete, plan.nodes)
            fields = plan.below[concrete.name] = self._fields(concrete, found)
        return fields

    def _fields(self, parent: GraphQLObjectType, found: dict[str, list[FieldNode]]) -> list[FieldPlan]:
        plans = []
        for key, nodes in found.items():
            definition = get_field_def(self.schema, parent, nodes[0])
            if definition is not None:  # an unknown field was refused by validation
                plans.append(self._field(key, nodes, parent, definition))
        return plans

    def _field(
        self, key: str, nodes: list[FieldNode], parent: GraphQLObjectType, definition: GraphQLField
    ) -> FieldPlan:
        resolve = definition.resolve or default_field_resolver
        return FieldPlan(
            key=key,
            nodes=nodes,
            parent_type=parent,
            definition=definition,
            shape=shape_of(definition.type),
            resolve=resolve,
            many=getattr(resolve, "many", None) or getattr(getattr(resolve, "__func__", None), "many", None),
            getter=_getter(resolve) if not definition.args else None,
            arguments=_constant_arguments(definition, nodes[0]),
            selection=selection_of(nodes, self.fragments),
        )


def _getter(resolve: Callable[..., Any]) -> tuple[str, Any] | None:
    """Graphene's own default resolver, which needs no call."""
    if isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver and len(resolve.args) == 2:
        return resolve.args[0], resolve.args[1]
    return None


def _constant_arguments(definition: GraphQLField, node: FieldNode) -> dict[str, Any] | None:
    """Arguments without variables whose values a resolver cannot change; None for all others and for wrong ones."""
    if any(_has_variable(argument.value) for argument in node.arguments):
        return None
    try:
        arguments = get_argument_values(definition, node, {})
    except GraphQLError:
        return None
    return arguments if all(isinstance(value, _IMMUTABLE) for value in arguments.values()) else None


def _has_variable(value: Any) -> bool:
    found = _Variables()
    visit(value, found)
    return bool(found.names)


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.names.add(node.name.value)


class _Conditions(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: Any, *_: Any) -> None:
        if node.name.value in ("skip", "include"):
            found = _Variables()
            visit(node, found)
            self.names |= found.names


def condition_variables(document: Any) -> tuple[str, ...]:
    """Names of the variables that decide what is selected."""
    found = _Conditions()
    visit(document, found)
    return tuple(sorted(found.names))
