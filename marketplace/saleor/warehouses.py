"""Warehouses: one stands for one retailer, so that its stock and its part of an order are its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import mutate
from marketplace.saleor.wire import Address, address, given, nodes


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    id: str
    slug: str
    name: str
    email: str
    address: Address


def warehouses(*, slugs: Sequence[str] | None = None, ids: Sequence[str] | None = None) -> tuple[Warehouse, ...]:
    """All warehouses, or those with one of the slugs or ids."""
    wanted = given(slugs=slugs and list(slugs), ids=ids and list(ids))
    return tuple(_warehouse(node) for node in nodes("warehouses", "warehouses", {"filter": wanted or None}))


def warehouse_by_slug(slug: str) -> Warehouse | None:
    return next(iter(warehouses(slugs=[slug])), None)


def create_warehouse(*, slug: str, name: str, address: Address, email: str = "") -> Warehouse:
    """Create a private warehouse (no collection point of Saleor's). It sells nothing until a channel and a shipping
    zone hold it: see `setup.connect_warehouses`.

    Raises SaleorRefused (UNIQUE for a taken slug).
    """
    fields = {"slug": slug, "name": name, "email": email, "address": address.as_input(), "externalReference": slug}
    return _warehouse(mutate("warehouse_create", {"input": fields})["warehouse"])


def update_warehouse(
    *, id: str, name: str | None = None, email: str | None = None, address: Address | None = None
) -> Warehouse:
    """Change what is not None."""
    fields = given(name=name, email=email, address=address and address.as_input())
    return _warehouse(mutate("warehouse_update", {"id": id, "input": fields})["warehouse"])


def _warehouse(value: dict[str, Any]) -> Warehouse:
    place = address(value["address"])
    assert place is not None, "Warehouse.address is not nullable"
    return Warehouse(id=value["id"], slug=value["slug"], name=value["name"], email=value["email"], address=place)
