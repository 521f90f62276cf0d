"""What a document asks of each type, worked out once per document instead of once per object.

A plan holds, for a concrete object type and a selection, the fields in response order with resolver, arguments and the
shape of the answer. It is valid for one schema, one operation and one outcome of its `@skip` and `@include` variables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graphene.types.resolver import dict_or_attr_resolver
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    default_field_resolver,
    is_abstract_type,
    is_leaf_type,
    visit,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def

Getter = Callable[[Any], Any]
_BUILT_IN: dict[str, type] = {"String": str, "ID": str, "Boolean": bool, "Int": int, "Float": float}


@dataclass(frozen=True)
class Shape:
    """The type of an answer, unwrapped. `inner` is the shape of a list's items; `concrete` the type of an object.

    `ready`: values of exactly this Python type are written as they are.
    """

    nonnull: bool
    kind: str
    type: Any
    inner: "Shape | None" = None
    concrete: GraphQLObjectType | None = None
    ready: type | None = None


def shape_of(output: GraphQLOutputType) -> Shape:
    """The shape of a GraphQL type: kind is one of leaf, list, object, abstract."""
    nonnull = isinstance(output, GraphQLNonNull)
    bare: Any = output.of_type if isinstance(output, GraphQLNonNull) else output
    if isinstance(bare, GraphQLList):
        return Shape(nonnull, "list", bare, inner=shape_of(bare.of_type))
    if is_leaf_type(bare):
        plain = isinstance(bare, GraphQLScalarType) and type(bare) is GraphQLScalarType
        # 2**31 and above are no Int: those take the careful way
        ready = _BUILT_IN.get(bare.name) if plain and bare.name not in ("Int", "Float") else None
        return Shape(nonnull, "leaf", bare, ready=ready)
    if is_abstract_type(bare):
        return Shape(nonnull, "abstract", bare)
    return Shape(nonnull, "object", bare, concrete=bare)


@dataclass
class FieldPlan:
    """One field of a selection on one concrete type."""

    key: str
    nodes: list[FieldNode]
    parent_type: GraphQLObjectType
    definition: GraphQLField
    shape: Shape
    resolve: Callable[..., Any]
    many: Callable[..., Sequence[Any]] | None
    get: Getter | None
    variable_arguments: bool
    below: dict[str, list["FieldPlan"]] = field(default_factory=dict)


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
                plans.append(_field_plan(key, nodes, parent, definition))
        return plans


def _field_plan(key: str, nodes: list[FieldNode], parent: GraphQLObjectType, definition: GraphQLField) -> FieldPlan:
    resolve = definition.resolve or default_field_resolver
    return FieldPlan(
        key=key,
        nodes=nodes,
        parent_type=parent,
        definition=definition,
        shape=shape_of(definition.type),
        resolve=resolve,
        many=getattr(resolve, "many", None) or getattr(getattr(resolve, "__func__", None), "many", None),
        get=_getter(resolve) if not definition.args else None,
        variable_arguments=any(_has_variable(argument.value) for argument in nodes[0].arguments),
    )


def _getter(resolve: Callable[..., Any]) -> Getter | None:
    """Graphene's own default resolver without its call per object."""
    if not (isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver and len(resolve.args) == 2):
        return None
    name, default = resolve.args

    def get(source: Any) -> Any:
        if isinstance(source, dict):
            return source.get(name, default)
        return getattr(source, name, default)

    return get


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
