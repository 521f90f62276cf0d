"""How much of a stock is held for somebody."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Sum

from marketplace.engine.models import Reservation


def reserved_quantities(
    stock_ids: Iterable[int], *, now: datetime, except_lines: Iterable[UUID] = ()
) -> dict[int, int]:
    """Pieces held by reservations that still run, by stock; stocks without any are left out.

    `except_lines` are checkout lines whose reservations do not count: their owner is asking.
    """
    rows = Reservation.objects.filter(stock__in=list(stock_ids), reserved_until__gt=now)
    own = list(except_lines)
    if own:
        rows = rows.exclude(checkout_line__in=own)
    return dict(rows.order_by().values_list("stock").annotate(Sum("quantity")))


def reservation_end(checkout_id: UUID, *, now: datetime) -> datetime | None:
    """When the first of a checkout's running reservations ends."""
    running = Reservation.objects.filter(checkout_line__checkout=checkout_id, reserved_until__gt=now)
    end: datetime | None = running.order_by().aggregate(end=Min("reserved_until"))["end"]
    return end
