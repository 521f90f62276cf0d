"""Shipping zones: in which countries a channel sells out of which warehouses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import execute, mutate


@dataclass(frozen=True, kw_only=True)
class ShippingZone:
    id: str
    name: str
    countries: tuple[str, ...]
    channel_ids: tuple[str, ...]
    warehouse_ids: tuple[str, ...]


def shipping_zones() -> tuple[ShippingZone, ...]:
    return tuple(_zone(edge["node"]) for edge in execute("shipping_zones")["shippingZones"]["edges"])


def create_shipping_zone(*, name: str, countries: Sequence[str], channel_ids: Sequence[str]) -> ShippingZone:
    values = {"name": name, "countries": list(countries), "addChannels": list(channel_ids)}
    return _zone(mutate("shipping_zone_create", {"input": values})["shippingZone"])


def extend_shipping_zone(
    *, id: str, channel_ids: Sequence[str] = (), warehouse_ids: Sequence[str] = ()
) -> ShippingZone:
    """Add channels and warehouses to a zone; those that it holds already stay."""
    values = {"addChannels": list(channel_ids), "addWarehouses": list(warehouse_ids)}
    return _zone(mutate("shipping_zone_update", {"id": id, "input": values})["shippingZone"])


def _zone(value: dict[str, Any]) -> ShippingZone:
    return ShippingZone(
        id=value["id"],
        name=value["name"],
        countries=tuple(country["code"] for country in value["countries"]),
        channel_ids=tuple(channel["id"] for channel in value["channels"]),
        warehouse_ids=tuple(warehouse["id"] for warehouse in value["warehouses"]),
    )
