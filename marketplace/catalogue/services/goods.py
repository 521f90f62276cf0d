"""What a vendor does with its goods: create and change, price, stock, take off the shelf.

Each act goes to the commerce engine first (no transaction is open then) and is read back into the listing at once; the
engine's events do the same again later, which is harmless. Callers have been through the door (`listing_for`,
`vendor_for`) before.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Everything a vendor says about one product. Price gross in the channel's currency, per piece or package."""

    name: str
    category: str
    """Slug of the category."""
    price: Decimal
    sku: str = ""
    description: str = ""
    """Plain text; blank lines part paragraphs."""
    tags: tuple[str, ...] = ()
    tax_class: str = "standard"
    """Name of the tax class: standard (19 %), reduced (7 %), zero."""
    net_quantity: Decimal | None = None
    net_unit: str = ""
    unit_price_exemption: str = ""
    """A code of `rules/unit_price.py: EXEMPTIONS` that the vendor claims."""
    stock_kind: str = "in_store"
    stock: int = 0
    """Pieces on the shelf."""
    lead_days: int = 0
    deliverable: bool = True
    picture: str = ""
    """Name of a drawing (`motif` or `motif-tone`) or of a file in the import folder; empty leaves it as it is."""
    external_reference: str = ""
    published: bool = True
