"""How much lies where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from marketplace.engine.models import ProductVariant, Stock, Warehouse
from marketplace.engine.refusals import Refusals, uuid_of
from marketplace.engine.services.catalogue_event import tell
from marketplace.errors import DomainError


def warehouse_keys(ids: Sequence[str], *, field: str = "warehouse") -> list[UUID]:
    """Keys of existing warehouses by global id. Raises Refusals NOT_FOUND with the `index` of each missing one."""
    keys = [uuid_of("Warehouse", each, field=field) for each in ids]
    known = set(Warehouse.objects.filter(pk__in=keys).values_list("pk", flat=True))
    absent = [place for place, key in enumerate(keys) if key not in known]
    if absent:
        raise Refusals(
            [
                DomainError("NOT_FOUND", f"Couldn't resolve to a node: {ids[place]}", field=field, index=place)
                for place in absent
            ]
        )
    return keys


@transaction.atomic
def create_stocks(*, variant: ProductVariant, stocks: Sequence[Mapping[str, Any]], now: datetime) -> ProductVariant:
    """Put a variant into further warehouses; `stocks` are `{warehouse, quantity}`.

    Raises Refusals or DomainError NOT_FOUND, UNIQUE (it is there already), DUPLICATED_INPUT_ITEM, INVALID.
    """
    keys = _checked(stocks)
    there = set(variant.stocks.filter(warehouse__in=keys).values_list("warehouse_id", flat=True))
    taken = [place for place, key in enumerate(keys) if key in there]
    if taken:
        message = "Stock for this warehouse already exists for this product variant."
        raise Refusals([DomainError("UNIQUE", message, field="warehouse", index=place) for place in taken])
    _write(variant, keys, stocks, now=now)
    return variant


@transaction.atomic
def update_stocks(*, variant: ProductVariant, stocks: Sequence[Mapping[str, Any]], now: datetime) -> ProductVariant:
    """Set how much of a variant lies in each warehouse, promised pieces included; missing stocks are made.

    Raises Refusals or DomainError NOT_FOUND, DUPLICATED_INPUT_ITEM, INVALID.
    """
    _write(variant, _checked(stocks), stocks, now=now)
    return variant


@transaction.atomic
def delete_stocks(*, variant: ProductVariant, warehouse_ids: Sequence[str], now: datetime) -> ProductVariant:
    """Take a variant out of warehouses. Raises Refusals NOT_FOUND."""
    keys = warehouse_keys(warehouse_ids, field="warehouseIds")
    gone = variant.stocks.filter(warehouse__in=keys).order_by("pk").select_for_update()
    ids = [each.pk for each in gone]
    Stock.objects.filter(pk__in=ids).update(quantity=0)
    _tell(ids, now=now)
    Stock.objects.filter(pk__in=ids, quantity_allocated=0).delete()
    return variant


def _checked(stocks: Sequence[Mapping[str, Any]]) -> list[UUID]:
    ids = [each["warehouse"] for each in stocks]
    twice = [place for place, each in enumerate(ids) if each in ids[:place]]
    if twice:
        message = "Duplicated warehouse ID."
        raise Refusals([DomainError("DUPLICATED_INPUT_ITEM", message, field="warehouse", index=each) for each in twice])
    below = [place for place, each in enumerate(stocks) if each["quantity"] < 0]
    if below:
        message = "Quantity cannot be lower than 0."
        raise Refusals([DomainError("INVALID", message, field="quantity", index=place) for place in below])
    return warehouse_keys(ids)


def _write(
    variant: ProductVariant, keys: Sequence[UUID], stocks: Sequence[Mapping[str, Any]], *, now: datetime
) -> None:
    # Rows that exist are locked in order of pk, as everybody who allocates does; an upsert would lock in input order.
    there = {each.warehouse_id: each for each in variant.stocks.select_for_update().order_by("pk")}
    changed, made = [], []
    for key, given in zip(keys, stocks, strict=True):
        stock = there.get(key)
        if stock is None:
            made.append(Stock(product_variant=variant, warehouse_id=key, quantity=given["quantity"]))
        else:
            stock.quantity = given["quantity"]
            changed.append(stock)
    Stock.objects.bulk_update(changed, ["quantity"])
    Stock.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["product_variant", "warehouse"], update_fields=["quantity"]
    )
    written = variant.stocks.filter(warehouse__in=keys).values_list("pk", flat=True)
    _tell(written, now=now)
    variant.__dict__.pop("all_stocks", None)


def _tell(stock_ids: Any, *, now: datetime) -> None:
    tell("PRODUCT_VARIANT_STOCK_UPDATED", "Stock", list(stock_ids), now=now)
