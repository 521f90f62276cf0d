"""Codes that shoppers type, on a checkout."""

from typing import Any

import graphene

from marketplace.engine.schema.checkout import Checkout
from marketplace.engine.schema.checkout_inputs import CheckoutError
from marketplace.engine.schema.mutation import EngineMutation
from marketplace.engine.services.checkout_voucher import add_promo_code, remove_promo_code


class CheckoutAddPromoCode(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        promo_code = graphene.String(required=True)

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(cls, info: Any, *, promo_code: str, id: str | None = None) -> "CheckoutAddPromoCode":
        return cls(checkout=add_promo_code(checkout_id=id, code=promo_code, now=info.context.now))


class CheckoutRemovePromoCode(EngineMutation):
    class Meta:
        error_type = CheckoutError

    class Arguments:
        id = graphene.ID()
        promo_code = graphene.String()
        promo_code_id = graphene.ID()

    checkout = graphene.Field(Checkout)

    @classmethod
    def perform(
        cls, info: Any, *, id: str | None = None, promo_code: str | None = None, promo_code_id: str | None = None
    ) -> "CheckoutRemovePromoCode":
        now = info.context.now
        return cls(checkout=remove_promo_code(checkout_id=id, code=promo_code, code_id=promo_code_id, now=now))


class Mutation:
    checkout_add_promo_code = CheckoutAddPromoCode.Field()
    checkout_remove_promo_code = CheckoutRemovePromoCode.Field()
