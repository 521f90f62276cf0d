"""Ordering and paying over GraphQL: the button, for clients that do not speak Saleor's own documents."""

from decimal import Decimal
from typing import Any

import graphene
from django.utils.translation import get_language

from marketplace.accounts.selectors import person_of
from marketplace.baskets.selectors import basket
from marketplace.errors import NotFound
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import JSON, PositiveDecimal
from marketplace.orders.schema.objects import VendorOrderType
from marketplace.orders.selectors.orders import orders_in
from marketplace.orders.selectors.payments import PaymentOption, payment_options
from marketplace.orders.selectors.sheets import sheets
from marketplace.orders.services import Placed, place_order


class VendorOrderPaymentRefusalType(graphene.ObjectType):
    class Meta:
        name = "VendorOrderPaymentRefusal"

    code = graphene.String(required=True)
    message = graphene.String(required=True)


class VendorOrderPaymentOptionType(graphene.ObjectType):
    """A way to pay a basket; with a refusal it cannot be chosen."""

    class Meta:
        name = "VendorOrderPaymentOption"

    code = graphene.String(required=True)
    label = graphene.String(required=True)
    note = graphene.String(required=True)
    refusal = graphene.Field(VendorOrderPaymentRefusalType)


class PaymentQuery:
    payment_options = graphene.List(
        graphene.NonNull(VendorOrderPaymentOptionType),
        checkout_id=graphene.ID(required=True),
        description="Ways to pay this basket; null if there is no such basket.",
    )

    @staticmethod
    def resolve_payment_options(_root: None, info: Any, checkout_id: str) -> tuple[PaymentOption, ...] | None:
        try:
            return payment_options(basket(checkout_id, info.context.now), person_of(info.context))
        except NotFound:
            return None


class CheckoutPlaceOrder(BaseMutation):
    """Order and pay the basket with obligation to pay. With `data` of the gateway: continue after its extra step."""

    class Arguments:
        checkout_id = graphene.ID(required=True)
        payment_method = graphene.String(required=True, description="A code of `paymentOptions`.")
        agreed_total = PositiveDecimal(description="The gross sum that the shopper saw; another one now is refused.")
        data = JSON(description="What the gateway asked the page for.")

    token = graphene.String(description="Of the purchase; the link to it works without signing in.")
    number = graphene.String(description="Of the purchase.")
    vendor_orders = graphene.List(graphene.NonNull(VendorOrderType))
    action = JSON(description="What the shopper must do first; then call again with `data`.")

    @classmethod
    def perform(
        cls, info: Any, *, checkout_id: str, payment_method: str, agreed_total: Decimal | None = None, data: Any = None
    ) -> "CheckoutPlaceOrder":
        placed = place_order(
            checkout_id=checkout_id,
            payment_method=payment_method,
            person=person_of(info.context),
            language=get_language() or "de",
            agreed_total=agreed_total,
            data=data,
            now=info.context.now,
        )
        return _answer(cls, placed, info)


def _answer(mutation: type[CheckoutPlaceOrder], placed: Placed, info: Any) -> CheckoutPlaceOrder:
    if placed.purchase is None:
        return mutation(action=dict(placed.action))
    orders = list(orders_in(placed.purchase))
    return mutation(
        token=placed.purchase.token,
        number=placed.purchase.number,
        vendor_orders=sheets(orders, None, now=info.context.now),
    )
