"""What a driver can ask."""

from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from plugins.pooled_delivery.schema.objects import DeliveryTourType
from plugins.pooled_delivery.selectors.rounds import Round, coming_tours, rounds

MOST_TOURS = 20


class Query:
    delivery_tours = graphene.List(
        graphene.NonNull(DeliveryTourType),
        first=graphene.Int(default_value=10, description="At most 20."),
        description="Tours since yesterday. Empty for anybody but drivers and the operator.",
    )

    @staticmethod
    def resolve_delivery_tours(_root: None, info: Any, first: int) -> list[Round]:
        now = info.context.now
        coming = coming_tours(person_of(info.context), now)[: max(0, min(first, MOST_TOURS))]
        return rounds(list(coming), now)
