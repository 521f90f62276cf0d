"""Counting and claiming stock. Every claim is counted behind locks on the stocks' rows, taken in order of their keys.

Two baskets with the same goods in any order therefore wait for each other and never deadlock, and what one of them
counted as free is still free when it claims it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, F, QuerySet, Value, When

from marketplace.engine.models import Allocation, Channel, CheckoutLine, OrderLine, Reservation, ShopSettings, Stock
from marketplace.engine.rules.allocation import Claim, Demand, FreeStock, spread
from marketplace.engine.selectors.allocation import reserved_quantities
from marketplace.graphql.ready_query import ReadyQuery, one_of


class InsufficientStock(Exception):
    """Variants of which less is free than wanted: pieces left by variant id."""

    def __init__(self, shortages: Mapping[int, int]) -> None:
        super().__init__(f"insufficient stock: {dict(shortages)}")
        self.shortages = shortages


def reservation_length(shop: ShopSettings, *, signed_in: bool) -> timedelta | None:
    """How long a checkout holds its goods; None if the shop does not reserve."""
    minutes = (
        shop.reserve_stock_duration_authenticated_user if signed_in else shop.reserve_stock_duration_anonymous_user
    )
    return timedelta(minutes=minutes) if minutes else None


def check_free(demands: Iterable[Demand[Any]], *, channel: Channel, now: datetime) -> None:
    """Raise InsufficientStock if the demands cannot be met at this moment. Nothing is locked or claimed."""
    wanted = list(demands)
    stocks = list(_stocks({demand.variant_id for demand in wanted}, channel))
    _spread(wanted, _free(stocks, channel, now=now, except_lines=()))


def reserve(
    lines: Sequence[CheckoutLine], *, channel: Channel, until: datetime, now: datetime, is_new: bool = False
) -> None:
    """Hold stock for checkout lines instead of what they held; their rows must exist. Raises InsufficientStock.

    Call it inside a transaction; lines of variants whose inventory is not tracked hold nothing.
    """
    keys = [line.pk for line in lines]
    demands = [Demand(line.pk, line.variant_id, line.quantity) for line in lines if line.variant.track_inventory]
    claims = _claim(demands, channel=channel, now=now, except_lines=() if is_new else keys)
    if not is_new:
        Reservation.objects.filter(checkout_line__in=keys).delete()
    Reservation.objects.bulk_create(
        [
            Reservation(
                checkout_line_id=claim.key, stock_id=claim.stock_id, quantity=claim.quantity, reserved_until=until
            )
            for claim in claims
        ]
    )


def allocate(
    order_lines: Sequence[OrderLine],
    *,
    tracked: Iterable[UUID],
    checkout_lines: Iterable[UUID],
    channel: Channel,
    now: datetime,
    first_warehouse: UUID | None = None,
) -> list[Allocation]:
    """Promise stock to order lines, all or nothing. Raises InsufficientStock.

    `tracked` are the lines whose inventory counts; what `checkout_lines` hold is theirs. Call it inside a transaction
    after the order lines exist.
    """
    counted = set(tracked)
    demands = [Demand(line.pk, line.variant_id or 0, line.quantity) for line in order_lines if line.pk in counted]
    claims = _claim(demands, channel=channel, now=now, except_lines=checkout_lines, first_warehouse=first_warehouse)
    made = Allocation.objects.bulk_create(
        [Allocation(order_line_id=claim.key, stock_id=claim.stock_id, quantity=claim.quantity) for claim in claims]
    )
    changes: Counter[int] = Counter()
    for claim in claims:
        changes[claim.stock_id] += claim.quantity
    _change(changes, "quantity_allocated")
    return made


def release(quantities: Mapping[UUID, int]) -> None:
    """Give back up to so many promised pieces of order lines (by id). Call it inside a transaction."""
    _take_back(quantities, warehouse_id=None)


def take_out(quantities: Mapping[UUID, int], *, warehouse_id: UUID) -> dict[UUID, int]:
    """Hand pieces of order lines out of a warehouse: stock falls, and as much of the promise with it.

    The promise in this warehouse goes first, then those elsewhere. Returns the stock by order line. Raises
    InsufficientStock with *order line ids* as keys where the warehouse lacks them. Call it inside a transaction.
    """
    lines = {line.pk: line for line in OrderLine.objects.filter(pk__in=quantities).select_related("variant")}
    allocations = _locked_allocations(quantities, extra_warehouse=warehouse_id, lines=lines.values())
    stocks = {
        stock.product_variant_id: stock for stock in allocations.stocks.values() if stock.warehouse_id == warehouse_id
    }
    freed = allocations.take(quantities, first=warehouse_id)
    changes: Counter[int] = Counter()
    used: dict[UUID, int] = {}
    short: dict[Any, int] = {}
    for key, quantity in quantities.items():
        line = lines[key]
        stock = stocks.get(line.variant_id or 0)
        if stock is None:
            short[key] = 0
            continue
        used[key] = stock.pk
        if line.variant is not None and line.variant.track_inventory:
            changes[stock.pk] += quantity
            promised = stock.quantity_allocated - freed[stock.pk]
            if stock.quantity - promised < changes[stock.pk]:
                short[key] = max(stock.quantity - promised, 0)
    if short:
        raise InsufficientStock(short)
    allocations.save()
    _change(Counter({stock_id: -quantity for stock_id, quantity in changes.items()}), "quantity")
    return used


def put_back(quantities: Mapping[int, int], *, allocated: bool) -> None:
    """Put pieces back into stocks (by id); `allocated` promises them to orders at once, whose allocations follow.

    Call it inside a transaction.
    """
    list(Stock.objects.select_for_update(no_key=True).filter(pk__in=quantities).order_by("pk").values_list("pk"))
    _change(quantities, "quantity")
    if allocated:
        _change(quantities, "quantity_allocated")


def promise_more(wanted: Mapping[UUID, tuple[int, int]]) -> None:
    """Count pieces as promised by order line: (stock, pieces); the caller writes the allocations.

    Raises InsufficientStock with *order line ids* as keys where less lies there unpromised. Call it inside a
    transaction.
    """
    changes: Counter[int] = Counter()
    for stock_id, quantity in wanted.values():
        changes[stock_id] += quantity
    locked = Stock.objects.select_for_update(no_key=True).filter(pk__in=changes).order_by("pk")
    free = {stock.pk: stock.quantity - stock.quantity_allocated for stock in locked}
    lacking = {stock_id for stock_id, pieces in changes.items() if free[stock_id] < pieces}
    short: dict[Any, int] = {key: max(free[stock], 0) for key, (stock, _pieces) in wanted.items() if stock in lacking}
    if short:
        raise InsufficientStock(short)
    _change(changes, "quantity_allocated")


def _stocks(variant_ids: Iterable[int], channel: Channel) -> Any:
    """Stocks of the variants in the channel's warehouses, in order of keys."""
    return _in_order(
        Stock.objects.filter(product_variant__in=set(variant_ids), warehouse__channel_links__channel=channel)
    )


