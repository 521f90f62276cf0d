"""Delivery methods as the platform answers them, and what a fresh answer does to a chosen one."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from marketplace.money import cents

FRESH_FOR = timedelta(hours=24)
"""How long an answer is believed while nothing about the checkout changes."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """One offered delivery method; `method_id` is its global id."""

    method_id: str
    name: str
    price: Decimal
    description: str | None = None
    minimum_days: int | None = None
    maximum_days: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    private_metadata: Mapping[str, str] = field(default_factory=dict)
    active: bool = True
    message: str = ""


def app_method_id(app_identifier: str, method_id: object) -> str:
    """The global id of an app's own method: base64 of `app:<app>:<method>`."""
    return base64.b64encode(f"app:{app_identifier}:{method_id}".encode()).decode()


def methods_in(answer: object, *, app_identifier: str, currency: str) -> list[Method]:
    """The valid methods of an answer to SHIPPING_LIST_METHODS_FOR_CHECKOUT; entries that make no sense are skipped.

    An answer is a list of objects with id, name, amount, currency and optional days, description and metadata
    (https://docs.saleor.io/developer/extending/webhooks/synchronous-events/shipping).
    """
    entries = answer if isinstance(answer, list) else []
    found = (_method(entry, app_identifier, currency) for entry in entries if isinstance(entry, Mapping))
    return [method for method in found if method is not None]


def _method(entry: Mapping[str, Any], app_identifier: str, currency: str) -> Method | None:
    amount = _amount(entry.get("amount"))
    if amount is None or not entry.get("id") or not entry.get("name") or entry.get("currency") != currency:
        return None
    return Method(
        method_id=app_method_id(app_identifier, entry["id"]),
        name=str(entry["name"])[:255],
        price=amount,
        description=entry.get("description"),
        minimum_days=_days(entry.get("minimum_delivery_days")),
        maximum_days=_days(entry.get("maximum_delivery_days")),
        metadata=_texts(entry.get("metadata")),
        private_metadata=_texts(entry.get("private_metadata")),
    )


def excluded_in(answer: object) -> dict[str, str]:
    """Reasons by method id in an answer to CHECKOUT_FILTER_SHIPPING_METHODS."""
    entries = answer.get("excluded_methods") if isinstance(answer, Mapping) else None
    return {
        str(entry["id"]): str(entry.get("reason") or "")
        for entry in entries or ()
        if isinstance(entry, Mapping) and entry.get("id")
    }


def _amount(value: object) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return cents(amount) if amount.is_finite() and amount >= 0 else None


def _days(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _texts(value: object) -> dict[str, str]:
    return {str(key): str(each) for key, each in value.items()} if isinstance(value, Mapping) else {}
