"""Runs documents: parse, validate and limit once per text, execute, write errors in Saleor's form."""

import logging
from functools import lru_cache
from typing import Any

from django.conf import settings
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    parse,
    specified_rules,
    validate,
)

from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Context
from marketplace.graphql.executor import PreparedDocument

logger = logging.getLogger(__name__)


@lru_cache(maxsize=512)
def _checked(schema: GraphQLSchema, source: str) -> PreparedDocument | tuple[GraphQLError, ...]:
    try:
        document = parse(source)
    except GraphQLError as error:
        return (error,)
    return tuple(validate(schema, document, specified_rules)) or PreparedDocument(schema, document)


def execute_document(
    schema: GraphQLSchema,
    source: str,
    *,
    context: Context,
    variables: dict[str, Any] | None = None,
    operation_name: str | None = None,
    root: object = None,
) -> ExecutionResult:
    """Execute a document text against a schema; refused documents come back as `errors` with `data` None."""
    checked = _checked(schema, source)
    if isinstance(checked, tuple):
        return ExecutionResult(data=None, errors=list(checked))
    return checked.execute(context=context, variables=variables, operation_name=operation_name, root=root)


def formatted_error(error: GraphQLError) -> dict[str, Any]:
    """An error as Saleor writes it; a crash is reported to the log here and told to nobody else (but in DEBUG)."""
    cause = error.original_error
    answer = dict(error.formatted)
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
    return answer  # type: ignore[return-value]
