"""GraphQL of the goods: listings, the search of the town, the vendor's quick edits and the importer."""

from marketplace.catalogue.schema.additions import ProductAddition, ProductVariantAddition
from marketplace.catalogue.schema.mutations import (
    ListingArchive,
    ListingCreate,
    ListingImport,
    ListingPictureDelete,
    ListingPictureUpdate,
    ListingPriceUpdate,
    ListingStockUpdate,
    ListingUpdate,
)
from marketplace.catalogue.schema.queries import Query

__all__ = ["Mutation", "Query", "extensions"]

extensions = [ProductAddition, ProductVariantAddition]


class Mutation:
    listing_create = ListingCreate.Field()
    listing_update = ListingUpdate.Field()
    listing_price_update = ListingPriceUpdate.Field()
    listing_stock_update = ListingStockUpdate.Field()
    listing_picture_update = ListingPictureUpdate.Field()
    listing_picture_delete = ListingPictureDelete.Field()
    listing_archive = ListingArchive.Field()
    listing_import = ListingImport.Field()
