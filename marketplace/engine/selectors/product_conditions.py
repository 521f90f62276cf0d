"""Saleor's product filters as conditions on product `p` and, in a channel `ch`, its listing `l`."""

# ruff: noqa: S608 the texts are put together from constants of this module; values travel as parameters

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from marketplace.engine.refusals import int_pk_of
from marketplace.engine.selectors.product_text import text_condition
from marketplace.engine.selectors.sql import Piece, both, either
from marketplace.engine.selectors.stock import in_stock, stock_condition

Input = Mapping[str, Any]


def visible_to_shopper(now: datetime, *, listed: bool) -> Piece:
    """Published with a price in the channel; `listed` also asks that it is shown in lists."""
    published = "l.is_published and (l.published_at is null or l.published_at <= %s)"
    text = f"ch.is_active and {published} and l.price_min is not null"
    return Piece(text + (" and l.visible_in_listings" if listed else ""), (now,))


def conditions(wanted: Input, *, in_channel: bool, now: datetime) -> Piece:
    """All filters of a `ProductWhereInput` or `ProductFilterInput`. Raises DomainError GRAPHQL_ERROR on a bad id."""
    pieces = []
    for name, value in wanted.items():
        if value is None or name in ("AND", "OR"):
            continue
        timely = _TIMELY_FILTERS.get(name)
        piece = timely(value, in_channel, now) if timely else _FILTERS[name](value)
        pieces.append(_in_any_channel(piece) if not in_channel and name in _OF_LISTING else piece)
    for name, join in (("AND", both), ("OR", either)):
        if wanted.get(name):
            pieces.append(join(conditions(each, in_channel=in_channel, now=now) for each in wanted[name]))
    return both(pieces)


def in_categories(ids: list[int]) -> Piece:
    """In one of the categories or below it."""
    return Piece(
        "p.category_id in (select c.id from engine_category c join engine_category top on c.path like top.path || '%%'"
        " where top.id = any(%s))",
        (ids,),
    )


def in_collections(ids: list[int]) -> Piece:
    """In one of the collections."""
    return Piece(
        "exists (select 1 from engine_collectionproduct cp where cp.product_id = p.id and cp.collection_id = any(%s))",
        (ids,),
    )


def _ids(type_name: str, build: Callable[[list[int]], Piece]) -> Callable[[Any], Piece]:
    return lambda values: build([int_pk_of(type_name, value) for value in values])


def _id_filter(type_name: str, build: Callable[[list[int]], Piece]) -> Callable[[Input], Piece]:
    def condition(value: Input) -> Piece:
        chosen = value.get("one_of")
        if value.get("eq") is not None:
            chosen = [value["eq"]]
        return Piece("true") if chosen is None else build([int_pk_of(type_name, each) for each in chosen])

    return condition


def _any_of(column: str, type: str = "bigint") -> Callable[[list[Any]], Piece]:
    return lambda values: Piece(f"{column} = any(%s::{type}[])", (list(values),))


def _one_or_many(column: str, type: str) -> Callable[[Input], Piece]:
    def condition(value: Input) -> Piece:
        pieces = []
        if value.get("eq") is not None:
            pieces.append(Piece(f"{column} = %s::{type}", (value["eq"],)))
        if value.get("one_of") is not None:
            pieces.append(_any_of(column, type)(value["one_of"]))
        if value.get("range") is not None:
            pieces.append(_between(column, type)(value["range"]))
        return both(pieces)

    return condition


def _between(column: str, type: str) -> Callable[[Input], Piece]:
    def condition(value: Input) -> Piece:
        signs = (("gte", ">="), ("lte", "<="))
        return both(
            Piece(f"{column} {sign} %s::{type}", (value[name],)) for name, sign in signs if value.get(name) is not None
        )

    return condition


def _truth(text: str) -> Callable[[bool], Piece]:
    return lambda value: Piece(f"({text}) is {'true' if value else 'not true'}")


def _metadata(entries: list[Input]) -> Piece:
    def one(entry: Input) -> Piece:
        if entry.get("value"):
            return Piece("p.metadata ->> %s::text = %s::text", (entry["key"], entry["value"]))
        return Piece("p.metadata ? %s::text", (entry["key"],))

    return both(one(entry) for entry in entries)


