"""The town's price promotions, and how many goods they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from marketplace.campaigns.selectors.vouchers import span_state
from marketplace.catalogue.models import Category, Listing
from marketplace.saleor import promotions
from marketplace.saleor.promotions import Promotion


@dataclass(frozen=True, kw_only=True)
class PromotionFigures:
    """A promotion, the top shelves that it is for, and the number of goods on offer there."""

    promotion: Promotion
    state: str
    shelves: tuple[str, ...]
    goods: int


def promotion_figures(*, now: datetime) -> list[PromotionFigures]:
    """All promotions, running ones first, then planned and ended ones. Two queries of ours.

    Raises SaleorUnreachable.
    """
    rows = list(promotions.promotions())
    shelves = {row.saleor_id: row for row in Category.objects.all()}
    counted = Listing.objects.filter(is_published=True).order_by().values_list("category_id").annotate(Count("pk"))
    goods: dict[int | None, int] = dict(counted)
    found = []
    for row in rows:
        known = [shelves[each] for each in row.category_ids if each in shelves]
        found.append(
            PromotionFigures(
                promotion=row,
                state=span_state(row.starts, row.ends, now=now),
                shelves=_tops(known),
                goods=sum(goods.get(each.pk, 0) for each in known),
            )
        )
    return sorted(found, key=lambda each: ("running", "planned", "ended").index(each.state))


def _tops(shelves: Sequence[Category]) -> tuple[str, ...]:
    """Names of those whose parent is not among them."""
    keys = {each.pk for each in shelves}
    return tuple(each.name for each in shelves if each.parent_id not in keys)
