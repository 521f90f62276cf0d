"""The HTTP door to a schema."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.views import View
from graphql import ExecutionResult, GraphQLError, GraphQLSchema

from marketplace.errors import DomainError
from marketplace.graphql.context import Context, Requestor
from marketplace.graphql.execution import execute_document, formatted_error
from marketplace.graphql.limits import Limits
from marketplace.graphql.uploads import operations_with_files

logger = logging.getLogger(__name__)
SLOW = 1.0  # seconds after which an operation is worth a line in the log
CONSOLE = Path(__file__).with_name("console.html")
_REQUEST_ID = re.compile(r"[\w.\-]{1,64}")


class StatementCounter:
    """Counts the SQL statements of a block."""

    count = 0

    def __call__(self, run: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return run(sql, params, many, context)


class GraphQLView(View):
    """POST of JSON or of a multipart form with files; GET shows a console in DEBUG.

    `schema` gives the schema to serve; `requestor` says who asks, from headers alone: no cookie counts, so a foreign
    page cannot act in anybody's name and no CSRF token is needed. It may raise DomainError: answered with 401.
    """

    schema: Callable[[], GraphQLSchema] | None = None
    requestor: Callable[[HttpRequest], Requestor] | None = None
    limits = Limits()

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.DEBUG:
            return HttpResponseNotAllowed(["POST"])
        return HttpResponse(CONSOLE.read_bytes())

    def post(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        counter = StatementCounter()
        with connection.execute_wrapper(counter):
            status, answer = self._answer(request)
        response = HttpResponse(orjson.dumps(answer), content_type="application/json", status=status)
        took = time.perf_counter() - started
        response["X-Request-ID"] = _request_id(request)
        response["Server-Timing"] = f'total;dur={took * 1000:.1f}, sql;desc="{counter.count}"'
        if took > SLOW:
            name = response["X-Request-ID"]
            logger.warning("slow GraphQL request %s: %.1f s, %d statements", name, took, counter.count)
        return response

    def _answer(self, request: HttpRequest) -> tuple[int, dict[str, Any]]:
        try:
            operation = _operation(request)
        except DomainError as error:
            return 400, _refused(error)
        assert self.schema and self.requestor
        try:
            requestor = self.requestor(request)
        except DomainError as error:
            return 401, _refused(error)
        result = execute_document(
            self.schema(),
            operation["query"],
            context=Context(requestor=requestor, now=timezone.now(), request=request),
            variables=operation.get("variables") or {},
            operation_name=operation.get("operationName") or None,
            limits=self.limits,
        )
        return _written(result)


def _written(result: ExecutionResult) -> tuple[int, dict[str, Any]]:
    answer: dict[str, Any] = {}
    if result.errors:
        answer["errors"] = [formatted_error(error) for error in result.errors]
    answer["data"] = result.data
    if result.extensions:
        answer["extensions"] = result.extensions
    never_ran = result.data is None and all(error.path is None for error in result.errors or ())
    return (400 if never_ran else 200), answer


def _operation(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == "multipart/form-data":
        operation = operations_with_files(request.POST, request.FILES)
    else:
        if rb"\u0000" in request.body:  # PostgreSQL keeps no NUL in a text, so nothing can be meant by it
            raise DomainError("BAD_REQUEST", "The body contains a NUL character.")
        try:
            operation = orjson.loads(request.body)
        except ValueError:
            raise DomainError("BAD_REQUEST", "The body is not JSON.") from None
    if not isinstance(operation, dict) or not isinstance(operation.get("query"), str):
        raise DomainError("BAD_REQUEST", "Must provide a query string.")
    if not isinstance(operation.get("variables") or {}, dict):
        raise DomainError("BAD_REQUEST", "Variables must be an object.")
    return operation


def _refused(error: DomainError) -> dict[str, Any]:
    return {"errors": [formatted_error(GraphQLError(str(error.message), original_error=error))], "data": None}


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
