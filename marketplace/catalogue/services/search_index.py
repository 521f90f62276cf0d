"""The words by which listings are found: a weighted vector per listing, and the vocabulary that typed words meet.

Weights: A name, B what kind of goods it is (tags, categories), C description, D shop.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from marketplace.vendors.models import Trade

_VECTOR = """
UPDATE catalogue_listing AS listing SET search_vector =
  setweight(to_tsvector('regionalmarkt_german', listing.name), 'A') ||
  setweight(to_tsvector('regionalmarkt_german', concat_ws(' ', array_to_string(listing.tags, ' '),
    listing.category_name, parent.name)), 'B') ||
  setweight(to_tsvector('regionalmarkt_german', listing.description), 'C') ||
  setweight(to_tsvector('regionalmarkt_german', concat_ws(' ', vendor.name, vendor.city, trades.label)), 'D')
FROM vendors_vendor AS vendor
LEFT JOIN unnest(%(codes)s::text[], %(labels)s::text[]) AS trades(code, label) ON trades.code = vendor.trade,
  catalogue_listing AS self
LEFT JOIN catalogue_category AS category ON category.id = self.category_id
LEFT JOIN catalogue_category AS parent ON parent.id = category.parent_id
WHERE listing.id = self.id AND vendor.id = listing.vendor_id AND listing.id = ANY(%(ids)s)
"""
_NEW_WORDS = """
INSERT INTO catalogue_searchword (word, surface)
SELECT DISTINCT ON (stem) stem, left(token, 80) FROM catalogue_listing AS listing
JOIN vendors_vendor AS vendor ON vendor.id = listing.vendor_id,
  regexp_split_to_table(
    concat_ws(' ', listing.name, array_to_string(listing.tags, ' '), listing.category_name, vendor.name),
    '[^[:alnum:]]+'
  ) AS token,
  LATERAL (SELECT left((ts_lexize('german_stem', unaccent(lower(token))))[1], 80) AS stem) AS stemmed
WHERE listing.id = ANY(%(ids)s) AND length(stem) >= 2
ORDER BY stem, length(token)
ON CONFLICT DO NOTHING
"""
_DEAD_WORDS = """
DELETE FROM catalogue_searchword WHERE NOT EXISTS (
  SELECT FROM catalogue_listing
  WHERE is_published AND search_vector @@ quote_literal(catalogue_searchword.word)::tsquery
)
"""


def index_listings(pks: Sequence[int]) -> None:
    """Make listings findable by what they say now. Three statements at most, however many listings."""
    if not pks:
        return
    values: dict[str, Any] = {
        "ids": list(pks),
        "codes": [str(code) for code in Trade.values],
        "labels": [str(label) for label in Trade.labels],
    }
    with connection.cursor() as cursor:
        cursor.execute(_VECTOR, values)
        cursor.execute(_NEW_WORDS, values)


@transaction.atomic
def tidy_vocabulary() -> int:
    """Forget words that no published listing has any more; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_DEAD_WORDS)
        return cursor.rowcount


def refresh_statistics() -> None:
    """Tell the planner how many goods and words there are, after many came at once."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_listing, catalogue_searchword")
