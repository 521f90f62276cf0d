"""GraphQL of baskets: how everything in a checkout reaches the shopper.

A checkout's id is the capability to it, as in Saleor; choices and prices come from our offers alone. Who orders and
where they live is not told here.
"""

from marketplace.baskets.schema.mutations import FulfilmentPlanRefresh, FulfilmentPlanUpdate
from marketplace.baskets.schema.queries import Query

__all__ = ["Mutation", "Query"]


class Mutation:
    fulfilment_plan_update = FulfilmentPlanUpdate.Field()
    fulfilment_plan_refresh = FulfilmentPlanRefresh.Field()
