"""The embedded engine in this process: same documents, same answers, no socket.

Neither the engine nor the wiring is imported: the executor is named in the settings, and the keys come from the same
address that an HTTP client would ask.
"""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve
from django.utils import timezone
from django.utils.module_loading import import_string
from graphql import ExecutionResult

from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import formatted_error
from marketplace.saleor.caller import Caller
from marketplace.saleor.claims import TokenInvalid, Verifier
from marketplace.saleor.keys import KeySet
from marketplace.saleor.permissions import APP_PERMISSIONS

THE_APP = Requestor(kind="app", permissions=APP_PERMISSIONS)
JWKS_PATH = "/.well-known/jwks.json"


class InProcessTransport:
    """Runs documents with `executor(source, *, context, variables) -> ExecutionResult`, named by its dotted path."""

    def __init__(self, executor: str) -> None:
        self._executor = executor
        # Asking costs a query here, not a connection: no pause between fetches.
        self.verifier = Verifier(KeySet(self._jwks, pause=0.0))

    def send(
        self, source: str, variables: dict[str, Any], *, caller: Caller, deadline: float, repeatable: bool
    ) -> dict[str, Any]:
        execute: Callable[..., ExecutionResult] = import_string(self._executor)
        try:
            context = Context(requestor=self._requestor(caller), now=timezone.now())
        except TokenInvalid as refusal:
            extensions = {"exception": {"code": "InvalidTokenError"}}
            return {"data": None, "errors": [{"message": refusal.reason, "extensions": extensions}]}
        result = execute(source, context=context, variables=variables)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [formatted_error(error) for error in result.errors]
        return answer

    def _requestor(self, caller: Caller) -> Requestor:
        if caller.kind == "app":
            return THE_APP
        if caller.token is None:
            return ANONYMOUS
        claims = self.verifier.claims(caller.token, issuer=f"{settings.PUBLIC_URL}/graphql/")
        return Requestor(kind="user", user_id=claims.user_id, email=claims.email, is_staff=claims.is_staff)

    def _jwks(self) -> dict[str, Any]:
        match = resolve(JWKS_PATH)
        request = HttpRequest()
        request.method, request.path = "GET", JWKS_PATH
        request.META |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        answer = match.func(request, *match.args, **match.kwargs)
        keys: dict[str, Any] = json.loads(answer.content)
        return keys
