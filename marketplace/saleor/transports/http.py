"""A real Saleor over HTTP: kept connections, one deadline for all attempts, repetition only where it is safe."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import httpx
from django.core.files.base import File

from marketplace.saleor.addresses import past_the_proxy
from marketplace.saleor.caller import Caller
from marketplace.saleor.claims import Verifier
from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.keys import KeySet

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 2.0
PAUSES = (0.1, 0.4)  # seconds between attempts, so at most three
# A refused document comes with 400 and a refused token may come with 401; both have a GraphQL body.
SPEAKS_GRAPHQL = frozenset({200, 400, 401})


class _NoAnswer(Exception):
    """One attempt failed; `sent` tells whether Saleor may have acted on it."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class HttpTransport:
    """Sends documents to `api_url` (`https://…/graphql/`); the App's token is sent for `Caller.app()` alone.

    `app_token` is asked each time: an App can be installed anew while the process runs.
    """

    def __init__(self, api_url: str, app_token: Callable[[], str | None]) -> None:
        self._api_url = api_url
        self._app_token = app_token
        # Saleor's servers close idle connections after five seconds; ours go first.
        limits = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=4.0)
        self.verifier = Verifier(KeySet(self._jwks))
        headers = {"Accept": "application/json"}
        if past_the_proxy(api_url):
            headers["X-Forwarded-Proto"] = "https"
        self._client = httpx.Client(limits=limits, trust_env=False, headers=headers)

    def send(
        self, source: str, variables: dict[str, Any], *, caller: Caller, deadline: float, repeatable: bool
    ) -> dict[str, Any]:
        body = _body(source, variables)
        headers = self._authorization(caller)

        def post(remaining: float) -> Any:
            return self._answer("POST", self._api_url, remaining, headers=headers, **body())

        answer = _within(deadline, post, repeatable=repeatable)
        if not isinstance(answer, dict) or not ({"data", "errors"} & answer.keys()):
            raise SaleorUnreachable("the answer is not a GraphQL answer")
        return answer

    def close(self) -> None:
        """Let go of the connections; for transports that are used once."""
        self._client.close()

    def _jwks(self) -> dict[str, Any]:
        url = urljoin(self._api_url, "/.well-known/jwks.json")
        answer = _within(10.0, lambda remaining: self._answer("GET", url, remaining), repeatable=True)
        if not isinstance(answer, dict):
            raise SaleorUnreachable("the key set is not an object")
        return answer

    def _authorization(self, caller: Caller) -> dict[str, str]:
        token = self._app_token() if caller.kind == "app" else caller.token
        return {"Authorization": f"Bearer {token}"} if token else {}

    def _answer(self, method: str, url: str, remaining: float, **request: Any) -> Any:
        """The JSON of one attempt. Raises _NoAnswer."""
        timeout = httpx.Timeout(remaining, connect=min(CONNECT_SECONDS, remaining))
        ends = time.monotonic() + remaining
        try:
            with self._client.stream(method, url, timeout=timeout, **request) as response:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    # The read timeout starts anew with each chunk; a trickle must not outlast the deadline.
                    if time.monotonic() > ends:
                        raise _NoAnswer("the answer took too long", sent=True)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise _NoAnswer(f"no connection: {error}", sent=False) from error
        except httpx.HTTPError as error:
            raise _NoAnswer(f"{type(error).__name__}: {error}", sent=True) from error
        if response.status_code not in SPEAKS_GRAPHQL:
            raise _NoAnswer(f"HTTP {response.status_code}", sent=True)
        try:
            return json.loads(content)
        except ValueError:
            raise _NoAnswer("the answer is not JSON", sent=True) from None


def _within(deadline: float, attempt: Callable[[float], Any], *, repeatable: bool) -> Any:
    """The first successful attempt; again only if the operation may be repeated or never left this machine."""
    ends = time.monotonic() + deadline
    for pause in (*PAUSES, None):
        try:
            return attempt(max(ends - time.monotonic(), 0.05))
        except _NoAnswer as error:
            again = pause is not None and (repeatable or not error.sent)
            if not again or time.monotonic() + (pause or 0) >= ends:
                raise SaleorUnreachable(str(error)) from error
            logger.warning("Saleor did not answer (%s); trying again", error)
            time.sleep(pause or 0)
    raise SaleorUnreachable("no attempt was made")


def _body(source: str, variables: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """httpx arguments for one attempt, built anew each time because files are read from their start."""
    paths: dict[str, File[Any]] = {}
    operation = {"query": source, "variables": _without_files(variables, "variables", paths)}
    if not paths:
        return lambda: {"json": operation}
    # https://github.com/jaydenseric/graphql-multipart-request-spec, which Saleor speaks
    data = {"operations": json.dumps(operation), "map": json.dumps({str(i): [path] for i, path in enumerate(paths)})}

    def multipart() -> dict[str, Any]:
        files = {}
        for i, file in enumerate(paths.values()):
            file.seek(0)
            files[str(i)] = (file.name or "file", file.read(), getattr(file, "content_type", None))
        return {"data": data, "files": files}

    return multipart


def _without_files(value: Any, path: str, found: "dict[str, File[Any]]") -> Any:
    """The value with None in the place of files, which are collected under their paths."""
    if isinstance(value, File):
        found[path] = value
        return None
    if isinstance(value, dict):
        return {key: _without_files(each, f"{path}.{key}", found) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_files(each, f"{path}.{i}", found) for i, each in enumerate(value)]
    return value
