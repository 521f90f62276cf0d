"""Every shop has one stock room (warehouse) of its own in the commerce engine, found by the shop's slug."""

from collections.abc import Iterable

from marketplace.saleor.setup import NewWarehouse, ensure_warehouses
from marketplace.saleor.wire import Address
from marketplace.vendors.models import Vendor


def ensure_stock_rooms(vendors: Iterable[Vendor]) -> int:
    """Create or find the stock rooms of shops that have none, and remember their ids; returns how many.

    May be run again at any point: the engine is asked by slug first, the id is written once. Talks to the engine, so
    never inside a transaction. Raises SaleorUnreachable, SaleorRefused; LookupError while the market is not set up.
    """
    missing = [vendor for vendor in vendors if not vendor.warehouse_id]
    if not missing:
        return 0
    found = ensure_warehouses([_wanted(vendor) for vendor in missing])
    for vendor in missing:
        vendor.warehouse_id = found[vendor.slug].id
        Vendor.objects.filter(pk=vendor.pk, warehouse_id=None).update(warehouse_id=vendor.warehouse_id)
    return len(missing)


def _wanted(vendor: Vendor) -> NewWarehouse:
    place = Address(
        company=vendor.name,
        street=vendor.street,
        postal_code=vendor.postal_code,
        city=vendor.city,
    )
    return NewWarehouse(slug=vendor.slug, name=vendor.name, address=place, email=vendor.email)