def _in_order(rows: "QuerySet[Stock]") -> Any:
    return rows.annotate(rank=F("warehouse__channel_links__sort_order")).order_by("pk")


def _locked_stocks(variant_ids: Sequence[int], channel_id: int) -> "QuerySet[Stock]":
    wanted = one_of('"engine_stock"."product_variant_id"', variant_ids, BigIntegerField())
    rows = Stock.objects.filter(wanted, warehouse__channel_links__channel=channel_id)
    locked: QuerySet[Stock] = _in_order(rows).select_for_update(of=("self",), no_key=True)
    return locked


_LOCKED_STOCKS = ReadyQuery(_locked_stocks, [-1], -2)


def _free(
    stocks: Sequence[Any],
    channel: Channel,
    *,
    now: datetime,
    except_lines: Iterable[UUID],
    first_warehouse: UUID | None = None,
) -> list[FreeStock]:
    """What nobody else holds, in the order in which the channel wants its warehouses used."""
    reserved = reserved_quantities([stock.pk for stock in stocks], now=now, except_lines=except_lines)
    free = {stock.pk: max(stock.quantity - stock.quantity_allocated - reserved.get(stock.pk, 0), 0) for stock in stocks}
    by_height = channel.allocation_strategy == "PRIORITIZE_HIGH_STOCK"

    def preference(stock: Any) -> tuple[bool, int, int]:
        return stock.warehouse_id != first_warehouse, -free[stock.pk] if by_height else stock.rank, stock.pk

    return [FreeStock(each.pk, each.product_variant_id, free[each.pk]) for each in sorted(stocks, key=preference)]


