"""The town's vouchers: kept by the commerce engine, planned and ended here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Category
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import vouchers
from marketplace.saleor.channels import channel_by_slug
from marketplace.saleor.client import SaleorRefused
from marketplace.saleor.vouchers import ENTIRE_ORDER, SHIPPING, SPECIFIC_PRODUCT, NewVoucher, Voucher

MOST_PERCENT = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class VoucherWish:
    """A voucher as the town plans it. `off` is goods or delivery; `shelves` are primary keys of categories, whose
    goods alone it is for, those of their subcategories included; none means all goods."""

    name: str
    code: str
    value: Decimal
    is_percent: bool
    off: str = "goods"
    shelves: Sequence[int] = ()
    min_spent: Decimal | None = None
    usage_limit: int | None = None
    once_per_customer: bool = False
    starts: datetime
    ends: datetime | None = None


def create_voucher(*, wish: VoucherWish) -> Voucher:
    """Make a voucher that works from its start on. Its code is kept in capitals.

    Raises DomainError: PERCENT_TOO_HIGH, VALUE_MISSING, ENDS_BEFORE_START, NO_CHANNEL, CODE_TAKEN; SaleorUnreachable.
    """
    _check(wish)
    channel = channel_by_slug(settings.CHANNEL_SLUG)
    if channel is None:
        raise DomainError("NO_CHANNEL", _("Der Markt ist in der Kasse noch nicht eingerichtet."))
    new = NewVoucher(
        name=wish.name.strip(),
        code=wish.code.strip().upper(),
        value=wish.value,
        is_percent=wish.is_percent,
        type=SHIPPING if wish.off == "delivery" else SPECIFIC_PRODUCT if wish.shelves else ENTIRE_ORDER,
        min_spent=wish.min_spent,
        usage_limit=wish.usage_limit,
        once_per_customer=wish.once_per_customer,
        starts=wish.starts,
        ends=wish.ends,
        category_ids=with_all_below(wish.shelves),
    )
    try:
        return vouchers.create_voucher(new, channel_id=channel.id)
    except SaleorRefused as refused:
        if refused.code != "ALREADY_EXISTS":
            raise
        text = _("Den Code %(code)s gibt es schon. Bitte wählen Sie einen anderen.") % {"code": new.code}
        raise DomainError("CODE_TAKEN", text, field="code") from refused


def end_voucher(*, voucher_id: str, now: datetime) -> Voucher:
    """End a voucher now; one that has not begun goes for good. The voucher as it was before comes back.

    Raises NotFound, SaleorUnreachable.
    """
    before = _found(voucher_id)
    if before.starts > now:
        vouchers.delete_voucher(voucher_id)
    else:
        vouchers.set_end(voucher_id, now)
    return before


def resume_voucher(*, voucher_id: str, ends: datetime | None) -> Voucher:
    """Let an ended voucher go on until that moment, e.g. because it was ended by mistake. Raises like `end_voucher`."""
    _found(voucher_id)
    return vouchers.set_end(voucher_id, ends)


def _found(voucher_id: str) -> Voucher:
    try:
        found = vouchers.voucher(voucher_id)
    except SaleorRefused:
        found = None
    if found is None:
        raise NotFound("id", _("Diesen Gutschein gibt es nicht mehr."))
    return found


def _check(wish: VoucherWish) -> None:
    if wish.value <= 0:
        raise DomainError("VALUE_MISSING", _("Bitte geben Sie an, was der Gutschein abzieht."), field="value")
    if wish.is_percent and wish.value > MOST_PERCENT:
        raise DomainError("PERCENT_TOO_HIGH", _("Mehr als 100 Prozent gehen nicht."), field="value")
    if wish.ends is not None and wish.ends <= wish.starts:
        raise DomainError("ENDS_BEFORE_START", _("Das Ende muss nach dem Beginn liegen."), field="ends")


def with_all_below(shelves: Sequence[int]) -> list[str]:
    """The engine's ids of the categories and of all below them: a voucher knows only what is in one directly."""
    if not shelves:
        return []
    rows = list(Category.objects.all())
    paths = [row.path for row in rows if row.pk in set(shelves)]
    return [row.saleor_id for row in rows if any(f"{row.path}/".startswith(f"{path}/") for path in paths)]
