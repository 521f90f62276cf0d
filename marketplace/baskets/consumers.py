"""Events of the engine that concern baskets. At least once and in any order, as the inbox delivers them."""

from typing import Any

from django.utils import timezone

from marketplace.baskets.services.plans import close_plan
from marketplace.saleor.orders import parse_order


def close_ordered_plan(payload: dict[str, Any]) -> None:
    """ORDER_CREATED: the checkout's plan is final, whoever completed it."""
    order = parse_order(payload["order"])
    if order.checkout_id:
        close_plan(order.checkout_id, order.id, now=timezone.now())
