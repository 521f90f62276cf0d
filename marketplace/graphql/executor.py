"""Executes a plan field by field over all objects of a level, instead of object by object.

The answers are those of graphql-core (GraphQL specification, section 6), which resolves depth first and pays for every
field of every object anew: here a resolver with `many` (see `batches.py`) is asked once for all siblings, and
arguments, resolve info and type checks are paid once per field. Resolvers are plain functions; awaitables are refused.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from inspect import isawaitable
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    default_type_resolver,
    located_error,
)
from graphql.execution.values import get_argument_values, get_variable_values
from graphql.pyutils import Path, inspect, is_iterable

from marketplace.graphql.plan import FieldPlan, OperationPlan, Shape, condition_variables

PLANS_PER_DOCUMENT = 16


class Slot(NamedTuple):
    """Where an object or list stands in the answer; `parent` is the slot of what holds it."""

    container: Any
    key: str | int
    nonnull: bool
    parent: "Slot | None"

    def path(self) -> list[str | int]:
        keys: list[str | int] = []
        slot: Slot | None = self
        while slot is not None and slot.parent is not None:
            keys.append(slot.key)
            slot = slot.parent
        return keys[::-1]


class Item(NamedTuple):
    """One object that waits for its fields."""

    source: Any
    answer: dict[str, Any]
    slot: Slot


class PreparedDocument:
    """A validated document of one schema, with the plans of its operations."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self._operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        fragments = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
        self._fragments = {each.name.value: each for each in fragments}
        self._conditions = condition_variables(document)
        self._plans: OrderedDict[tuple[Any, ...], OperationPlan] = OrderedDict()

    def execute(
        self, *, context: Any, variables: Mapping[str, Any] | None, operation_name: str | None, root: object
    ) -> ExecutionResult:
        """Run one operation. Refused variables or operation names answer without `data`."""
        try:
            operation = self._operation(operation_name)
            given = get_variable_values(
                self.schema, operation.variable_definitions or (), dict(variables or {}), max_errors=50
            )
            if isinstance(given, list):
                return ExecutionResult(data=None, errors=given)
            plan = self._plan(operation, given)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        return _Run(plan, context, given).answer(root)

    def _operation(self, name: str | None) -> OperationDefinitionNode:
        if name is None:
            if len(self._operations) > 1:
                raise GraphQLError("Must provide operation name if query contains multiple operations.")
            if self._operations:
                return self._operations[0]
            raise GraphQLError("Must provide an operation.")
        for each in self._operations:
            if each.name and each.name.value == name:
                return each
        raise GraphQLError(f"Unknown operation named '{name}'.")

    def _plan(self, operation: OperationDefinitionNode, variables: dict[str, Any]) -> OperationPlan:
        conditions = {name: variables[name] for name in self._conditions if name in variables}
        key = (id(operation), *sorted(conditions.items()))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = OperationPlan(self.schema, operation, self._fragments, conditions)
            while len(self._plans) > PLANS_PER_DOCUMENT:
                self._plans.popitem(last=False)
        return plan


