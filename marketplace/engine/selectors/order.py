"""Orders and who may find them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from marketplace.engine.models import Order, User
from marketplace.engine.refusals import missing, pk_of


@dataclass(frozen=True, kw_only=True)
class OrderDelivery:
    """The delivery method that an order was placed with; named like the columns of `CheckoutDelivery`."""

    method_id: str
    name: str
    price_amount: Decimal
    currency: str
    metadata: dict[str, str]
    private_metadata: dict[str, str] = field(default_factory=dict)
    description: None = None
    minimum_delivery_days: None = None
    maximum_delivery_days: None = None
    active: bool = True
    message: str = ""


def delivery_of(order: Order) -> OrderDelivery | None:
    """The order's delivery method; None if it is collected or nothing is shipped."""
    if not order.shipping_method_id:
        return None
    return OrderDelivery(
        method_id=order.shipping_method_id,
        name=order.shipping_method_name or "",
        price_amount=order.shipping_gross_amount,
        currency=order.currency,
        metadata=order.shipping_method_metadata,
    )


OF_LIST = ("channel", "user", "shipping_address", "billing_address", "collection_point")


def orders() -> "QuerySet[Order]":
    """All orders with what every use of them needs."""
    return Order.objects.select_related(*OF_LIST)


def orders_of(user: User) -> "QuerySet[Order]":
    """The user's own orders."""
    return orders().filter(user=user)


def order_for(order_id: str | None, *, field: str = "id", lock: bool = False) -> Order:
    """The order behind a global id; its UUID is the secret, what may be read of it is decided field by field.

    `lock` holds the row until the transaction ends. Raises DomainError NOT_FOUND or GRAPHQL_ERROR.
    """
    rows = orders().select_for_update(of=("self",), no_key=True) if lock else orders()
    try:
        order = rows.filter(pk=pk_of("Order", order_id, field=field)).first()
    except ValidationError:
        order = None
    if order is None:
        raise missing(order_id, field=field)
    return order


def matching(rows: "QuerySet[Order]", where: Mapping[str, Any]) -> "QuerySet[Order]":
    """Orders that meet all conditions of a `where` input that the engine knows; ids that are none match nothing."""
    try:
        return _matching(rows, where)
    except ValidationError:
        return rows.none()


def _matching(rows: "QuerySet[Order]", where: Mapping[str, Any]) -> "QuerySet[Order]":
    for name, condition in where.items():
        if condition is None:
            continue
        if name == "ids":
            rows = rows.filter(pk__in=[pk_of("Order", each) for each in condition])
        elif name in _SIMPLE:
            rows = _compared(rows, _SIMPLE[name], condition)
        elif name in _BY_ID:
            column, type_name = _BY_ID[name]
            rows = _compared(rows, column, condition, type_name)
        elif name in ("created_at", "updated_at"):
            rows = rows.filter(**{f"{name}__{side}": moment for side, moment in condition.items() if moment})
    return rows


_SIMPLE = {
    "number": "number",
    "user_email": "user_email",
    "authorize_status": "authorize_status",
    "charge_status": "charge_status",
    "status": "status",
    "checkout_token": "checkout_id",
}
_BY_ID = {"channel_id": ("channel", "Channel"), "user": ("user", "User"), "checkout_id": ("checkout_id", "Checkout")}


def _compared(
    rows: "QuerySet[Order]", column: str, condition: Mapping[str, Any], type_name: str | None = None
) -> "QuerySet[Order]":
    def value(given: Any) -> Any:
        return pk_of(type_name, given) if type_name else given

    if condition.get("eq") is not None:
        rows = rows.filter(**{column: value(condition["eq"])})
    if condition.get("one_of") is not None:
        rows = rows.filter(**{f"{column}__in": [value(each) for each in condition["one_of"]]})
    if condition.get("range") is not None:
        rows = rows.filter(
            **{f"{column}__{side}": limit for side, limit in condition["range"].items() if limit is not None}
        )
    return rows
