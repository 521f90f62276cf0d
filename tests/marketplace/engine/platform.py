"""The engine alone, with a platform in front of it that a test can look into.

`run` executes a document against the engine's own schema. `FakePlatform` is what settings name as receiver of events
and answers: it keeps what it hears and answers like the payment and delivery app of the recordings.
"""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import graphene
from django.utils import timezone

from config.schema import build_schema
from marketplace.engine import schema as engine_schema
from marketplace.engine.rules.event import APP_PERMISSIONS
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.execution import execute_document, formatted_error
from marketplace.graphql.ids import global_id

APP = Requestor(kind="app", permissions=APP_PERMISSIONS)


def user(pk: int, email: str = "erika@example.com") -> Requestor:
    """A signed-in customer."""
    return Requestor(kind="user", user_id=global_id("User", pk), email=email)


@lru_cache(maxsize=1)
def schema() -> graphene.Schema:
    return build_schema([engine_schema])


def execute(source: str, *, context: Context, variables: dict[str, Any] | None = None) -> Any:
    """What `settings.SALEOR_IN_PROCESS_EXECUTOR` names in these tests."""
    return execute_document(schema().graphql_schema, source, context=context, variables=variables)


def run(
    source: str,
    variables: dict[str, Any] | None = None,
    *,
    by: Requestor = ANONYMOUS,
    now: datetime | None = None,
) -> dict[str, Any]:
    """The whole answer, `data` and `errors`, as it would leave over HTTP."""
    result = execute(source, context=Context(requestor=by, now=now or timezone.now()), variables=variables)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [formatted_error(error) for error in result.errors]
    return answer


def ask(
    source: str,
    variables: dict[str, Any] | None = None,
    *,
    by: Requestor = ANONYMOUS,
    now: datetime | None = None,
) -> Any:
    """The one root field's value; the test fails on top-level errors."""
    answer = run(source, variables, by=by, now=now)
    assert "errors" not in answer, answer["errors"]
    return next(iter(answer["data"].values()))


class FakePlatform:
    """Hears events, answers questions. `answers[event_type]` replaces an answer: a value, function or exception."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any], str]] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {}
        self._references = itertools.count(1)

    def receive(self, event_type: str, payload: dict[str, Any], *, key: str) -> None:
        self.heard.append((event_type, payload, key))

    def answer(self, event_type: str, payload: dict[str, Any]) -> Any:
        self.asked.append((event_type, payload))
        chosen = self.answers.get(event_type, getattr(self, event_type.lower(), None))
        if isinstance(chosen, Exception):
            raise chosen
        return chosen(payload) if callable(chosen) else chosen

    def events(self, event_type: str) -> list[dict[str, Any]]:
        return [payload for kind, payload, _key in self.heard if kind == event_type]

    def reference(self) -> str:
        return f"psp_{next(self._references):016x}"

    def shipping_list_methods_for_checkout(self, payload: dict[str, Any]) -> list[dict[str, Any]]:
        vendors = sorted({each["metadata"][0]["value"] for each in _variants(payload) if each["metadata"]})
        return [
            {
                "id": "pooled-delivery",
                "name": f"Pooled delivery ({len(vendors)} vendors)",
                "amount": "4.90",
                "currency": "EUR",
                "maximum_delivery_days": 2,
                "minimum_delivery_days": 1,
                "description": "One courier, all vendors",
                "metadata": {"vendors": ",".join(vendors), "plan": "pooled"},
            },
            {
                "id": "split-delivery",
                "name": "Split delivery",
                "amount": "9.80",
                "currency": "EUR",
                "metadata": {"plan": "split"},
            },
        ]

    def checkout_filter_shipping_methods(self, _payload: dict[str, Any]) -> dict[str, Any]:
        return {"excluded_methods": []}

    def payment_gateway_initialize_session(self, payload: dict[str, Any]) -> dict[str, Any]:
        return {"data": {"publishableKey": "pk_test_spike", "echo": payload["data"]}}

    def transaction_initialize_session(self, payload: dict[str, Any]) -> dict[str, Any]:
        if (payload["data"] or {}).get("payment_method") == "card":
            return {
                "pspReference": self.reference(),
                "result": "CHARGE_ACTION_REQUIRED",
                "amount": payload["action"]["amount"],
                "data": {"client_secret": "pi_x_secret_y"},
            }
        return self._charged(self.reference(), payload)

    def transaction_process_session(self, payload: dict[str, Any]) -> dict[str, Any]:
        return self._charged(payload["transaction"]["pspReference"], payload)

    def transaction_refund_requested(self, payload: dict[str, Any]) -> dict[str, Any]:
        amount = payload["action"]["amount"]
        return {
            "pspReference": self.reference(),
            "result": "REFUND_SUCCESS",
            "amount": amount,
            "message": "refunded",
        }

    def _charged(self, reference: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {
            "pspReference": reference,
            "result": "CHARGE_SUCCESS",
            "amount": payload["action"]["amount"],
            "externalUrl": "http://127.0.0.1:58100/tx",
            "message": "ok",
            "actions": ["REFUND"],
            "data": {"client_secret": "pi_x_secret_y"},
        }


def _variants(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [line["variant"] for line in payload["checkout"]["lines"]]


platform = FakePlatform()


def receive(event_type: str, payload: dict[str, Any], *, key: str) -> None:
    """What `settings.ENGINE_EVENT_RECEIVER` names in these tests."""
    platform.receive(event_type, payload, key=key)


def answer(event_type: str, payload: dict[str, Any]) -> Any:
    """What `settings.ENGINE_SYNC_EVENT_RECEIVER` names in these tests."""
    return platform.answer(event_type, payload)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, tzinfo=UTC)


Call = Callable[..., Any]
