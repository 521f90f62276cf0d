"""Runs documents: parse, validate and measure once per text, execute, write errors in Saleor's form."""

import logging
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationType,
    parse,
    specified_rules,
    validate,
)

from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Context
from marketplace.graphql.executor import PreparedDocument
from marketplace.graphql.limits import Limits, Measure, refusal

logger = logging.getLogger(__name__)

LONG = 6_000  # characters; a stranger's longer text is not kept, so that nobody fills the memory with parsed documents

Checked = tuple[PreparedDocument, Measure] | tuple[GraphQLError, ...]


def _check(schema: GraphQLSchema, source: str, introspection: bool) -> Checked:
    try:
        document = parse(source)
    except GraphQLError as error:
        return (error,)
    rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
    return tuple(validate(schema, document, rules)) or (PreparedDocument(schema, document), Measure(document))


_checked = lru_cache(maxsize=512)(_check)


def execute_document(
    schema: GraphQLSchema,
    source: str,
    *,
    context: Context,
    variables: dict[str, Any] | None = None,
    operation_name: str | None = None,
    root: object = None,
    limits: Limits | None = None,
) -> ExecutionResult:
    """Execute a document text against a schema; refused documents come back as `errors` with `data` None.

    With `limits`, which documents of strangers must have, the cost is told in `extensions`, as Saleor does.
    """
    if limits is not None and len(source) > limits.length:
        return _refused(GraphQLError(f"The query is longer than {limits.length} characters."))
    keep = limits is None or len(source) <= LONG
    checked = (_checked if keep else _check)(schema, source, limits is None or limits.introspection)
    prepared = checked[0]
    if isinstance(prepared, GraphQLError):
        return _refused(*checked)
    measure = checked[1]
    assert isinstance(measure, Measure)
    run = partial(prepared.execute, context=context, variables=variables, operation_name=operation_name, root=root)
    if limits is None:
        return run()
    if prepared.kind(operation_name) == OperationType.SUBSCRIPTION:
        return _refused(GraphQLError("Subscriptions are delivered as webhooks; they cannot be asked for."))
    cost = measure.cost(variables or {})
    if error := refusal(depth=measure.depth, cost=cost, limits=limits):
        return _refused(error)
    result = run()
    result.extensions = {"cost": {"requestedQueryCost": cost, "maximumAvailable": limits.cost}}
    return result


def _refused(*errors: Any) -> ExecutionResult:
    return ExecutionResult(data=None, errors=list(errors))


def formatted_error(error: GraphQLError) -> dict[str, Any]:
    """An error as Saleor writes it; a crash is reported to the log here and told to nobody else (but in DEBUG)."""
    cause = error.original_error
    answer: dict[str, Any] = dict(error.formatted)
    if isinstance(cause, PermissionRefused):
        code = "PermissionDenied"
    elif cause is None or isinstance(cause, GraphQLError):
        code = "GraphQLError"
    elif isinstance(cause, DomainError):
        code = cause.code
    else:
        code = type(cause).__name__ if settings.DEBUG else "InternalServerError"
        logger.error("GraphQL field %s failed", error.path, exc_info=cause)
        answer["message"] = str(cause) if settings.DEBUG else "Internal Server Error"
    if isinstance(cause, DomainError):
        answer["message"] = str(cause.message)
    answer["extensions"] = {**(error.extensions or {}), "exception": {"code": code}}
    return answer
