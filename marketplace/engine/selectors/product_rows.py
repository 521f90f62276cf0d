"""Products read with one statement: only the columns and relations that a client selected.

Rows become model instances with what was read; the rest is deferred, as after `only()`.
"""

# ruff: noqa: S608 the texts are put together from constants of ours; values travel as parameters

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models

from marketplace.engine.models import Category, Channel, Product, ProductChannelListing, ProductMedia
from marketplace.engine.selectors.sql import Piece, SortKey, order_of
from marketplace.graphql.fast_rows import instance
from marketplace.graphql.selection import Selection
from marketplace.graphql.statement import rows_of

# The channel is found first (a scalar), so that the listing's index by price can be read in order.
_IN_CHANNEL = (
    " join engine_productchannellisting l on l.product_id = p.id"
    " and l.channel_id = (select ch.id from engine_channel ch where ch.slug = %s)"
    " join engine_channel ch on ch.id = l.channel_id"
)
_JOINS = {
    "ch": " join engine_channel ch on ch.id = hit.channel_id",
    "l": " join engine_productchannellisting l on l.id = hit.listing_id",
    "c": " left join engine_category c on c.id = p.category_id",
    "m": " left join lateral (select m.* from engine_productmedia m where m.product_id = p.id and m.type = 'IMAGE'"
    " order by m.sort_order, m.id limit 1) m on true",
}
_CHANNEL_COLUMNS = ("id", "slug", "currency_code", "default_country", "charge_taxes", "display_gross_prices")
_LISTING_COLUMNS = (
    "id",
    "product_id",
    "channel_id",
    "currency",
    "available_for_purchase_at",
    "price_min",
    "price_max",
    "discounted_min",
    "discounted_max",
)
_PRODUCT_KEYS = ("id", "product_type_id", "category_id", "tax_class_id", "default_variant_id")
_MEDIA_COLUMNS = ("id", "product_id", "image", "alt", "type", "external_url", "sort_order")
_LISTING_FIELDS = {"pricing", "isAvailable", "isAvailableForPurchase", "availableForPurchaseAt"}
_OTHER_NAMES = {
    "descriptionJson": ("description",),
    "metafield": ("metadata",),
    "metafields": ("metadata",),
    "privateMetafield": ("private_metadata",),
    "privateMetafields": ("private_metadata",),
    "created": ("created_at",),
    "weight": ("weight_g",),
}


@dataclass(frozen=True)
class Part:
    """A model whose columns are part of each row, and where its instance belongs on the product."""

    alias: str
    model: type[models.Model]
    columns: tuple[str, ...]
    attach: Callable[[Product, Any], None]


@dataclass(frozen=True)
class Hits:
    """What a reader found: products in order with their sort values, and how many there are in all, if it was asked."""

    rows: list[tuple[Product, tuple[Any, ...]]]
    total: int | None = None


