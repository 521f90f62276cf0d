"""What the town adds to Saleor's users."""

from collections.abc import Sequence
from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.batches import batched
from marketplace.graphql.ids import global_id
from marketplace.vendors.models import Vendor
from marketplace.vendors.schema.objects import VendorType
from marketplace.vendors.selectors import vendors_of


class UserAddition:
    extends = "User"

    vendors = graphene.List(
        graphene.NonNull(VendorType),
        description="Shops that the user may act for. Null unless the user is the caller.",
    )

    @batched
    def resolve_vendors(roots: Sequence[Any], info: Any) -> list[list[Vendor] | None]:
        caller = info.context.requestor.user_id
        mine = {root.pk for root in roots if global_id("User", root.pk) == caller}
        shops = list(vendors_of(person_of(info.context))) if mine else []
        return [shops if root.pk in mine else None for root in roots]
