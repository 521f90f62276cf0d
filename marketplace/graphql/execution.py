"""Runs documents: parse and validate once per text, limit, execute, translate errors into Saleor's form."""

from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    execute,
    parse,
    specified_rules,
    validate,
)

from marketplace.graphql.context import Context


@lru_cache(maxsize=512)
def _checked(schema: GraphQLSchema, source: str) -> DocumentNode | tuple[GraphQLError, ...]:
    try:
        document = parse(source)
    except GraphQLError as error:
        return (error,)
    return tuple(validate(schema, document, specified_rules)) or document


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
    result = execute(
        schema,
        checked,
        root_value=root,
        context_value=context,
        variable_values=variables,
        operation_name=operation_name,
    )
    assert isinstance(result, ExecutionResult)
    return result
