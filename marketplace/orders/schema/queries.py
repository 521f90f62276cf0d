"""What one can ask about vendor orders."""

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_of
from marketplace.errors import NotFound
from marketplace.graphql.connections import Page, Slice, connection_field, paginate
from marketplace.orders.models import VendorOrder
from marketplace.orders.schema.enums import VendorOrderStateEnum
from marketplace.orders.schema.objects import VendorOrderConnection, VendorOrderType, page_of_sheets
from marketplace.orders.selectors.access import order_by_token, order_for, orders_open_to, purchase_by_token
from marketplace.orders.selectors.orders import orders_in, orders_of
from marketplace.orders.selectors.sheets import OrderSheet, sheet, sheets
from marketplace.vendors.selectors import vendor_for

_STATES = graphene.List(graphene.NonNull(VendorOrderStateEnum))


class OrderQuery:
    vendor_orders = connection_field(
        VendorOrderConnection,
        vendor=graphene.String(description="Slug or id of a shop that the caller may act for."),
        states=_STATES,
        description="Vendor orders that the caller may see in any part, the newest first.",
    )
    my_vendor_orders = connection_field(
        VendorOrderConnection, states=_STATES, description="What the caller ordered, the newest first."
    )
    purchase_vendor_orders = graphene.List(
        graphene.NonNull(VendorOrderType),
        token=graphene.String(required=True, description="Of the link in the mail."),
        description="All parts of one purchase; null for an unknown token.",
    )
    vendor_order = graphene.Field(
        VendorOrderType,
        id=graphene.ID(),
        token=graphene.String(description="Works without signing in."),
        description="Null for missing and foreign orders alike.",
    )

    @staticmethod
    def resolve_vendor_orders(
        _root: None, info: Any, vendor: str | None = None, states: Sequence[str] | None = None, **paging: Any
    ) -> Page:
        person = person_of(info.context)
        rows = orders_open_to(person)
        if vendor is not None:
            try:
                rows = rows.filter(vendor=vendor_for(person, vendor))
            except NotFound:
                rows = rows.none()
        return _page("vendorOrders", rows, states, person, info, paging)

    @staticmethod
    def resolve_my_vendor_orders(_root: None, info: Any, states: Sequence[str] | None = None, **paging: Any) -> Page:
        person = person_of(info.context)
        return _page("myVendorOrders", orders_of(person), states, person, info, paging)

    @staticmethod
    def resolve_purchase_vendor_orders(_root: None, info: Any, token: str) -> list[OrderSheet] | None:
        try:
            purchase = purchase_by_token(token)
        except NotFound:
            return None
        return sheets(list(orders_in(purchase)), None, now=info.context.now)

    @staticmethod
    def resolve_vendor_order(
        _root: None, info: Any, id: str | None = None, token: str | None = None
    ) -> OrderSheet | None:
        person = person_of(info.context)
        try:
            if token:
                return sheet(order_by_token(token), None, now=info.context.now)
            return sheet(order_for(person, id or ""), person, now=info.context.now)
        except NotFound:
            return None


def _page(
    name: str,
    rows: QuerySet[VendorOrder],
    states: Sequence[str] | None,
    person: Person | None,
    info: Any,
    paging: dict[str, Any],
) -> Page:
    if states:
        rows = rows.filter(state__in=states)
    page = paginate(rows, Slice.of(name, **paging), order=["-placed_at"])
    return page_of_sheets(page, sheets([edge.node for edge in page.edges], person, now=info.context.now))
