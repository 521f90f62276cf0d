"""What vendor orders add to Saleor's orders."""

from collections.abc import Sequence
from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.batches import batched, grouped
from marketplace.graphql.ids import global_id
from marketplace.orders.schema.objects import VendorOrderType
from marketplace.orders.selectors.access import orders_open_to
from marketplace.orders.selectors.sheets import OrderSheet, sheets


class OrderAddition:
    extends = "Order"

    vendor_orders = graphene.List(
        graphene.NonNull(VendorOrderType),
        description="The parts of this order that the caller may see. Null without signing in: use the token then.",
    )

    @batched
    def resolve_vendor_orders(roots: Sequence[Any], info: Any) -> list[list[OrderSheet] | None]:
        person = person_of(info.context)
        if person is None:
            return [None] * len(roots)
        ids = [global_id("Order", root.pk) for root in roots]
        rows = orders_open_to(person).filter(purchase__saleor_order_id__in=set(ids)).order_by("pk")
        found = grouped(sheets(list(rows), person, now=info.context.now), "saleor_order_id")
        return [found.get(each, []) for each in ids]
