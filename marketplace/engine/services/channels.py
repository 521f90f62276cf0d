"""Channels and shop-wide settings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from marketplace.engine.models import Channel, ChannelWarehouse, ShippingZone, ShopSettings, Warehouse
from marketplace.engine.refusals import int_pk_of, missing, pk_of, required
from marketplace.engine.selectors.channels import shop_settings
from marketplace.errors import DomainError

_COLUMNS = (
    "name",
    "slug",
    "is_active",
    "currency_code",
    "default_country",
    "allocation_strategy",
    "automatically_confirm_all_new_orders",
    "allow_unpaid_orders",
    "use_legacy_error_flow_for_checkout",
    "automatically_complete_fully_paid_checkouts",
    "default_transaction_flow_strategy",
    "metadata",
    "private_metadata",
)


@transaction.atomic
def create_channel(
    *, values: Mapping[str, Any], warehouses: Iterable[str] = (), shipping_zones: Iterable[str] = ()
) -> Channel:
    """A new channel from column values; `warehouses` and `shipping_zones` are global ids.

    Raises DomainError UNIQUE (slug), REQUIRED, NOT_FOUND.
    """
    channel = Channel()
    _fill(channel, values)
    channel.save()
    add_warehouses(channel, warehouses)
    channel.shipping_zones.add(*_zones(shipping_zones))
    return channel


@transaction.atomic
def update_channel(
    *,
    channel_id: str,
    values: Mapping[str, Any],
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    add_zones: Iterable[str] = (),
    remove_zones: Iterable[str] = (),
) -> Channel:
    """Change columns, warehouses and zones of a channel. Raises DomainError NOT_FOUND, UNIQUE, REQUIRED."""
    channel = Channel.objects.select_for_update().filter(pk=int_pk_of("Channel", channel_id)).first()
    if channel is None:
        raise missing(channel_id)
    _fill(channel, values)
    channel.save()
    add_warehouses(channel, add)
    gone = [pk_of("Warehouse", each, field="removeWarehouses") for each in remove]
    ChannelWarehouse.objects.filter(channel=channel, warehouse_id__in=gone).delete()
    channel.shipping_zones.add(*_zones(add_zones))
    channel.shipping_zones.remove(*_zones(remove_zones))
    return channel


def add_warehouses(channel: Channel, warehouse_ids: Iterable[str]) -> None:
    """Sell from further warehouses (global ids); they come last in the order of allocation."""
    keys = [pk_of("Warehouse", each, field="addWarehouses") for each in warehouse_ids]
    found = Warehouse.objects.filter(pk__in=keys).count()
    if found != len(set(keys)):
        raise DomainError("NOT_FOUND", "Some warehouses do not exist.", field="addWarehouses")
    start = channel.warehouse_links.count()
    ChannelWarehouse.objects.bulk_create(
        [
            ChannelWarehouse(channel=channel, warehouse_id=key, sort_order=start + place)
            for place, key in enumerate(keys)
        ],
        ignore_conflicts=True,
    )


_MAY_BE_NONE = (
    "reserve_stock_duration_anonymous_user",
    "reserve_stock_duration_authenticated_user",
    "limit_quantity_per_checkout",
)


@transaction.atomic
def update_shop_settings(values: Mapping[str, Any]) -> ShopSettings:
    """Change shop-wide settings. Durations are minutes; 0 means none, as for the limit."""
    row = shop_settings()
    for name, value in values.items():
        if name in _MAY_BE_NONE:
            setattr(row, name, value if value is not None and value > 0 else None)
        elif value is not None:
            setattr(row, name, value)
    row.save()
    return row


def _zones(ids: Iterable[str]) -> list[ShippingZone]:
    return list(ShippingZone.objects.filter(pk__in=[int_pk_of("ShippingZone", each) for each in ids]))


def _fill(channel: Channel, values: Mapping[str, Any]) -> None:
    for name in _COLUMNS:
        if name in values:
            setattr(channel, name, values[name])
    for name in ("name", "slug"):
        if not getattr(channel, name):
            raise required(name)
    if Channel.objects.filter(slug=channel.slug).exclude(pk=channel.pk).exists():
        raise DomainError("UNIQUE", "Channel with this Slug already exists.", field="slug")
