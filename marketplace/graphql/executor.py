"""Executes a plan field by field over all objects of a level, instead of object by object.

The answers are those of graphql-core (GraphQL specification, section 6), which resolves depth first and pays for every
field of every object anew: here a resolver with `many` (see `batches.py`) is asked once for all siblings, and
arguments, resolve info and type checks are paid once per field. Resolvers are plain functions; awaitables are refused.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from inspect import isawaitable
from typing import Any

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

from marketplace.graphql.plan import FieldPlan, OperationPlan, condition_variables
from marketplace.graphql.selection import Selection
from marketplace.graphql.shape import Shape

PLANS_PER_DOCUMENT = 16

Slot = tuple[Any, Any, bool, Any]
"""Where an object or list stands in the answer: container, key, whether it must not be null, the container's slot.

A plain tuple, because there is one per object. The root has no slot above it.
"""


class ResolveInfo(GraphQLResolveInfo):
    """What resolvers are told; `selection` is what is asked below the field. `path` is that of the first sibling."""

    selection: Selection


class Level:
    """Sibling objects that wait for the same fields: what they are resolved from, their answers, their slots."""

    __slots__ = ("answers", "slots", "sources")

    def __init__(self) -> None:
        self.sources: list[Any] = []
        self.answers: list[dict[str, Any]] = []
        self.slots: list[Slot] = []

    def add(self, source: Any, answer: dict[str, Any], slot: Slot) -> None:
        self.sources.append(source)
        self.answers.append(answer)
        self.slots.append(slot)


Below = dict[str, tuple[GraphQLObjectType, Level]]


class PreparedDocument:
    """A validated document of one schema, with the plans of its operations."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.document = document
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
            operation = self.operation(operation_name)
            given = get_variable_values(
                self.schema, operation.variable_definitions or (), dict(variables or {}), max_errors=50
            )
            if isinstance(given, list):
                return ExecutionResult(data=None, errors=given)
            plan = self._plan(operation, given)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        return _Run(plan, context, given, root).answer()

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name, or the only one. Raises GraphQLError."""
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

    def kind(self, name: str | None) -> OperationType | None:
        """Query, mutation or subscription; None if there is no such operation."""
        try:
            return self.operation(name).operation
        except GraphQLError:
            return None

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

    def __init__(self, plan: OperationPlan, context: Any, variables: dict[str, Any], root: object) -> None:
        self._plan, self._context, self._variables, self._root = plan, context, variables, root
        self._errors: list[GraphQLError] = []

    def answer(self) -> ExecutionResult:
        data: dict[str, Any] = {}
        holder: dict[str, Any] = {"data": data}
        level = Level()
        level.add(self._root, data, (holder, "data", False, None))
        if self._plan.operation.operation == OperationType.MUTATION:
            for field in self._plan.root:  # one after the other, each with all below it (specification 6.2.2)
                self._field(field, level)
        else:
            self._fields(self._plan.root, level)
        return ExecutionResult(data=holder["data"], errors=self._errors or None)

    def _fields(self, fields: list[FieldPlan], level: Level) -> None:
        for field in fields:
            self._field(field, level)

    def _field(self, field: FieldPlan, level: Level) -> None:
        values = self._values(field, level)
        shape = field.shape
        if shape.kind == "leaf":
            self._leaves(field, shape, values, level)
            return
        below: Below = {}
        if shape.kind == "object" and shape.concrete and not shape.concrete.is_type_of:
            self._objects(field, shape, shape.concrete, values, level, below)
        else:
            key = field.key
            for answer, value, slot in zip(level.answers, values, level.slots, strict=True):
                self._complete(field, shape, value, answer, key, slot, below)
        for concrete, found in below.values():
            self._fields(self._plan.below(field, concrete), found)

    def _leaves(self, field: FieldPlan, shape: Shape, values: Sequence[Any], level: Level) -> None:
        key, ready, write, nonnull = field.key, shape.ready, shape.write, shape.nonnull
        for number, value in enumerate(values):
            answer = level.answers[number]
            if type(value) is ready or (value is None and not nonnull):
                answer[key] = value
                continue
            try:
                answer[key] = write(_present(field, value))
            except Exception as error:
                if value is Undefined and not nonnull:
                    answer[key] = None
                else:
                    self._fail(error, field, nonnull, answer, key, level.slots[number])

    def _objects(
        self,
        field: FieldPlan,
        shape: Shape,
        concrete: GraphQLObjectType,
        values: Sequence[Any],
        level: Level,
        below: Below,
    ) -> None:
        key, nonnull, found = field.key, shape.nonnull, Level()
        for answer, value, slot in zip(level.answers, values, level.slots, strict=True):
            if value is None or value is Undefined or isinstance(value, Exception):
                self._complete(field, shape, value, answer, key, slot, below)
                continue
            child: dict[str, Any] = {}
            answer[key] = child
            found.add(value, child, (answer, key, nonnull, slot))
        if found.sources:
            below[concrete.name] = (concrete, found)

    def _complete(
        self, field: FieldPlan, shape: Shape, value: Any, container: Any, key: Any, slot: Slot, below: Below
    ) -> None:
        """Write one value of any shape, or note what is wrong with it."""
        try:
            if (value is None or value is Undefined) and not shape.nonnull:
                container[key] = None
                return
            value = _present(field, value)
            if shape.kind == "leaf":
                container[key] = value if type(value) is shape.ready else shape.write(value)
            elif shape.kind == "list":
                self._complete_list(field, shape, value, container, key, slot, below)
            else:
                concrete = shape.concrete or self._concrete(field, shape, value, slot)
                if concrete.is_type_of and not concrete.is_type_of(value, self._info(field, slot)):
                    message = f"Expected value of type '{concrete.name}' but got: {inspect(value)}."
                    raise GraphQLError(message, field.nodes)
                child: dict[str, Any] = {}
                container[key] = child
                found = below.get(concrete.name) or below.setdefault(concrete.name, (concrete, Level()))
                found[1].add(value, child, (container, key, shape.nonnull, slot))
        except Exception as error:
            self._fail(error, field, shape.nonnull, container, key, slot)

    def _complete_list(
        self, field: FieldPlan, shape: Shape, value: Any, container: Any, key: Any, slot: Slot, below: Below
    ) -> None:
        if not isinstance(value, list) and not is_iterable(value):
            raise GraphQLError(f"Expected Iterable, but did not find one for field '{field.full_name}'.")
        inner = shape.inner
        assert inner is not None
        rows = list(value)
        answers: list[Any] = [None] * len(rows)
        container[key] = answers
        here = (container, key, shape.nonnull, slot)
        for number, row in enumerate(rows):
            self._complete(field, inner, row, answers, number, here, below)

    def _values(self, field: FieldPlan, level: Level) -> Sequence[Any]:
        sources = level.sources
        if field.getter is not None:
            name, default = field.getter
            try:
                return [
                    each.get(name, default) if isinstance(each, dict) else getattr(each, name, default)
                    for each in sources
                ]
            except Exception:
                return [_attempt(each, name, default) for each in sources]
        info = self._info(field, level.slots[0])
        arguments = field.arguments
        if arguments is None:
            try:
                arguments = get_argument_values(field.definition, field.nodes[0], self._variables)
            except GraphQLError as error:
                return [error] * len(sources)
        if field.many is not None:
            try:
                return list(field.many(sources, info, **arguments))
            except Exception as error:
                return [error] * len(sources)
        resolve, values = field.resolve, []
        for source in sources:
            try:
                values.append(resolve(source, info, **arguments))
            except Exception as error:
                values.append(error)
        return values

    def _info(self, field: FieldPlan, slot: Slot) -> ResolveInfo:
        path: Path | None = None
        for key in _path(slot):
            path = Path(path, key, None)
        info = ResolveInfo(
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
        info.selection = field.selection
        return info

    def _concrete(self, field: FieldPlan, shape: Shape, value: Any, slot: Slot) -> GraphQLObjectType:
        abstract = shape.type
        resolve = abstract.resolve_type or default_type_resolver
        named = resolve(value, self._info(field, slot), abstract)
        found = self._plan.schema.get_type(named) if isinstance(named, str) else None
        if not isinstance(found, GraphQLObjectType) or not self._plan.schema.is_sub_type(abstract, found):
            raise GraphQLError(
                f"Abstract type '{abstract.name}' must resolve to an Object type at runtime"
                f" for field '{field.full_name}'; it was {inspect(named)}."
            )
        return found

    def _fail(self, error: Exception, field: FieldPlan, nonnull: bool, container: Any, key: Any, slot: Slot) -> None:
        """Note the error; a required answer takes the nearest optional one above with it (specification 6.4.4)."""
        container[key] = None
        self._errors.append(located_error(error, field.nodes, [*_path(slot), key]))
        if not nonnull:
            return
        above: Slot | None = slot
        while above is not None and above[2]:
            above = above[3]
        if above is not None:
            above[0][above[1]] = None


def _path(slot: Slot) -> list[str | int]:
    keys: list[str | int] = []
    above: Slot | None = slot
    while above is not None and above[3] is not None:
        keys.append(above[1])
        above = above[3]
    return keys[::-1]


def _present(field: FieldPlan, value: Any) -> Any:
    """The value itself. Raises what it stands for if it is an error, and TypeError if it is missing."""
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        raise TypeError(f"Cannot return null for non-nullable field {field.full_name}.")
    return value


def _attempt(source: Any, name: str, default: Any) -> Any:
    try:
        return source.get(name, default) if isinstance(source, dict) else getattr(source, name, default)
    except Exception as error:
        return error
