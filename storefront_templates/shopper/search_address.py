"""The address of a search is its state: `/suche/?q=brot&heute=1&laden=...`."""

from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from marketplace.catalogue.selectors.query import SORTS, SearchQuery

MAX_TEXT = 120
MAX_PAGE = 999


def search_query(asked: QueryDict) -> SearchQuery:
    """What an address asks for; nonsense in it counts as not asked."""
    sort = asked.get("sort", "")
    return SearchQuery(
        text=asked.get("q", "").strip()[:MAX_TEXT],
        category=asked.get("kategorie", "")[:MAX_TEXT],
        vendors=tuple(asked.getlist("laden")[:50]),
        price_min=_amount(asked.get("von", "")),
        price_max=_amount(asked.get("bis", "")),
        open_now=asked.get("offen") == "1",
        collectable_today=asked.get("heute") == "1",
        deliverable=asked.get("liefern") == "1",
        sort=sort if sort in SORTS else "relevance",
        page=page_number(asked),
    )


def page_number(asked: QueryDict) -> int:
    number = asked.get("seite", "")
    return min(MAX_PAGE, max(1, int(number))) if number.isdecimal() and len(number) < 5 else 1


def _amount(typed: str) -> Decimal | None:
    try:
        amount = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < 1_000_000 else None


def more_filters(query: SearchQuery) -> int:
    """How many of the filters that are folded away are set."""
    return len(query.vendors) + (query.price_min is not None) + (query.price_max is not None)
