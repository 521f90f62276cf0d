"""What the catalogue adds to Saleor's products and variants."""

from collections.abc import Sequence
from typing import Any

import graphene

from marketplace.catalogue.models import Listing
from marketplace.catalogue.schema.objects import ListingType
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.graphql.batches import batched
from marketplace.graphql.ids import global_id

_HOW = "What the shop says of it, with shop and unit price; null unless it is on offer."


def _on_offer(type_name: str, column: str, roots: Sequence[Any]) -> list[Listing | None]:
    ids = [global_id(type_name, root.pk) for root in roots]
    found = {getattr(row, column): row for row in public_listings().filter(**{f"{column}__in": set(ids)})}
    return [found.get(each) for each in ids]


class ProductAddition:
    extends = "Product"

    listing = graphene.Field(ListingType, description=_HOW)

    @batched
    def resolve_listing(roots: Sequence[Any], _info: Any) -> list[Listing | None]:
        return _on_offer("Product", "product_id", roots)


class ProductVariantAddition:
    extends = "ProductVariant"

    listing = graphene.Field(ListingType, description=_HOW)

    @batched
    def resolve_listing(roots: Sequence[Any], _info: Any) -> list[Listing | None]:
        return _on_offer("ProductVariant", "variant_id", roots)
