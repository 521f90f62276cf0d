"""Channels: where goods are sold, in which currency. The market sells in one."""

from dataclasses import dataclass
from typing import Any

from marketplace.saleor.client import execute, mutate


@dataclass(frozen=True, kw_only=True)
class Channel:
    id: str
    slug: str
    name: str
    currency: str
    country: str
    is_active: bool
    tax_configuration_id: str


def channels() -> tuple[Channel, ...]:
    """All channels."""
    return tuple(_channel(value) for value in execute("channels")["channels"])


def channel_by_slug(slug: str) -> Channel | None:
    return next((channel for channel in channels() if channel.slug == slug), None)


def create_channel(*, slug: str, name: str, currency: str, country: str, settings: dict[str, Any]) -> Channel:
    """Create an active channel. `settings` are further fields of Saleor's ChannelCreateInput."""
    fields = {"slug": slug, "name": name, "currencyCode": currency, "defaultCountry": country, "isActive": True}
    return _channel(mutate("channel_create", {"input": {**fields, **settings}})["channel"])


def update_channel(*, id: str, settings: dict[str, Any]) -> Channel:
    """Change fields of Saleor's ChannelUpdateInput, e.g. {"addWarehouses": [id]}."""
    return _channel(mutate("channel_update", {"id": id, "input": settings})["channel"])


def _channel(value: dict[str, Any]) -> Channel:
    return Channel(
        id=value["id"],
        slug=value["slug"],
        name=value["name"],
        currency=value["currencyCode"],
        country=value["defaultCountry"]["code"],
        is_active=value["isActive"],
        tax_configuration_id=value["taxConfiguration"]["id"],
    )