def _claim(
    demands: Sequence[Demand[UUID]],
    *,
    channel: Channel,
    now: datetime,
    except_lines: Iterable[UUID],
    first_warehouse: UUID | None = None,
) -> Sequence[Claim[UUID]]:
    if not demands:
        return ()
    variants = {demand.variant_id for demand in demands}
    stocks = _LOCKED_STOCKS.rows(sorted(variants), channel.pk)
    free = _free(stocks, channel, now=now, except_lines=except_lines, first_warehouse=first_warehouse)
    return _spread(demands, free)


def _spread(demands: Sequence[Demand[Any]], free: Sequence[FreeStock]) -> Sequence[Claim[Any]]:
    outcome = spread(demands, free)
    if outcome.shortages:
        raise InsufficientStock(outcome.shortages)
    return outcome.claims


def _change(changes: Mapping[int, int], column: str) -> None:
    """Add to a column of locked stocks, all in one statement."""
    changed = {stock_id: quantity for stock_id, quantity in changes.items() if quantity}
    if changed:
        steps = Case(*[When(pk=stock_id, then=Value(quantity)) for stock_id, quantity in changed.items()])
        Stock.objects.filter(pk__in=changed).update(**{column: F(column) + steps})


class _LockedAllocations:
    """Allocations of order lines with their stocks, all locked, and what is taken from them."""

    def __init__(self, allocations: Sequence[Allocation], stocks: Mapping[int, Stock]) -> None:
        self.stocks = stocks
        self._by_line: dict[UUID, list[Allocation]] = defaultdict(list)
        for allocation in allocations:
            self._by_line[allocation.order_line_id].append(allocation)
        self._freed: Counter[int] = Counter()
        self._touched: list[Allocation] = []

    def take(self, quantities: Mapping[UUID, int], *, first: UUID | None) -> Counter[int]:
        """Take up to so many pieces off each line's allocations; returns the pieces by stock."""
        for key, quantity in quantities.items():
            for allocation in sorted(self._by_line[key], key=lambda each: self._order(each, first)):
                taken = min(quantity, allocation.quantity)
                if taken:
                    allocation.quantity -= taken
                    quantity -= taken
                    self._freed[allocation.stock_id] += taken
                    self._touched.append(allocation)
        return self._freed

    def _order(self, allocation: Allocation, first: UUID | None) -> tuple[bool, int]:
        return self.stocks[allocation.stock_id].warehouse_id != first, allocation.stock_id

    def save(self) -> None:
        if self._touched:
            Allocation.objects.bulk_update(self._touched, ["quantity"])
            _change(Counter({stock_id: -taken for stock_id, taken in self._freed.items()}), "quantity_allocated")


def _locked_allocations(
    keys: Iterable[UUID], *, extra_warehouse: UUID | None = None, lines: Iterable[OrderLine] = ()
) -> _LockedAllocations:
    """Lock the stocks that the lines are promised (and those of a warehouse), then read the promises."""
    line_ids = list(keys)
    wanted = set(Allocation.objects.filter(order_line__in=line_ids).values_list("stock", flat=True))
    if extra_warehouse is not None:
        variants = {line.variant_id for line in lines}
        there = Stock.objects.filter(warehouse=extra_warehouse, product_variant__in=variants)
        wanted |= set(there.values_list("pk", flat=True))
    locked = Stock.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    stocks = {stock.pk: stock for stock in locked}
    return _LockedAllocations(list(Allocation.objects.filter(order_line__in=line_ids)), stocks)


def _take_back(quantities: Mapping[UUID, int], *, warehouse_id: UUID | None) -> None:
    allocations = _locked_allocations(quantities)
    allocations.take(quantities, first=warehouse_id)
    allocations.save()
