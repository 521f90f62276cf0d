"""Reads what an App wants to hear out of its subscription."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    validate,
)

from marketplace.engine.rules.webhook import PERMISSION_OF
from marketplace.errors import DomainError

_TYPES = {"".join(part.title() for part in event_type.split("_")): event_type for event_type in PERMISSION_OF}


def subscribed_events(source: str, schema: GraphQLSchema) -> list[str]:
    """The events of a subscription document, e.g. ["ORDER_CREATED"].

    Raises DomainError SYNTAX, GRAPHQL_ERROR (not valid for the schema), MISSING_SUBSCRIPTION, INVALID, MISSING_EVENT
    and UNABLE_TO_PARSE.
    """
    try:
        document = parse(source, no_location=True)
    except GraphQLError as error:
        raise DomainError("SYNTAX", error.message, field="query") from None
    if errors := validate(schema, document):
        raise DomainError("GRAPHQL_ERROR", ";".join(sorted({each.message for each in errors})), field="query")
    subscription = _subscription(document)
    if subscription is None:
        raise DomainError("MISSING_SUBSCRIPTION", "Subscription operation can't be found.", field="query")
    roots = [each for each in subscription.selection_set.selections if isinstance(each, FieldNode)]
    if len(roots) != len(subscription.selection_set.selections) or {each.name.value for each in roots} != {"event"}:
        raise DomainError("INVALID", "Subscription must select only one top field.", field="query")
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    named = {name for each in roots if each.selection_set for name in _types(each.selection_set, fragments)}
    if not named:
        raise DomainError("MISSING_EVENT", "Can't find a single event.", field="query")
    events = sorted(_TYPES[name] for name in named if name in _TYPES)
    if len(events) != len(named):
        raise DomainError("UNABLE_TO_PARSE", "Some of the events cannot be subscribed to here.", field="query")
    return events


def _subscription(document: DocumentNode) -> OperationDefinitionNode | None:
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    return next((each for each in operations if each.operation == OperationType.SUBSCRIPTION), None)


def _types(selections: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[str]:
    """Names of the event types that the selection asks for; the interface `Event` itself is none."""
    for each in selections.selections:
        if isinstance(each, FragmentSpreadNode):
            spread: InlineFragmentNode | FragmentDefinitionNode = fragments[each.name.value]
        elif isinstance(each, InlineFragmentNode):
            spread = each
        else:
            continue
        name = spread.type_condition.name.value if spread.type_condition else "Event"
        if name == "Event":
            yield from _types(spread.selection_set, fragments)
        else:
            yield name
