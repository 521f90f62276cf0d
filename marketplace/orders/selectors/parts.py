"""Which vendor sells which line of an order of the engine."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.listings import listings_by_variant
from marketplace.orders.rules.amounts import ZERO
from marketplace.saleor.orders import Order, OrderLine
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import vendors_by_warehouse


@dataclass(frozen=True)
class SoldLine:
    """A line of the engine's order with the listing it came from, if that is still there."""

    line: OrderLine
    listing: Listing | None

    @property
    def name(self) -> str:
        """The product's name; a variant's too, where it says something (Saleor names an only variant by its id)."""
        variant = self.line.variant_name
        if not variant or variant in {self.line.product_name, self.line.variant_id, self.line.sku}:
            return self.line.product_name
        return f"{self.line.product_name}, {variant}"


@dataclass(frozen=True)
class Part:
    """One vendor's lines, in the order's sequence."""

    vendor: Vendor
    lines: tuple[SoldLine, ...]

    @property
    def subtotal(self) -> Decimal:
        return sum((each.line.total.amount for each in self.lines), ZERO)


@dataclass(frozen=True)
class Parts:
    """An order by vendor (in the order of their primary keys), and the ids of lines that belong to none or to two."""

    by_vendor: tuple[Part, ...]
    unclear: tuple[str, ...]


def parts_of(order: Order) -> Parts:
    """Whose shelf the engine took the goods from decides; the listing, where the engine names no shelf."""
    shelves = vendors_by_warehouse({each.warehouse_id for line in order.lines for each in line.allocations})
    listings = listings_by_variant({line.variant_id for line in order.lines if line.variant_id})
    found: dict[int, tuple[Vendor, list[SoldLine]]] = {}
    unclear = []
    for line in order.lines:
        listing = listings.get(line.variant_id or "")
        vendors = _vendors_of(line, listing, shelves)
        if len(vendors) != 1 or (listing is not None and listing.vendor_id not in vendors):
            unclear.append(line.id)
        if vendors:
            pk = vendors.most_common(1)[0][0]
            vendor = next(each for each in (*shelves.values(), listing and listing.vendor) if each and each.pk == pk)
            found.setdefault(pk, (vendor, []))[1].append(SoldLine(line, listing))
    parts = tuple(Part(vendor, tuple(lines)) for _pk, (vendor, lines) in sorted(found.items()))
    return Parts(parts, tuple(unclear))


def _vendors_of(line: OrderLine, listing: Listing | None, shelves: Mapping[str, Vendor]) -> Counter[int]:
    """Pieces by vendor; kept at one where an allocation is used up, so that its shelf still counts."""
    counted: Counter[int] = Counter()
    for each in line.allocations:
        if each.warehouse_id in shelves:
            counted[shelves[each.warehouse_id].pk] += max(each.quantity, 1)
    if not counted and listing is not None:
        counted[listing.vendor_id] = line.quantity
    return counted
