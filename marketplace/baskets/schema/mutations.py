"""Choosing ways over GraphQL."""

from typing import Any

import graphene

from marketplace.baskets.extensions import Destination
from marketplace.baskets.schema.objects import BasketLostChoiceType, BasketType
from marketplace.baskets.services import Chosen, refresh_plan, update_plan
from marketplace.errors import DomainError
from marketplace.graphql.ids import int_pk_of
from marketplace.graphql.mutations import BaseMutation

MOST_CHOICES = 100


class FulfilmentChoiceInput(graphene.InputObjectType):
    """A way for one vendor's goods. There is no price here: it comes from the offer."""

    vendor_id = graphene.ID(required=True)
    method = graphene.String(required=True)
    offer_key = graphene.String(required=True)


class FulfilmentPlanUpdate(BaseMutation):
    """Choose ways for some or all vendors, hold their places and set the checkout's delivery method."""

    class Arguments:
        checkout_id = graphene.ID(required=True)
        choices = graphene.List(graphene.NonNull(FulfilmentChoiceInput), required=True)
        postal_code = graphene.String(description="Where to, while the checkout has no address yet.")

    basket = graphene.Field(BasketType)

    @classmethod
    def perform(
        cls, info: Any, *, checkout_id: str, choices: list[Any], postal_code: str | None = None
    ) -> "FulfilmentPlanUpdate":
        place = Destination(postal_code=postal_code.strip()) if postal_code and postal_code.strip() else None
        return cls(basket=update_plan(checkout_id, _chosen(choices), info.context.now, destination=place))


class FulfilmentPlanRefresh(BaseMutation):
    """Look at the plan again after goods or address changed; what cannot be had any more is named."""

    class Arguments:
        checkout_id = graphene.ID(required=True)

    basket = graphene.Field(BasketType)
    lost = graphene.List(graphene.NonNull(BasketLostChoiceType))

    @classmethod
    def perform(cls, info: Any, *, checkout_id: str) -> "FulfilmentPlanRefresh":
        check = refresh_plan(checkout_id, info.context.now)
        return cls(basket=check.basket, lost=list(check.lost))


def _chosen(choices: list[Any]) -> dict[int, Chosen]:
    if len(choices) > MOST_CHOICES:
        raise DomainError("TOO_MANY", f"At most {MOST_CHOICES} choices at once.", field="choices")
    return {
        int_pk_of("Vendor", choice["vendor_id"], field="vendorId"): Chosen(
            method=choice["method"], offer_key=choice["offer_key"]
        )
        for choice in choices
    }
