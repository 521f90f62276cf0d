"""Warehouses and shipping zones."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from marketplace.engine.models import Address, Channel, ShippingZone, Warehouse
from marketplace.engine.refusals import int_pk_of, missing, required, uuid_of
from marketplace.engine.rules.countries import COUNTRY_NAMES
from marketplace.engine.services.addresses import filled
from marketplace.errors import DomainError


@transaction.atomic
def create_warehouse(*, values: Mapping[str, Any]) -> Warehouse:
    """A new, private warehouse. Raises DomainError REQUIRED, UNIQUE, INVALID (also of the address)."""
    address = filled(Address(), values["address"])
    address.save()
    warehouse = Warehouse(address=address)
    _fill(warehouse, values)
    warehouse.save()
    return warehouse


@transaction.atomic
def update_warehouse(
    *, warehouse_id: str | None, external_reference: str | None = None, values: Mapping[str, Any]
) -> Warehouse:
    """Change a warehouse, found by global id or external reference. Raises DomainError NOT_FOUND, REQUIRED, UNIQUE,
    INVALID (LOCAL collection needs a warehouse that is not private; ALL makes it public, as Saleor does).
    """
    rows = Warehouse.objects.select_for_update(of=("self",)).select_related("address")
    warehouse = (
        rows.filter(external_reference=external_reference).first()
        if external_reference
        else rows.filter(pk=uuid_of("Warehouse", warehouse_id)).first()
    )
    if warehouse is None:
        raise missing(warehouse_id or external_reference)
    if values.get("address"):
        filled(warehouse.address, values["address"]).save()
    _fill(warehouse, values)
    warehouse.save()
    return warehouse


@transaction.atomic
def save_shipping_zone(
    *,
    zone_id: str | None = None,
    values: Mapping[str, Any],
    add_warehouses: Iterable[str] = (),
    add_channels: Iterable[str] = (),
    remove_warehouses: Iterable[str] = (),
    remove_channels: Iterable[str] = (),
) -> ShippingZone:
    """Create (without id) or change a zone; members by global id. Raises DomainError NOT_FOUND, REQUIRED, INVALID."""
    zone = ShippingZone()
    if zone_id is not None:
        found = ShippingZone.objects.select_for_update().filter(pk=int_pk_of("ShippingZone", zone_id)).first()
        if found is None:
            raise missing(zone_id)
        zone = found
    for name in ("name", "description", "countries", "default"):
        if values.get(name) is not None:
            setattr(zone, name, values[name])
    if not zone.name:
        raise required("name")
    if unknown := [country for country in zone.countries if country not in COUNTRY_NAMES]:
        raise DomainError("INVALID", f"Unknown country: {unknown[0]}", field="countries")
    zone.save()
    zone.warehouses.add(*_warehouses(add_warehouses))
    zone.channels.add(*Channel.objects.filter(pk__in=[int_pk_of("Channel", each) for each in add_channels]))
    zone.warehouses.remove(*_warehouses(remove_warehouses))
    zone.channels.remove(*[int_pk_of("Channel", each) for each in remove_channels])
    return zone


def _warehouses(ids: Iterable[str]) -> QuerySet[Warehouse]:
    return Warehouse.objects.filter(pk__in=[uuid_of("Warehouse", each) for each in ids])


def _fill(warehouse: Warehouse, values: Mapping[str, Any]) -> None:
    for name in ("name", "slug", "email", "external_reference", "is_private"):
        if values.get(name) is not None:
            setattr(warehouse, name, values[name])
    if not warehouse.name:
        raise required("name")
    warehouse.slug = warehouse.slug or slugify(warehouse.name)
    _set_collection(warehouse, values.get("click_and_collect_option"))
    others = Warehouse.objects.exclude(pk=warehouse.pk)
    if others.filter(slug=warehouse.slug).exists():
        raise DomainError("UNIQUE", "Warehouse with this Slug already exists.", field="slug")
    reference = warehouse.external_reference
    if reference and others.filter(external_reference=reference).exists():
        message = "Warehouse with this External reference already exists."
        raise DomainError("UNIQUE", message, field="externalReference")


def _set_collection(warehouse: Warehouse, option: str | None) -> None:
    if option is not None:
        warehouse.click_and_collect_option = option
        if option == "ALL":
            warehouse.is_private = False
    if warehouse.click_and_collect_option == "LOCAL" and warehouse.is_private:
        message = "Local warehouse can be toggled only for non-private warehouse stocks"
        raise DomainError("INVALID", message, field="clickAndCollectOption")
