"""The embedded engine in this process: same documents, same answers, no socket.

Neither the engine nor the wiring is imported: the executor is named in the settings, and the keys come from the same
address that an HTTP client would ask.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.module_loading import import_string
from graphql import ExecutionResult, GraphQLError

from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.saleor.caller import Caller
from marketplace.saleor.claims import verified_claims
from marketplace.saleor.keys import KeySet
from marketplace.saleor.permissions import APP_PERMISSIONS

logger = logging.getLogger(__name__)

THE_APP = Requestor(kind="app", permissions=APP_PERMISSIONS)
JWKS_PATH = "/.well-known/jwks.json"


class InProcessTransport:
    """Runs documents with `executor(source, *, context, variables) -> ExecutionResult`, named by its dotted path."""

    def __init__(self, executor: str) -> None:
        self._executor = executor
        self._keys = KeySet(self.jwks)

    def send(
        self, source: str, variables: dict[str, Any], *, caller: Caller, deadline: float, repeatable: bool
    ) -> dict[str, Any]:
        execute: Callable[..., ExecutionResult] = import_string(self._executor)
        context = Context(requestor=self._requestor(caller), now=timezone.now())
        result = execute(source, context=context, variables=variables)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [_formatted(error) for error in result.errors]
        return answer

    def jwks(self) -> dict[str, Any]:
        match = resolve(JWKS_PATH)
        request = HttpRequest()
        request.method, request.path = "GET", JWKS_PATH
        request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        answer = match.func(request, *match.args, **match.kwargs)
        keys: dict[str, Any] = json.loads(answer.content)
        return keys

    def _requestor(self, caller: Caller) -> Requestor:
        if caller.kind == "app":
            return THE_APP
        if caller.token is None:
            return ANONYMOUS
        claims = verified_claims(caller.token, keys=self._keys, issuer=f"{settings.PUBLIC_URL}/graphql/")
        return Requestor(kind="user", user_id=claims.user_id, email=claims.email, is_staff=claims.is_staff)


def _formatted(error: GraphQLError) -> dict[str, Any]:
    """The error as Saleor's HTTP door writes it; a crash is reported here, where its traceback still is."""
    cause = error.original_error
    if isinstance(cause, PermissionRefused):
        code = "PermissionDenied"
    elif isinstance(cause, DomainError) or cause is None:
        code = "GraphQLError"
    else:
        code = "InternalServerError"
        logger.error("the engine crashed at %s", error.path, exc_info=cause)
    message = str(cause.message) if isinstance(cause, DomainError) else error.message
    return {"message": message, "path": error.path, "extensions": {"exception": {"code": code}}}
