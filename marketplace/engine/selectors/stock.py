"""How many pieces are free: in stock, not promised to an order and not held for a checkout."""

# ruff: noqa: S608 the texts are put together from constants of this module; values travel as parameters

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.engine.models import Channel, ProductVariant
from marketplace.engine.refusals import uuid_of
from marketplace.engine.selectors.sql import Piece, both
from marketplace.graphql.statement import rows_of

MAX_QUANTITY = 50
"""What `quantityAvailable` says at most to shoppers where the shop settings name no limit (Saleor's default)."""

_OF_CHANNEL = "select cw.warehouse_id from engine_channelwarehouse cw where cw.channel_id ="
_FREE = (
    "s.quantity - s.quantity_allocated - coalesce((select sum(r.quantity) from engine_reservation r"
    " where r.stock_id = s.id and r.reserved_until > %s), 0)"
)


def in_stock(value: str, in_channel: bool, now: datetime) -> Piece:
    """Products of which something (IN_STOCK) or nothing (OUT_OF_STOCK) can be bought from the channel's warehouses."""
    place = f" and s.warehouse_id in ({_OF_CHANNEL} ch.id)"
    text = (
        "exists (select 1 from engine_productvariant pv left join engine_stock s on s.product_variant_id = pv.id"
        f"{place if in_channel else ''}"
        f" where pv.product_id = p.id and (not pv.track_inventory or {_FREE} > 0))"
    )
    return Piece(text if value == "IN_STOCK" else f"not {text}", (now,))


def stock_condition(wanted: Mapping[str, Any]) -> Piece:
    """Products with stock in some warehouses and a summed quantity in a range (`ProductStockFilterInput`)."""
    place = Piece("true")
    if wanted.get("warehouse_ids"):
        keys = [uuid_of("Warehouse", each, field="warehouseIds") for each in wanted["warehouse_ids"]]
        place = Piece("s.warehouse_id = any(%s::uuid[])", (keys,))
    amount = wanted.get("quantity") or {}
    having = both(
        Piece(f"coalesce(sum(s.quantity), 0) {sign} %s::bigint", (amount[name],))
        for name, sign in (("gte", ">="), ("lte", "<="))
        if amount.get(name) is not None
    )
    return Piece(
        "exists (select 1 from engine_stock s join engine_productvariant pv on pv.id = s.product_variant_id"
        f" where pv.product_id = p.id and {place.text} having {having.text} and count(*) > 0)",
        (*place.values, *having.values),
    )


def available_quantities(variant_ids: Sequence[int], *, channel: Channel | None, now: datetime) -> dict[int, int]:
    """Free pieces by variant over all warehouses of the channel (without one: over all); 0 where there is no stock."""
    place = "" if channel is None else f" and s.warehouse_id in ({_OF_CHANNEL} %s)"
    sql = (
        f"select s.product_variant_id, sum(greatest({_FREE}, 0)) from engine_stock s"
        f" where s.product_variant_id = any(%s::bigint[]){place} group by 1"
    )
    values = [now, list(variant_ids), *([] if channel is None else [channel.pk])]
    found = dict(rows_of(sql, values, steady=True))
    return {variant_id: int(found.get(variant_id, 0)) for variant_id in variant_ids}


def _limit_per_checkout() -> int:
    found = rows_of("select limit_quantity_per_checkout from engine_shopsettings", [], steady=True)
    return (found[0][0] if found else None) or MAX_QUANTITY


def limited_quantities(variants: Sequence[ProductVariant], *, now: datetime) -> list[int]:
    """`quantityAvailable`: free pieces in each variant's channel, but never more than one checkout may hold.

    A variant whose stock is not tracked has as many as a checkout may hold.
    """
    limit = _limit_per_checkout()
    by_channel: dict[int | None, list[ProductVariant]] = {}
    for variant in variants:
        by_channel.setdefault(variant.sold_in.pk if variant.sold_in else None, []).append(variant)
    free: dict[int, int] = {}
    for group in by_channel.values():
        free |= available_quantities([each.pk for each in group], channel=group[0].sold_in, now=now)
    return [
        min(free[each.pk] if each.track_inventory else limit, each.quantity_limit_per_customer or limit, limit)
        for each in variants
    ]
