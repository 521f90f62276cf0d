"""Products read with one statement: only the columns and relations that a client selected.

Rows become model instances with what was read; the rest is deferred.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from marketplace.engine.models import Category, Channel, Product, ProductChannelListing, ProductMedia
from marketplace.engine.selectors.sql import Piece
from marketplace.graphql.selection import Selection

_HEAVY = {
    "description": ("description",),
    "descriptionJson": ("description",),
    "metadata": ("metadata",),
    "metafield": ("metadata",),
    "metafields": ("metadata",),
    "privateMetadata": ("private_metadata",),
    "privateMetafield": ("private_metadata",),
    "privateMetafields": ("private_metadata",),
}
_NEVER = {"search_text", "search_vector", "description_plaintext"}
_LISTING_FIELDS = {"pricing", "isAvailable", "isAvailableForPurchase", "availableForPurchaseAt"}
_THUMBNAIL_JOIN = (
    " left join lateral (select m.* from engine_productmedia m where m.product_id = p.id and m.type = 'IMAGE'"
    " order by m.sort_order, m.id limit 1) m on true"
)


@dataclass(frozen=True)
class Part:
    """A model whose columns are part of each row, and where its instance belongs on the product."""

    alias: str
    model: type[models.Model]
    columns: tuple[str, ...]
    attach: Callable[[Product, Any], None]


def _columns(model: type[models.Model], without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return tuple(each.attname for each in model._meta.concrete_fields if each.attname not in without)


_HEAVY_COLUMNS = frozenset(column for columns in _HEAVY.values() for column in columns)
_LIGHT_PRODUCT = _columns(Product, frozenset(_NEVER) | _HEAVY_COLUMNS)
_LIGHT_CATEGORY = _columns(Category, frozenset({"description", "metadata", "private_metadata"}))
_LIGHT_MEDIA = _columns(ProductMedia, frozenset({"oembed_data", "metadata", "private_metadata"}))
_LISTING = _columns(ProductChannelListing)


def _attach_category(product: Product, category: Category | None) -> None:
    product._state.fields_cache["category"] = category


def _attach_thumbnail(product: Product, media: ProductMedia | None) -> None:
    product.__dict__["first_image"] = media


def _attach_listing(product: Product, listing: ProductChannelListing | None) -> None:
    product.__dict__["listing"] = listing


_CATEGORY = Part("c", Category, _LIGHT_CATEGORY, _attach_category)
_THUMBNAIL = Part("m", ProductMedia, _LIGHT_MEDIA, _attach_thumbnail)
_IN_CHANNEL = Part("l", ProductChannelListing, _LISTING, _attach_listing)


@dataclass(frozen=True)
class Reader:
    """Reads products as `select` says; `joins` must provide what conditions and order name (p, l, t)."""

    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    channel: Channel | None

    @classmethod
    def of(cls, selected: Selection, channel: Channel | None) -> "Reader":
        heavy = {column for name, columns in _HEAVY.items() if name in selected for column in columns}
        parts = []
        if "category" in selected:
            parts.append(_CATEGORY)
        if "thumbnail" in selected:
            parts.append(_THUMBNAIL)
        if channel is not None and _LISTING_FIELDS & selected.keys():
            parts.append(_IN_CHANNEL)
        return cls((*_LIGHT_PRODUCT, *sorted(heavy)), tuple(parts), channel)

    def read(self, where: Piece, order: Piece, *, extra: Sequence[Piece] = (), limit: int | None = None) -> list[Any]:
        """Rows as (product, values of the extra expressions)."""
        chosen = [f"p.{column}" for column in self.columns]
        chosen += [f"{part.alias}.{column}" for part in self.parts for column in part.columns]
        chosen += [piece.text for piece in extra]
        sql = f"select {', '.join(chosen)} {self.source()} where {where.text} order by {order.text}"
        values = [value for piece in extra for value in piece.values]
        values += [*self.source_values(), *where.values, *order.values]
        if limit is not None:
            sql += " limit %s"
            values.append(limit)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
        return [(self._product(row), row[len(row) - len(extra) :]) for row in rows]

    def count(self, where: Piece) -> int:
        """How many products meet a condition."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"select count(*) {self.source(parts=False)} where {where.text}", [*self.source_values(), *where.values]
            )
            (found,) = cursor.fetchone()
        return int(found)

    def source(self, *, parts: bool = True) -> str:
        text = "from engine_product p"
        if self.channel is not None:
            text += " join engine_productchannellisting l on l.product_id = p.id and l.channel_id = %s"
        if parts and _CATEGORY in self.parts:
            text += " left join engine_category c on c.id = p.category_id"
        if parts and _THUMBNAIL in self.parts:
            text += _THUMBNAIL_JOIN
        return text

    def source_values(self) -> list[Any]:
        return [] if self.channel is None else [self.channel.pk]

    def _product(self, row: Sequence[Any]) -> Product:
        end = len(self.columns)
        product: Product = _instance(Product, self.columns, row[:end])
        product.sold_in = self.channel
        for part in self.parts:
            start, end = end, end + len(part.columns)
            values = row[start:end]
            part.attach(product, None if values[0] is None else _instance(part.model, part.columns, values))
        return product


_JSON = {"description", "metadata", "private_metadata"}


def _instance(model: type[models.Model], columns: Sequence[str], values: Sequence[Any]) -> Any:
    if not _JSON.isdisjoint(columns):
        values = [
            json.loads(value) if column in _JSON and isinstance(value, str) else value
            for column, value in zip(columns, values, strict=True)
        ]
    return model.from_db("default", columns, values)
