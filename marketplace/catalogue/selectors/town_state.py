"""What every search needs of the town and what seldom changes: shops, their hours at a minute, the categories.

Kept in this process for as long as the database says that no row has changed since: one small statement instead of
three, and no calendar computed twice in a minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.catalogue.rules.words import fold
from marketplace.catalogue.selectors.availability import town_hours
from marketplace.catalogue.selectors.facets import Node, category_nodes
from marketplace.catalogue.selectors.query import VendorHours
from marketplace.graphql.statement import rows_of

# Where a row version lies and who wrote it: both change with every update, so an equal stamp means equal rows.
_STAMP = """
SELECT (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY id)) FROM vendors_vendor),
       (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY id)) FROM vendors_closure),
       (SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY id)) FROM catalogue_category)
"""


@dataclass(frozen=True, kw_only=True)
class TownState:
    """Read only: it is shared by all requests of this process."""

    stamp: tuple[str | None, ...]
    minute: datetime
    hours: dict[int, VendorHours]
    categories: Sequence[Node]
    names: dict[int, str]
    """Name and trade of each shop, folded, for who types a shop into the search."""


_latest: TownState | None = None


def town_state(now: datetime) -> TownState:
    """The state at the minute of `now`. One statement, three more when something changed or the minute is over."""
    global _latest  # noqa: PLW0603 replaced as a whole, never changed: safe between threads
    stamp, minute, held = _stamp(), now.replace(second=0, microsecond=0), _latest
    if held is not None and held.stamp == stamp and held.minute == minute:
        return held
    hours = town_hours(now)
    names = {pk: fold(f"{each.vendor.name} {each.vendor.get_trade_display()}") for pk, each in hours.items()}
    _latest = TownState(stamp=stamp, minute=minute, hours=hours, categories=category_nodes(), names=names)
    return _latest


def _stamp() -> tuple[str | None, ...]:
    return rows_of(_STAMP, (), steady=True)[0]