class _Run:
    """One execution."""

    def __init__(self, plan: OperationPlan, context: Any, variables: dict[str, Any]) -> None:
        self._plan, self._context, self._variables = plan, context, variables
        self._errors: list[GraphQLError] = []
        self._root: object = None

    def answer(self, root: object) -> ExecutionResult:
        self._root = root
        data: dict[str, Any] = {}
        holder: dict[str, Any] = {"data": data}
        items = [Item(root, data, Slot(holder, "data", False, None))]
        if self._plan.operation.operation == OperationType.MUTATION:
            for field in self._plan.root:  # one after the other, each with all below it (specification 6.2.2)
                self._field(field, items)
        else:
            self._fields(self._plan.root, items)
        return ExecutionResult(data=holder["data"], errors=self._errors or None)

    def _fields(self, fields: list[FieldPlan], items: list[Item]) -> None:
        for field in fields:
            self._field(field, items)

    def _field(self, field: FieldPlan, items: list[Item]) -> None:
        key, shape = field.key, field.shape
        for item in items:
            item.answer[key] = None  # keeps the order of the selection whatever happens
        values = self._values(field, items)
        children: dict[str, tuple[GraphQLObjectType, list[Item]]] = {}
        ready = shape.ready
        for item, value in zip(items, values, strict=True):
            if ready is not None and type(value) is ready:
                item.answer[key] = value
                continue
            try:
                self._complete(field, shape, value, item.answer, key, item.slot, children)
            except Exception as error:
                self._fail(error, field, [*item.slot.path(), key], shape.nonnull, item.slot)
        for concrete, found in children.values():
            self._fields(self._plan.below(field, concrete), found)

    def _values(self, field: FieldPlan, items: list[Item]) -> Sequence[Any]:
        get = field.get
        if get is not None:
            return [_attempt(get, item.source) for item in items]
        info = self._info(field, items[0])
        try:
            arguments = get_argument_values(field.definition, field.nodes[0], self._variables)
        except GraphQLError as error:
            return [error] * len(items)
        if field.many is not None:
            try:
                return list(field.many([item.source for item in items], info, **arguments))
            except Exception as error:
                return [error] * len(items)
        resolve, values = field.resolve, []
        for item in items:
            try:
                values.append(resolve(item.source, info, **arguments))
            except Exception as error:
                values.append(error)
        return values

    def _info(self, field: FieldPlan, first: Item) -> GraphQLResolveInfo:
        path: Path | None = None
        for key in first.slot.path():
            path = Path(path, key, None)
        return GraphQLResolveInfo(
            field_name=field.nodes[0].name.value,
            field_nodes=field.nodes,
            return_type=field.definition.type,
            parent_type=field.parent_type,
            path=Path(path, field.key, field.parent_type.name),
            schema=self._plan.schema,
            fragments=self._plan.fragments,
            root_value=self._root,
            operation=self._plan.operation,
            variable_values=self._variables,
            context=self._context,
            is_awaitable=isawaitable,
        )

    def _complete(
        self,
        field: FieldPlan,
        shape: Shape,
        value: Any,
        container: Any,
        key: str | int,
        parent: Slot,
        children: dict[str, tuple[GraphQLObjectType, list[Item]]],
    ) -> None:
        """Write a value into the answer, or raise what is wrong with it."""
        if isinstance(value, Exception):
            raise value
        if value is None or value is Undefined:
            if shape.nonnull:
                name = f"{field.parent_type.name}.{field.nodes[0].name.value}"
                raise TypeError(f"Cannot return null for non-nullable field {name}.")
            container[key] = None
        elif shape.kind == "leaf":
            container[key] = _serialized(shape, value)
        elif shape.kind == "list":
            self._complete_list(field, shape, value, container, key, parent, children)
        else:
            concrete = shape.concrete or self._concrete(field, shape, value, parent)
            if concrete.is_type_of and not concrete.is_type_of(value, self._info_of(field, parent)):
                raise GraphQLError(f"Expected value of type '{concrete.name}' but got: {inspect(value)}.", field.nodes)
            answer: dict[str, Any] = {}
            container[key] = answer
            found = children.get(concrete.name)
            if found is None:
                found = children[concrete.name] = (concrete, [])
            found[1].append(Item(value, answer, Slot(container, key, shape.nonnull, parent)))

    def _complete_list(
        self,
        field: FieldPlan,
        shape: Shape,
        value: Any,
        container: Any,
        key: str | int,
        parent: Slot,
        children: dict[str, tuple[GraphQLObjectType, list[Item]]],
    ) -> None:
        if not is_iterable(value):
            name = f"{field.parent_type.name}.{field.nodes[0].name.value}"
            raise GraphQLError(f"Expected Iterable, but did not find one for field '{name}'.")
        inner = shape.inner
        assert inner is not None
        rows = list(value)
        answers: list[Any] = [None] * len(rows)
        container[key] = answers
        here = Slot(container, key, shape.nonnull, parent)
        for number, row in enumerate(rows):
            try:
                self._complete(field, inner, row, answers, number, here, children)
            except Exception as error:
                self._fail(error, field, [*here.path(), number], inner.nonnull, here)

    def _info_of(self, field: FieldPlan, parent: Slot) -> GraphQLResolveInfo:
        return self._info(field, Item(None, {}, parent))

    def _concrete(self, field: FieldPlan, shape: Shape, value: Any, parent: Slot) -> GraphQLObjectType:
        abstract = shape.type
        resolve = abstract.resolve_type or default_type_resolver
        named = resolve(value, self._info_of(field, parent), abstract)
        found = self._plan.schema.get_type(named) if isinstance(named, str) else None
        if not isinstance(found, GraphQLObjectType) or not self._plan.schema.is_sub_type(abstract, found):
            raise GraphQLError(
                f"Abstract type '{abstract.name}' must resolve to an Object type at runtime"
                f" for field '{field.parent_type.name}.{field.nodes[0].name.value}'; it was {inspect(named)}."
            )
        return found

    def _fail(self, error: Exception, field: FieldPlan, path: list[str | int], nonnull: bool, slot: Slot) -> None:
        """Note the error; a required answer takes the nearest optional one above with it (specification 6.4.4)."""
        self._errors.append(located_error(error, field.nodes, path))
        if not nonnull:
            return
        above: Slot | None = slot
        while above is not None and above.nonnull:
            above = above.parent
        if above is not None:
            above.container[above.key] = None


def _attempt(get: Any, source: Any) -> Any:
    try:
        return get(source)
    except Exception as error:
        return error


def _serialized(shape: Shape, value: Any) -> Any:
    written = shape.type.serialize(value)
    if written is None or written is Undefined:
        raise TypeError(f"Expected `{shape.type}.serialize({inspect(value)})` to return non-nullable value.")
    return written
