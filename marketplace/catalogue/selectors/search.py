"""The search of the town: goods of all shops with filters, facets and reasons, in a constant number of statements.

One asks whether shops and categories are as they were (three read them if not), one for the words, one for hits with
facets, one for the listings of the page.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules.words import fold, terms
from marketplace.catalogue.selectors.facets import Node, category_facets, vendor_facets
from marketplace.catalogue.selectors.query import (
    MAX_PAGE_SIZE,
    SORTS,
    Facets,
    Hit,
    SearchPage,
    SearchQuery,
    VendorHours,
)
from marketplace.catalogue.selectors.search_statement import TextMatch, statement, text_match
from marketplace.catalogue.selectors.town_state import TownState, town_state
from marketplace.catalogue.selectors.word_matches import word_matches
from marketplace.graphql.fast_rows import rows_by
from marketplace.graphql.statement import rows_of
from marketplace.vendors.selectors import region

__all__ = ["Facets", "Hit", "SearchPage", "SearchQuery", "VendorHours", "search"]

_MOST = Decimal("9999999999")
_BY_CATEGORY, _BY_VENDOR, _ALL = 1, 2, 3  # values of GROUPING(category_id, vendor_id)


def search(query: SearchQuery, *, now: datetime) -> SearchPage:
    """One page of what the town has. Unknown categories and shops find nothing; pages past the end are empty."""
    town = town_state(now)
    hours, nodes = town.hours, town.categories
    typed = terms(query.text)
    match = text_match(word_matches(typed)) if typed else TextMatch()
    values = _values(query, hours, nodes, now) | match.values
    rows = rows_of(statement(match, _order(query), _filters(query)), cast(Any, values), steady=False)
    whole = next(row for row in rows if row[0] == _ALL)
    total, coverage = whole[5], whole[11] or 0
    size = values["limit"]
    return SearchPage(
        query=query,
        hits=_hits([row for row in rows if row[0] == -1], hours),
        total=total,
        pages=-(-total // size),
        facets=_facets(rows, whole, nodes, hours, query),
        vendors=_named(query.text, town),
        similar_to=_corrected(query.text, match, [term.word for term in typed]),
        partial=bool(typed) and total > 0 and coverage < len(typed),
        words=tuple(term.word for term in typed),
    )


def _order(query: SearchQuery) -> str:
    sort = query.sort if query.sort in SORTS else "relevance"
    if sort != "relevance" or query.text.strip():
        return sort
    return "rotation" if query.products is None else "choice"


def _filters(query: SearchQuery) -> set[str]:
    """Names of the filters that are set."""
    asked = {
        "category": bool(query.category),
        "choice": query.products is not None,
        "shop": bool(query.vendors),
        "price": query.price_min is not None or query.price_max is not None,
        "open": query.open_now,
        "collect": query.collectable_today,
        "deliver": query.deliverable,
    }
    return {name for name, is_set in asked.items() if is_set}


def _values(
    query: SearchQuery, hours: Mapping[int, VendorHours], nodes: Sequence[Node], now: datetime
) -> dict[str, Any]:
    path = next((node.path for node in nodes if node.slug == query.category), query.category and "/")
    pks = {each.vendor.slug: pk for pk, each in hours.items()}
    size = min(max(query.page_size, 1), MAX_PAGE_SIZE)
    return {
        "path": path,
        "below": f"{path}/%",
        "shops": [pks[slug] for slug in query.vendors if slug in pks],
        "products": list(query.products or ()),
        "price_min": query.price_min if query.price_min is not None else Decimal(0),
        "price_max": query.price_max if query.price_max is not None else _MOST,
        "public": list(hours),
        "open": [pk for pk, each in hours.items() if each.is_open],
        "collect": [pk for pk, each in hours.items() if each.collectable_today],
        "deliver": [pk for pk, each in hours.items() if each.vendor.offers_delivery],
        "day": now.astimezone(region().zone).toordinal(),
        "limit": size,
        "offset": (max(query.page, 1) - 1) * size,
    }


def _hits(rows: Sequence[tuple[Any, ...]], hours: Mapping[int, VendorHours]) -> tuple[Hit, ...]:
    listings = {row.pk: row for row in rows_by(Listing, "id", [row[1] for row in rows])}
    hits = []
    for _kind, pk, score, collect, deliver, *_rest in rows:
        if listing := listings.get(pk):
            listing.vendor = hours[listing.vendor_id].vendor
            hits.append(
                Hit(
                    listing=listing,
                    hours=hours[listing.vendor_id],
                    score=score,
                    collectable_today=bool(collect),
                    deliverable=bool(deliver),
                )
            )
    return tuple(hits)


def _facets(
    rows: Sequence[tuple[Any, ...]],
    whole: tuple[Any, ...],
    nodes: Sequence[Node],
    hours: Mapping[int, VendorHours],
    query: SearchQuery,
) -> Facets:
    in_categories = {row[1]: row[3] for row in rows if row[0] == _BY_CATEGORY}
    in_shops = {row[2]: row[4] for row in rows if row[0] == _BY_VENDOR}
    return Facets(
        categories=category_facets(nodes, in_categories, query),
        vendors=vendor_facets(hours, in_shops, query),
        open_now=whole[6],
        collectable_today=whole[7],
        deliverable=whole[8],
        price_min=whole[9],
        price_max=whole[10],
    )


def _named(text: str, town: TownState) -> tuple[VendorHours, ...]:
    """Shops whose name or trade has all typed words."""
    words = fold(text).split()
    if not words:
        return ()
    return tuple(town.hours[pk] for pk, name in town.names.items() if all(word in name for word in words))


def _corrected(text: str, match: TextMatch, words: Sequence[str]) -> str:
    """What was searched instead, if a typed word was read as a similar one."""
    if not any(match.corrected):
        return ""
    return " ".join(better or word for better, word in zip(match.corrected, words, strict=True))