@dataclass(frozen=True)
class Reader:
    """Reads products with some columns and parts.

    Conditions and sort keys may name p and, in a channel, l and ch. They are applied to bare rows first; what a client
    selected is joined to the few that remain.
    """

    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    channel: str | None

    def read(
        self, where: Piece, keys: Sequence[SortKey], *, limit: int, backwards: bool = False, steady: bool, total: bool
    ) -> Hits:
        """The first `limit` products that meet a condition, in the order of the keys.

        `steady` says that one plan suits all values of the parameters; `total` asks for the count of all that meet the
        condition, at the price of visiting each.
        """
        # The limit stands in the text: a steady plan is made for any value of a parameter, and not knowing how few rows
        # are wanted, the planner would sort all of them.
        hits = (
            f"select p.id{', ch.id as channel_id, l.id as listing_id' if self.channel is not None else ''}"
            f"{''.join(f', {key.expression.text} as k{place}' for place, key in enumerate(keys))}"
            f"{', count(*) over () as total' if total else ''}"
            f" {self._source()} where {where.text} order by {order_of(keys, backwards=backwards)} limit {int(limit)}"
        )
        chosen = [f"p.{column}" for column in self.columns]
        chosen += [f"{part.alias}.{column}" for part in self.parts for column in part.columns]
        chosen += [f"hit.k{place}" for place in range(len(keys))]
        sql = (
            f"select {', '.join(chosen)}{', hit.total' if total else ''} from ({hits}) hit"
            f" join engine_product p on p.id = hit.id{''.join(_JOINS[part.alias] for part in self.parts)}"
            f" order by {order_of(keys, backwards=backwards, names='hit.k')}"
        )
        values = [*(each for key in keys for each in key.expression.values), *self._source_values(), *where.values]
        found = rows_of(sql, values, steady=steady)
        seen: dict[tuple[str, Any], Any] = {}
        start, end = len(chosen) - len(keys), len(chosen)
        count = None if not total else found[0][-1] if found else 0
        return Hits([(self._product(row, seen), row[start:end]) for row in found], count)

    def count(self, where: Piece, *, steady: bool) -> int:
        """How many products meet a condition."""
        sql = f"select count(*) {self._source()} where {where.text}"
        ((found,),) = rows_of(sql, [*self._source_values(), *where.values], steady=steady)
        return int(found)

    def _source(self) -> str:
        return "from engine_product p" + ("" if self.channel is None else _IN_CHANNEL)

    def _source_values(self) -> list[Any]:
        return [] if self.channel is None else [self.channel]

    def _product(self, row: Sequence[Any], seen: dict[tuple[str, Any], Any]) -> Product:
        end = len(self.columns)
        product: Product = instance(Product, self.columns, row[:end])
        for part in self.parts:
            start, end = end, end + len(part.columns)
            key = row[start]
            known = seen.get((part.alias, key))
            if known is None and key is not None:
                known = seen[part.alias, key] = instance(part.model, part.columns, row[start:end])
            part.attach(product, known)
        return product


def reader_for(selected: Selection, channel: str | None) -> Reader:
    """The reader that fetches what is selected on Product, in the channel of a slug or in none."""
    return _reader(frozenset(selected), frozenset(selected.get("category", ())), channel)


@lru_cache(maxsize=256)
def _reader(names: frozenset[str], of_category: frozenset[str], channel: str | None) -> Reader:
    parts = []
    if channel is not None:
        parts.append(Part("ch", Channel, _CHANNEL_COLUMNS, _attach_channel))
        if _LISTING_FIELDS & names:
            parts.append(Part("l", ProductChannelListing, _LISTING_COLUMNS, _attach_listing))
    if "category" in names:
        columns = _selected_columns(Category, of_category, ("id", "parent_id", "path"))
        parts.append(Part("c", Category, columns, _attach_category))
    if "thumbnail" in names:
        parts.append(Part("m", ProductMedia, _MEDIA_COLUMNS, _attach_thumbnail))
    return Reader(_selected_columns(Product, names, _PRODUCT_KEYS), tuple(parts), channel)


def _selected_columns(model: type[models.Model], names: frozenset[str], always: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that fields of these GraphQL names read, after the primary key."""
    wanted = set(always)
    for name in names:
        wanted.update(_OTHER_NAMES.get(name, (_snake(name),)))
    columns = [each.attname for each in model._meta.concrete_fields]
    return ("id", *(column for column in columns if column in wanted and column != "id"))


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name)


def _attach_channel(product: Product, channel: Channel) -> None:
    product.sold_in = channel


def _attach_listing(product: Product, listing: ProductChannelListing | None) -> None:
    product.__dict__["listing"] = listing


def _attach_category(product: Product, category: Category | None) -> None:
    product._state.fields_cache["category"] = category


def _attach_thumbnail(product: Product, media: ProductMedia | None) -> None:
    product.__dict__["first_image"] = media
