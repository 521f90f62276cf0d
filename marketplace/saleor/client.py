"""The one way to Saleor: `execute` sends a document by its name, `mutate` also raises its `errors`.

Callers: `Caller.app()` (default), `Caller.anonymous()`, `Caller.user(access_token)`.
"""

import logging
from typing import Any

from django.db import connection

from marketplace.saleor.caller import ANONYMOUS, APP, Caller
from marketplace.saleor.claims import TokenInvalid
from marketplace.saleor.documents import document, may_repeat
from marketplace.saleor.errors import SaleorRefused, SaleorUnreachable
from marketplace.saleor.home import refuse_strange_engine
from marketplace.saleor.refusals import refusal
from marketplace.saleor.transports import transport

__all__ = ["ANONYMOUS", "APP", "Caller", "SaleorRefused", "SaleorUnreachable", "execute", "mutate"]

logger = logging.getLogger(__name__)

# Seconds that a shopper's request may spend on one operation, repetitions included. Real Saleor needs 0.3 s for its
# slowest one here and up to 20 s when it waits for an app.
DEADLINE = 25.0

# Saleor's exception names (`extensions.exception.code`) for "who are you?" and for "what do you mean?".
TOKEN_TROUBLE = frozenset(
    {"DecodeError", "ExpiredSignatureError", "InvalidSignatureError", "InvalidTokenError", "TOKEN_INVALID"}
)
MISUNDERSTOOD = frozenset({"GraphQLError", "GraphQLSyntaxError", "QueryCostError", "ValidationError"})


def execute(
    name: str, variables: dict[str, Any] | None = None, *, caller: Caller = APP, deadline: float = DEADLINE
) -> dict[str, Any]:
    """Run a document and return its `data`.

    Raises SaleorUnreachable if no usable answer came within the deadline (seconds), SaleorRefused for top-level errors
    (`PERMISSION_DENIED`, `TOKEN_INVALID`, else `GRAPHQL_ERROR`). Refusals inside a mutation stay in the data: see
    `mutate`. Raises RuntimeError inside a transaction: a remote engine cannot be rolled back, and waiting for it holds
    locks.
    """
    _refuse_inside_transaction(name)
    if not name.startswith("remote/"):
        refuse_strange_engine()
    answer = transport().send(
        document(name), variables or {}, caller=caller, deadline=deadline, repeatable=may_repeat(name)
    )
    if errors := answer.get("errors"):
        raise _top_level(name, errors)
    data: dict[str, Any] = answer["data"]
    return data


def mutate(
    name: str, variables: dict[str, Any] | None = None, *, caller: Caller = APP, deadline: float = DEADLINE
) -> dict[str, Any]:
    """Run a mutation document and return the payload of its last field, after every field's `errors` were empty.

    Raises what `execute` raises, and SaleorRefused with Saleor's code and field for the first of the `errors`.
    """
    payloads = list(execute(name, variables, caller=caller, deadline=deadline).values())
    for payload in payloads:
        if payload["errors"]:
            raise refusal(payload["errors"])
    last: dict[str, Any] = payloads[-1]
    return last


def _refuse_inside_transaction(name: str) -> None:
    # Transactions that a test case opens around itself are not the caller's doing.
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise RuntimeError(f"{name} was sent to Saleor inside transaction.atomic")


def _top_level(name: str, errors: list[dict[str, Any]]) -> SaleorRefused | SaleorUnreachable:
    exception = str(errors[0].get("extensions", {}).get("exception", {}).get("code", "GraphQLError"))
    message = str(errors[0].get("message"))
    if exception == "PermissionDenied":
        return SaleorRefused("PERMISSION_DENIED", message, field=None, errors=errors)
    if exception in TOKEN_TROUBLE:
        return SaleorRefused("TOKEN_INVALID", TokenInvalid("refused").message, field=None, errors=errors)
    if exception in MISUNDERSTOOD:
        logger.error("Saleor refused the document %s: %s", name, errors)
        return SaleorRefused("GRAPHQL_ERROR", message, field=None, errors=errors)
    if exception.isupper():
        return SaleorRefused(exception, message, field=None, errors=errors)
    return SaleorUnreachable(f"{name} crashed: {message}")
