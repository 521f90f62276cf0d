"""Photos of goods: what a shop sends is made anew like pictures of shops and shown instead of the drawing."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules.goods import from_metadata, to_metadata
from marketplace.catalogue.services.goods import drawing, engine_product, read_back, show_picture
from marketplace.saleor import products
from marketplace.vendors.services.pictures import encoded

MOST_ALT = 200


def set_photo(*, listing: Listing, file: BinaryIO, alt: str = "", now: datetime) -> Listing:
    """Show a photo instead of what is shown now; without words for it the name of the goods stands for it.

    Raises DomainError PICTURE_TOO_LARGE, PICTURE_UNREADABLE, PICTURE_TOO_SMALL with field `picture`, NOT_FOUND.
    """
    content = encoded(file)
    product = engine_product(listing)
    photo = products.NewPicture(
        image=content,
        file_name=f"{sha256(content).hexdigest()[:16]}.webp",
        content_type="image/webp",
        alt=" ".join(alt.split())[:MOST_ALT] or listing.name[:MOST_ALT],
    )
    show_picture(product, photo)
    return _noted(listing, product, photo=True, now=now)


def remove_photo(*, listing: Listing, now: datetime) -> Listing:
    """Go back to the drawing of the goods, where they have one. Raises DomainError NOT_FOUND."""
    product = engine_product(listing)
    show_picture(product, _waiting(from_metadata(product.metadata).picture))
    return _noted(listing, product, photo=False, now=now)


def _waiting(name: str) -> products.NewPicture | None:
    """The drawing behind the photo; goods that came with a photo of their own have the name of its file there."""
    try:
        return drawing(name)
    except LookupError:
        return None


def _noted(listing: Listing, product: products.Product, *, photo: bool, now: datetime) -> Listing:
    facts = replace(from_metadata(product.metadata), photo=photo)
    products.update_product(id=product.id, metadata=to_metadata(facts))
    return read_back(listing.product_id, now=now)
