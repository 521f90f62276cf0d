"""The town's vouchers and what they did."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Sum

from marketplace.orders.models import Purchase
from marketplace.saleor import vouchers
from marketplace.saleor.vouchers import Voucher


@dataclass(frozen=True, kw_only=True)
class VoucherFigures:
    """A voucher with its orders. Purchases are counted by ourselves: the engine counts only where there is a limit."""

    voucher: Voucher
    state: str
    orders: int
    taken_off: Decimal

    @property
    def is_used_up(self) -> bool:
        limit = self.voucher.usage_limit
        return limit is not None and self.voucher.used >= limit


def voucher_figures(*, now: datetime) -> list[VoucherFigures]:
    """All vouchers, running ones first, then planned and ended ones, each latest start first. One query of ours.

    Raises SaleorUnreachable.
    """
    rows = list(vouchers.vouchers())
    used = Purchase.objects.filter(voucher_code__in=[row.code for row in rows if row.code])
    sums = used.order_by().values_list("voucher_code").annotate(Count("pk"), Sum("discount"))
    counted: dict[str, tuple[int, Decimal]] = {code: (orders, taken_off) for code, orders, taken_off in sums}
    found = []
    for row in rows:
        orders, taken_off = counted.get(row.code, (0, Decimal("0.00")))
        found.append(
            VoucherFigures(
                voucher=row, state=span_state(row.starts, row.ends, now=now), orders=orders, taken_off=taken_off
            )
        )
    return sorted(found, key=lambda each: ("running", "planned", "ended").index(each.state))


def span_state(starts: datetime, ends: datetime | None, *, now: datetime) -> str:
    """Whether something with a start and perhaps an end is planned, running or ended."""
    if starts > now:
        return "planned"
    return "ended" if ends is not None and ends <= now else "running"
