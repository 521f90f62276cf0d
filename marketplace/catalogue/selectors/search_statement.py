"""The statement of the search: one pass over the listings for hits, facets and the page.

Text of the statement comes from the constants of this module alone; everything typed is a parameter. Only what is asked
for is computed: a search without filters counts without conditions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.catalogue.rules.ranking import CRITERIA
from marketplace.catalogue.selectors.word_matches import Matches

# Filters by name: what a listing must fulfil. Category, shop and price become facets of their own.
FILTERS: Mapping[str, str] = {
    "category": "(category_path = %(path)s OR category_path LIKE %(below)s)",
    "choice": "product_id = ANY(%(products)s)",
    "shop": "vendor_id = ANY(%(shops)s)",
    "price": "price >= %(price_min)s AND price <= %(price_max)s",
    "open": "vendor_id = ANY(%(open)s)",
    "collect": "vendor_id = ANY(%(collect)s) AND stock_kind = 'in_store' AND available > 0",
    "deliver": "vendor_id = ANY(%(deliver)s) AND deliverable AND stock_kind <> 'view_only'",
}
_ALWAYS = ("open", "collect", "deliver")  # their counts are shown whether or not they are asked for

# `vendor_id + 0` keeps the planner off the index of the vendors: nearly all are public, the words are what narrows.
_STATEMENT = """
WITH scored AS MATERIALIZED (
  SELECT id, vendor_id, category_id, price, {columns} available > 0 AS in_stock, {flags} {points}
  FROM catalogue_listing WHERE is_published AND vendor_id + 0 = ANY(%(public)s) {matches}
), hits AS MATERIALIZED (
  SELECT *, {score} AS score, {coverage} AS coverage FROM scored {best}
), counts AS (
  SELECT GROUPING(category_id, vendor_id) AS grouped, category_id, vendor_id, {counts}, max(coverage) AS coverage
  FROM hits GROUP BY GROUPING SETS ((category_id), (vendor_id), ())
), page AS (
  SELECT id, score, ok_collect, ok_deliver FROM hits {wanted} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT -1 AS grouped, id, score, ok_collect::int, ok_deliver::int, 0, 0, 0, 0, NULL::numeric, NULL::numeric, 0 FROM page
UNION ALL
SELECT grouped, category_id, vendor_id, by_category, by_shop, total, open_now, to_collect, to_deliver, cheapest,
  dearest, coverage FROM counts
"""

_BEST = "WHERE {coverage} = (SELECT max({coverage}) FROM scored) AND {coverage} > 0"

# Without typed words goods tie by the thousand: each day gives them another fixed order, so that every shop comes first
# some day.
ORDERS: Mapping[str, str] = {
    "relevance": "score DESC, name, id",
    "rotation": "score DESC, hashint8extended(id, %(day)s), id",
    "price": "price, name, id",
    "-price": "price DESC, name, id",
    "name": "lower(unaccent(name)), id",
    "newest": "created DESC, id DESC",
    "choice": "array_position(%(products)s::text[], product_id::text), id",
}


@dataclass
class TextMatch:
    """How typed words select and score: parts of the statement and their parameters."""

    where: str = ""
    points: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    corrected: list[str] = field(default_factory=list)


def statement(match: TextMatch, order: str, filters: Collection[str]) -> str:
    """The whole text for a kind of match, an order and the names of the filters that are set."""
    words = [f"points_{place}" for place in range(len(match.points))]
    in_stock = f"CASE WHEN in_stock THEN {CRITERIA['IN_STOCK'].weight} ELSE 0 END"
    today = f"CASE WHEN vendor_id = ANY(%(collect)s) THEN {CRITERIA['COLLECTABLE_TODAY'].weight} ELSE 0 END"
    coverage = " + ".join(f"({word} > 0)::int" for word in words) or "0"
    sorted_by = [name for name in ("name", "created", "product_id") if name in ORDERS[order]]
    asked = [name for name in FILTERS if name in filters or name in _ALWAYS]
    return _STATEMENT.format(
        columns="".join(f"{name}, " for name in sorted_by),
        flags=", ".join(f"{FILTERS[name]} AS ok_{name}" for name in asked),
        points="".join(f", {text} AS {word}" for word, text in zip(words, match.points, strict=True)),
        matches=match.where,
        score=" + ".join([*words, in_stock, today]),
        coverage=coverage,
        best=_BEST.format(coverage=coverage) if words else "",
        counts=_counts(filters),
        wanted=_where(filters),
        order=ORDERS[order],
    )


def _counts(filters: Collection[str]) -> str:
    asked = set(filters)
    counted = {
        "by_category": asked - {"category"},
        "by_shop": asked - {"shop"},
        "total": asked,
        "open_now": asked | {"open"},
        "to_collect": asked | {"collect"},
        "to_deliver": asked | {"deliver"},
    }
    said = [f"count(*){_only(names)} AS {column}" for column, names in counted.items()]
    any_price = _only(asked - {"price"})
    return ", ".join([*said, f"min(price){any_price} AS cheapest", f"max(price){any_price} AS dearest"])


def _only(names: Collection[str]) -> str:
    return f" FILTER ({_where(names)})" if names else ""


def _where(names: Collection[str]) -> str:
    return "WHERE " + " AND ".join(f"ok_{name}" for name in sorted(names)) if names else ""


def text_match(found: Sequence[Matches]) -> TextMatch:
    """Every typed word is looked for in all its ways; listings that meet most words come out."""
    match = TextMatch()
    anywhere: set[str] = set()
    for place, matches in enumerate(found):
        points = {}
        for code, (words, beginnings, weights) in _ways(matches, match).items():
            name, weight = f"{code.lower().replace('/', '_')}_{place}", CRITERIA[code.partition("/")[0]].weight
            match.values[name] = _query(words, beginnings, weights)
            anywhere |= {_quoted(word) for word in words} | {f"{_quoted(word)}:*" for word in beginnings}
            points[code] = f"CASE WHEN search_vector @@ %({name})s::tsquery THEN {weight} ELSE 0 END"
        in_name = [text for code, text in points.items() if code.startswith("NAME_")]
        others = [text for code, text in points.items() if not code.startswith("NAME_")]
        best = [f"GREATEST(0, {', '.join(in_name)})"] if in_name else []
        match.points.append(" + ".join(best + others))
    # Without weights the index answers alone; whether a word stands in a place that counts is decided by the points.
    match.values["anywhere"] = " | ".join(sorted(anywhere))
    match.where = "AND search_vector @@ %(anywhere)s::tsquery"
    return match


Way = tuple[Collection[str], Collection[str], str]


def _ways(matches: Matches, match: TextMatch) -> dict[str, Way]:
    """The criteria by which one typed word can be met: whole words, beginnings, and the places that count."""
    begins = _beginnings(matches)
    known = matches.same | matches.synonyms
    ways: dict[str, Way] = {
        "NAME_WORD": (matches.same, (), "A"),
        "NAME_SYNONYM": (matches.synonyms, (), "A"),
        "NAME_ENDS": (matches.ends, (), "A"),
        "NAME_BEGINS": ((), begins, "A"),
        "KIND": (known | matches.ends, begins, "B"),
        "NAME_PART": (matches.parts, (), "A"),
        "TEXT": (known | {matches.stem}, (), "CD"),
    }
    correction = ""
    if not matches.is_known:
        near = matches.nearest()
        meant = set(near) | matches.heads
        ways |= {"SIMILAR/NAME": (meant, (), "A"), "SIMILAR/KIND": (meant, (), "BD")}
        correction = next(iter(near.values()), "") if not matches.heads else ""
    match.corrected.append(correction)
    return {code: way for code, way in ways.items() if way[0] or way[1]}


def _beginnings(matches: Matches) -> list[str]:
    """Typed letters that may begin a word; two letters only while somebody types or nothing else is known."""
    if len(matches.word) >= 3:
        return sorted({matches.word, matches.stem} if len(matches.stem) >= 4 else {matches.word})
    return [matches.word] if matches.is_last and not matches.is_known else []


def _query(words: Iterable[str], beginnings: Iterable[str], weights: str) -> str:
    whole = [f"{_quoted(word)}:{weights}" for word in sorted(words)]
    return " | ".join([*whole, *(f"{_quoted(word)}:*{weights}" for word in beginnings)])


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
