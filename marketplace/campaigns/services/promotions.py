"""Price promotions of the town: percent off some shelves for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.campaigns.services.vouchers import MOST_PERCENT, with_all_below
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import promotions
from marketplace.saleor.channels import channel_by_slug
from marketplace.saleor.client import SaleorRefused
from marketplace.saleor.promotions import Promotion


@dataclass(frozen=True, kw_only=True)
class PromotionWish:
    """A promotion as the town plans it. `shelves` are primary keys of categories, with all below them."""

    name: str
    percent: Decimal
    shelves: Sequence[int]
    starts: datetime
    ends: datetime


def create_promotion(*, wish: PromotionWish) -> Promotion:
    """Plan a promotion; prices fall at its start and rise again at its end.

    Raises DomainError: VALUE_MISSING, PERCENT_TOO_HIGH, SHELVES_MISSING, ENDS_BEFORE_START, NO_CHANNEL;
    SaleorUnreachable.
    """
    _check(wish)
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise DomainError("NO_CHANNEL", _("Der Markt ist in der Kasse noch nicht eingerichtet."))
    return promotions.create_promotion(
        name=wish.name.strip(),
        percent=wish.percent,
        category_ids=with_all_below(wish.shelves),
        channel_id=channel.id,
        starts=wish.starts,
        ends=wish.ends,
    )


def end_promotion(*, promotion_id: str, now: datetime) -> Promotion:
    """End a promotion now; one that has not begun goes for good. It comes back as it was before.

    Raises NotFound, SaleorUnreachable.
    """
    before = _found(promotion_id)
    if before.starts > now:
        promotions.delete_promotion(promotion_id)
    else:
        promotions.set_end(promotion_id, now)
    return before


def resume_promotion(*, promotion_id: str, ends: datetime | None) -> Promotion:
    """Let an ended promotion go on, e.g. because it was ended by mistake. Raises like `end_promotion`."""
    _found(promotion_id)
    return promotions.set_end(promotion_id, ends)


def _found(promotion_id: str) -> Promotion:
    try:
        found = promotions.promotion(promotion_id)
    except SaleorRefused:
        found = None
    if found is None:
        raise NotFound("id", _("Diese Preisaktion gibt es nicht mehr."))
    return found


def _check(wish: PromotionWish) -> None:
    if wish.percent <= 0:
        raise DomainError("VALUE_MISSING", _("Bitte geben Sie an, wie viel Prozent es sind."), field="percent")
    if wish.percent >= MOST_PERCENT:
        raise DomainError("PERCENT_TOO_HIGH", _("Bitte weniger als 100 Prozent."), field="percent")
    if not wish.shelves:
        raise DomainError("SHELVES_MISSING", _("Bitte wählen Sie mindestens ein Regal."), field="shelves")
    if wish.ends <= wish.starts:
        raise DomainError("ENDS_BEFORE_START", _("Das Ende muss nach dem Beginn liegen."), field="ends")