def _attributes(entries: list[Input]) -> Piece:
    return both(_attribute(entry) for entry in entries)


def _attribute(entry: Input) -> Piece:
    tests = [Piece("a.slug = %s::text", (entry.get("slug"),))]
    if entry.get("values") is not None:
        tests.append(Piece("v.slug = any(%s::text[])", (entry["values"],)))
    if entry.get("boolean") is not None:
        tests.append(Piece("v.boolean = %s::boolean", (entry["boolean"],)))
    if entry.get("values_range") is not None:
        tests.append(_between("v.numeric", "numeric")(entry["values_range"]))
    test = both(tests)
    of_product = "select 1 from engine_productattributevalue x where x.product_id = p.id and x.value_id = v.id"
    of_variant = (
        "select 1 from engine_variantattributevalue x join engine_productvariant pv on pv.id = x.variant_id"
        " where pv.product_id = p.id and x.value_id = v.id"
    )
    return Piece(
        "exists (select 1 from engine_attributevalue v join engine_attribute a on a.id = v.attribute_id"
        f" where {test.text} and (exists ({of_product}) or exists ({of_variant})))",
        test.values,
    )


def _price(value: Input) -> Piece:
    inner = _one_or_many("vl.price_amount", "numeric")(value if "range" in value or "eq" in value else {"range": value})
    return Piece(
        "exists (select 1 from engine_productvariantchannellisting vl join engine_productvariant pv"
        f" on pv.id = vl.variant_id where pv.product_id = p.id and vl.channel_id = l.channel_id and {inner.text})",
        inner.values,
    )


def _minimal_price(value: Input) -> Piece:
    return _one_or_many("l.discounted_min", "numeric")(value if "range" in value or "eq" in value else {"range": value})


def _updated_at(value: Input) -> Piece:
    ranged = value if {"eq", "one_of", "range"} & value.keys() else {"range": value}
    return _one_or_many("p.updated_at", "timestamptz")(ranged)


def _available(value: bool, _in_channel: bool, now: datetime) -> Piece:
    test = "(l.available_for_purchase_at <= %s and l.price_min is not null) is "
    return Piece(test + ("true" if value else "not true"), (now,))


def _in_any_channel(piece: Piece) -> Piece:
    """Without a channel there is no `l`: some listing has to fit."""
    listing = "select 1 from engine_productchannellisting l where l.product_id = p.id"
    return Piece(f"exists ({listing} and ({piece.text}))", piece.values)


_OF_LISTING = frozenset(
    {"is_published", "is_visible_in_listing", "published_from", "available_from"}
    | {"is_available", "price", "minimal_price"}
)
_FILTERS: dict[str, Callable[[Any], Piece]] = {
    "ids": _ids("Product", _any_of("p.id")),
    "slugs": _any_of("p.slug", "text"),
    "name": _one_or_many("p.name", "text"),
    "slug": _one_or_many("p.slug", "text"),
    "category": _id_filter("Category", in_categories),
    "categories": _ids("Category", in_categories),
    "collection": _id_filter("Collection", in_collections),
    "collections": _ids("Collection", in_collections),
    "product_type": _id_filter("ProductType", _any_of("p.product_type_id")),
    "product_types": _ids("ProductType", _any_of("p.product_type_id")),
    "has_category": _truth("p.category_id is not null"),
    "is_published": _truth("l.is_published"),
    "is_visible_in_listing": _truth("l.visible_in_listings"),
    "published_from": lambda value: Piece("l.published_at >= %s::timestamptz", (value,)),
    "available_from": lambda value: Piece("l.available_for_purchase_at >= %s::timestamptz", (value,)),
    "updated_at": _updated_at,
    "metadata": _metadata,
    "attributes": _attributes,
    "price": _price,
    "minimal_price": _minimal_price,
    "stocks": stock_condition,
    "search": text_condition,
}
_TIMELY_FILTERS: dict[str, Callable[[Any, bool, datetime], Piece]] = {
    "is_available": _available,
    "stock_availability": in_stock,
}
