"""Which products somebody may see, one by one and in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.engine.models import Product
from marketplace.engine.selectors.channels import channel_for_shopper
from marketplace.engine.selectors.product_conditions import conditions, in_collections, visible_to_shopper
from marketplace.engine.selectors.product_rows import Reader, reader_for
from marketplace.engine.selectors.product_text import text_condition, text_rank
from marketplace.engine.selectors.sql import Piece, SortKey, beyond_cursor, both
from marketplace.graphql.connections import Edge, Page, Slice, page_of
from marketplace.graphql.context import Requestor
from marketplace.graphql.selection import Selection, below

MANAGERS = ("MANAGE_PRODUCTS", "MANAGE_ORDERS", "MANAGE_DISCOUNTS", "MANAGE_CHECKOUTS", "HANDLE_CHECKOUTS")
"""Permissions that show products which are not published (Saleor's ALL_PRODUCTS_PERMISSIONS)."""

_PK = SortKey(Piece("p.id"), "bigint")
_SLUG = (SortKey(Piece("p.slug"), "text"),)
_SORTS: dict[str, tuple[str, str]] = {
    "NAME": ("p.name", "text"),
    "PRICE": ("l.price_min", "numeric"),
    "MINIMAL_PRICE": ("l.discounted_min", "numeric"),
    "TYPE": ("(select t.name from engine_producttype t where t.id = p.product_type_id)", "text"),
    "PUBLISHED": ("l.published_at", "timestamptz"),
    "PUBLISHED_AT": ("l.published_at", "timestamptz"),
    "PUBLICATION_DATE": ("l.published_at", "timestamptz"),
    "LAST_MODIFIED": ("p.updated_at", "timestamptz"),
    "LAST_MODIFIED_AT": ("p.updated_at", "timestamptz"),
    "DATE": ("p.updated_at", "timestamptz"),
    "RATING": ("p.rating", "double precision"),
    "CREATED_AT": ("p.created_at", "timestamptz"),
}
_OF_LISTING = {"PRICE", "MINIMAL_PRICE", "PUBLISHED", "PUBLISHED_AT", "PUBLICATION_DATE"}


@dataclass(frozen=True, kw_only=True)
class ProductQuestion:
    """What a client asks of `products`.

    `sort` is (field, descending); `channel` the slug that was given, if any; `collection` the primary key of the
    collection that is asked for its products.
    """

    requestor: Requestor
    now: datetime
    channel: str | None = None
    search: str | None = None
    filters: tuple[Mapping[str, Any], ...] = ()
    sort: tuple[str, bool] | None = None
    collection: int | None = None

    @property
    def text(self) -> str:
        return (self.search or "").strip()

    @property
    def sees_all(self) -> bool:
        return self.requestor.has(*MANAGERS)


def product_page(question: ProductQuestion, wanted: Slice, selected: Selection) -> Page:
    """A page of products; one statement, and one more for `totalCount` where it is selected.

    Raises GraphQLError on a bad cursor or an ambiguous channel, DomainError GRAPHQL_ERROR on a bad id in a filter.
    """
    slug = _channel_of(question)
    if slug is None and not question.sees_all:
        return Page(edges=[])
    where = _where(question, slug, listed=True)
    reader = reader_for(below(selected, "edges", "node"), slug)
    if not question.text:
        return _page(question, reader, where, wanted)
    exact = both([where, text_condition(question.text)])
    page = _page(question, reader, exact, wanted, total="totalCount" in selected)
    if page.edges or (wanted.cursor and reader.count(exact, steady=False)):
        return page
    alike = both([where, text_condition(question.text, fuzzy=True)])
    return _page(question, reader, alike, wanted, fuzzy=True, total="totalCount" in selected)


def product_by(
    question: ProductQuestion,
    selected: Selection,
    *,
    pk: int | None = None,
    slug: str | None = None,
    external_reference: str | None = None,
) -> Product | None:
    """The product of an id, slug or external reference, if the requestor may see it; one statement."""
    channel = _channel_of(question)
    if channel is None and not question.sees_all:
        return None
    column, value = ("id", pk) if pk is not None else ("slug", slug)
    if external_reference is not None:
        column, value = "external_reference", external_reference
    where = both([_where(question, channel, listed=False), Piece(f"p.{column} = %s", (value,))])
    hits = reader_for(selected, channel).read(where, (_PK,), limit=1, steady=True, total=False)
    return hits.rows[0][0] if hits.rows else None


def products_by_pk(question: ProductQuestion, selected: Selection, pks: Sequence[int]) -> dict[int, Product]:
    """Those of the products that the requestor may see; one statement."""
    channel = _channel_of(question)
    if channel is None and not question.sees_all:
        return {}
    where = both([_where(question, channel, listed=False), Piece("p.id = any(%s)", (sorted(set(pks)),))])
    hits = reader_for(selected, channel).read(where, (_PK,), limit=len(pks), steady=True, total=False)
    return {row[0].pk: row[0] for row in hits.rows}


def _channel_of(question: ProductQuestion) -> str | None:
    """The slug of the channel to look into; shoppers who name none get the only active one."""
    if question.channel is not None or question.sees_all:
        return question.channel
    channel = channel_for_shopper(None)
    return None if channel is None else channel.slug


def _where(question: ProductQuestion, channel: str | None, *, listed: bool) -> Piece:
    pieces = [conditions(each, in_channel=channel is not None, now=question.now) for each in question.filters]
    if question.collection is not None:
        pieces.append(in_collections([question.collection]))
    if not question.sees_all:
        pieces.append(visible_to_shopper(question.now, listed=listed))
    return both(pieces)


def _page(
    question: ProductQuestion, reader: Reader, where: Piece, wanted: Slice, *, fuzzy: bool = False, total: bool = False
) -> Page:
    """`total`: count along the way, which costs nothing where all hits must be ranked anyway."""
    keys = _sort_keys(question, fuzzy=fuzzy, in_channel=reader.channel is not None)
    steady = not (question.text or question.filters or question.collection)
    hits = reader.read(
        both([where, beyond_cursor(keys, wanted)]) if wanted.cursor else where,
        keys,
        limit=wanted.size + 1,
        backwards=wanted.backwards,
        steady=steady,
        total=total and not wanted.cursor,
    )
    counted = hits.total
    page = page_of(
        hits.rows,
        wanted,
        lambda row: tuple(row[1]),
        lambda: reader.count(where, steady=steady) if counted is None else counted,
    )
    page.edges = [Edge(edge.node[0], edge.values) for edge in page.edges]
    return page


def _sort_keys(question: ProductQuestion, *, fuzzy: bool, in_channel: bool) -> tuple[SortKey, ...]:
    field, descending = question.sort or ("RANK", True)
    if field == "COLLECTION" and question.collection is not None:
        place = SortKey(_place_in(question.collection), "integer", descending)
        return place, SortKey(Piece("p.id"), "bigint", descending)
    if field == "RANK":
        if not question.text:
            return _SLUG
        return SortKey(text_rank(question.text, fuzzy=fuzzy), "numeric", descending=True), _PK
    if field not in _SORTS or (field in _OF_LISTING and not in_channel):
        return _SLUG
    expression, type_name = _SORTS[field]
    return SortKey(Piece(expression), type_name, descending), SortKey(Piece("p.id"), "bigint", descending)


def _place_in(collection: int) -> Piece:
    """Where the product stands in a collection; NULL, and so behind all others, if nobody gave it a place."""
    links = "select cp.sort_order from engine_collectionproduct cp where cp.product_id = p.id and cp.collection_id = %s"
    return Piece(f"({links})", (collection,))
