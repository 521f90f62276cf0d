"""Listings and shelves keep their rows when the town moves into another engine; what they copy gets new ids."""

from marketplace.catalogue.models import Category, Listing, StaleProduct
from marketplace.saleor.moving.repoint import repoint
from marketplace.saleor.moving.sides import Kind, Ledger


def arrive(ledger: Ledger) -> None:
    """Take over the new ids; the caller's transaction is the move. Marks name old products and are dropped: whoever
    moves the town compares all listings afterwards."""
    StaleProduct.objects.all().delete()
    repoint(ledger, Category, "saleor_id", Kind.CATEGORY, park=True)
    repoint(ledger, Listing, "product_id", Kind.PRODUCT, park=True)
    repoint(ledger, Listing, "variant_id", Kind.VARIANT, park=True)
