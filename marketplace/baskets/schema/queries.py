"""What one can ask about a checkout."""

from typing import Any

import graphene

from marketplace.baskets.extensions import Destination
from marketplace.baskets.schema.objects import BasketType, FulfilmentOptionsType
from marketplace.baskets.selectors.contents import basket
from marketplace.baskets.selectors.shapes import Basket, GroupOptions
from marketplace.baskets.selectors.ways import options
from marketplace.errors import NotFound


class Query:
    basket = graphene.Field(
        BasketType, checkout_id=graphene.ID(required=True), description="Null if there is no such checkout."
    )
    fulfilment_options = graphene.List(
        graphene.NonNull(FulfilmentOptionsType),
        checkout_id=graphene.ID(required=True),
        postal_code=graphene.String(description="What would be offered there; nothing is stored."),
        description="All ways for every vendor's goods. Null if there is no such checkout.",
    )

    @staticmethod
    def resolve_basket(_root: None, info: Any, checkout_id: str) -> Basket | None:
        try:
            return basket(checkout_id, info.context.now)
        except NotFound:
            return None

    @staticmethod
    def resolve_fulfilment_options(
        _root: None, info: Any, checkout_id: str, postal_code: str | None = None
    ) -> tuple[GroupOptions, ...] | None:
        place = Destination(postal_code=postal_code.strip()) if postal_code and postal_code.strip() else None
        try:
            return options(checkout_id, info.context.now, place)
        except NotFound:
            return None
