"""The statement of the search: one pass over the listings for hits, facets and the page.

Text of the statement comes from the constants of this module alone; everything typed is a parameter. `vendor_id + 0`
keeps the planner off the index of the vendors: nearly all of them are public, the words are what narrows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marketplace.catalogue.rules.ranking import CRITERIA
from marketplace.catalogue.selectors.word_matches import Matches

_HITS = """
WITH found AS MATERIALIZED (
  SELECT id, vendor_id, category_id, price, name, created, {score} AS score, {coverage} AS coverage,
    (%(path)s = '' OR category_path = %(path)s OR category_path LIKE %(below)s) AS in_category,
    (%(any_shop)s OR vendor_id = ANY(%(shops)s)) AS in_shop,
    (price >= %(price_min)s AND price <= %(price_max)s) AS in_price,
    vendor_id = ANY(%(open)s) AS is_open,
    vendor_id = ANY(%(collect)s) AND stock_kind = 'in_store' AND available > 0 AS is_collectable,
    vendor_id = ANY(%(deliver)s) AND deliverable AND stock_kind <> 'view_only' AS is_deliverable
  FROM catalogue_listing
  WHERE is_published AND vendor_id + 0 = ANY(%(public)s) {matches}
), hits AS (
  SELECT *, (is_open OR NOT %(open_now)s) AS ok_open, (is_collectable OR NOT %(collectable_today)s) AS ok_collect,
    (is_deliverable OR NOT %(deliverable)s) AS ok_deliver
  FROM found WHERE coverage = (SELECT max(coverage) FROM found)
), counts AS (
  SELECT GROUPING(category_id, vendor_id) AS grouped, category_id, vendor_id,
    count(*) FILTER (WHERE in_shop AND in_price AND ok_open AND ok_collect AND ok_deliver) AS by_category,
    count(*) FILTER (WHERE in_category AND in_price AND ok_open AND ok_collect AND ok_deliver) AS by_shop,
    count(*) FILTER (WHERE in_category AND in_shop AND in_price AND ok_open AND ok_collect AND ok_deliver) AS total,
    count(*) FILTER (WHERE in_category AND in_shop AND in_price AND is_open AND ok_collect AND ok_deliver) AS open_now,
    count(*) FILTER (WHERE in_category AND in_shop AND in_price AND ok_open AND is_collectable AND ok_deliver) AS
      collect,
    count(*) FILTER (WHERE in_category AND in_shop AND in_price AND ok_open AND ok_collect AND is_deliverable) AS
      deliver,
    min(price) FILTER (WHERE in_category AND in_shop AND ok_open AND ok_collect AND ok_deliver) AS cheapest,
    max(price) FILTER (WHERE in_category AND in_shop AND ok_open AND ok_collect AND ok_deliver) AS dearest,
    max(coverage) AS coverage
  FROM hits GROUP BY GROUPING SETS ((category_id), (vendor_id), ())
), page AS (
  SELECT id, score, is_collectable, is_deliverable FROM hits
  WHERE in_category AND in_shop AND in_price AND ok_open AND ok_collect AND ok_deliver
  ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT -1 AS grouped, id, score, is_collectable::int, is_deliverable::int, 0, 0, 0, 0, NULL::numeric, NULL::numeric, 0
FROM page
UNION ALL
SELECT grouped, category_id, vendor_id, by_category, by_shop, total, open_now, collect, deliver, cheapest, dearest,
  coverage
FROM counts
"""

# Without typed words goods tie by the thousand: each day gives them another fixed order, so that every shop comes first
# some day.
ORDERS: Mapping[str, str] = {
    "relevance": "score DESC, name, id",
    "rotation": "score DESC, hashint8extended(id, %(day)s), id",
    "price": "price, name, id",
    "-price": "price DESC, name, id",
    "name": "lower(unaccent(name)), id",
    "newest": "created DESC, id DESC",
}


@dataclass
class TextMatch:
    """How typed words select and score: parts of the statement and their parameters."""

    where: str = ""
    score: list[str] = field(default_factory=list)
    coverage: str = "0"
    values: dict[str, Any] = field(default_factory=dict)
    corrected: list[str] = field(default_factory=list)


def statement(match: TextMatch, order: str) -> str:
    """The whole text for a kind of match and an order."""
    in_stock = f"CASE WHEN available > 0 THEN {CRITERIA['IN_STOCK'].weight} ELSE 0 END"
    today = f"CASE WHEN vendor_id = ANY(%(collect)s) THEN {CRITERIA['COLLECTABLE_TODAY'].weight} ELSE 0 END"
    score = " + ".join([*match.score, in_stock, today])
    return _HITS.format(score=score, coverage=match.coverage, matches=match.where, order=ORDERS[order])


def text_match(found: Sequence[Matches]) -> TextMatch:
    """Every typed word must be met in one of its ways; listings that meet most of them come out."""
    match = TextMatch()
    everything, hits = [], []
    for place, matches in enumerate(found):
        ways = _ways(matches, match)
        points = {}
        for code, query in ways.items():
            name, weight = f"{code.lower().replace('/', '_')}_{place}", CRITERIA[code.partition("/")[0]].weight
            match.values[name] = query
            points[code] = f"CASE WHEN search_vector @@ %({name})s::tsquery THEN {weight} ELSE 0 END"
        match.values[f"any_{place}"] = " | ".join(ways.values())
        everything.append(match.values[f"any_{place}"])
        hits.append(f"(search_vector @@ %(any_{place})s::tsquery)::int")
        in_name = [text for code, text in points.items() if code.startswith("NAME_")]
        match.score += [f"GREATEST(0, {', '.join(in_name)})"] if in_name else []
        match.score += [text for code, text in points.items() if not code.startswith("NAME_")]
    match.values["anything"] = " | ".join(everything)
    match.where = "AND search_vector @@ %(anything)s::tsquery"
    match.coverage = " + ".join(hits)
    return match


def _ways(matches: Matches, match: TextMatch) -> dict[str, str]:
    """The criteria by which one typed word can be met, as tsquery texts. Never empty."""
    begins = _beginnings(matches)
    strong = matches.same | matches.synonyms | matches.ends
    ways = {
        "NAME_WORD": _query(matches.same, "A"),
        "NAME_SYNONYM": _query(matches.synonyms, "A"),
        "NAME_ENDS": _query(matches.ends, "A"),
        "NAME_BEGINS": " | ".join(f"{_quoted(word)}:*A" for word in begins),
        "KIND": " | ".join(filter(None, [_query(strong, "B"), *(f"{_quoted(word)}:*B" for word in begins)])),
        "NAME_PART": _query(matches.parts, "A"),
        "TEXT": _query(matches.same | matches.synonyms | {matches.stem}, "CD"),
    }
    if not matches.is_known:
        near = matches.nearest()
        meant = set(near) | matches.heads
        ways |= {"SIMILAR/NAME": _query(meant, "A"), "SIMILAR/KIND": _query(meant, "BD")}
        match.corrected.append(next(iter(near.values()), "") if near and not matches.heads else "")
    else:
        match.corrected.append("")
    return {code: query for code, query in ways.items() if query}


def _beginnings(matches: Matches) -> list[str]:
    """Typed letters that may begin a word; two letters only while somebody types or nothing else is known."""
    if len(matches.word) >= 3:
        return sorted({matches.word, matches.stem} if len(matches.stem) >= 4 else {matches.word})
    return [matches.word] if matches.is_last and not matches.is_known else []


def _query(words: Iterable[str], weights: str) -> str:
    return " | ".join(f"{_quoted(word)}:{weights}" for word in sorted(words))


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
