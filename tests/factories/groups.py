"""Groups of a basket without an engine behind them: what fulfilment methods are asked about."""

from decimal import Decimal
from itertools import count

from marketplace.baskets.extensions import Group, GroupLine
from marketplace.catalogue.models import Listing
from marketplace.money import Money
from marketplace.vendors.models import Vendor

_numbers = count(1)


def make_group(vendor: Vendor, *, subtotal: str = "20.00", reference: str = "", lines: int = 1, **listing) -> Group:
    """A group of that value in equal lines of one piece each; further fields are those of the listings."""
    price = Decimal(subtotal) / lines
    return Group(
        vendor=vendor,
        lines=tuple(_line(vendor, price, listing) for _ in range(lines)),
        subtotal=Money(Decimal(subtotal)),
        reference=reference,
    )


def _line(vendor: Vendor, price: Decimal, fields) -> GroupLine:
    number = next(_numbers)
    listing = Listing(vendor=vendor, variant_id=f"variant-{number}", name=f"Ware {number}", price=price, **fields)
    return GroupLine(
        line_id=f"line-{number}",
        variant_id=listing.variant_id,
        listing=listing,
        quantity=1,
        unit_price=Money(price),
        total=Money(price),
    )
