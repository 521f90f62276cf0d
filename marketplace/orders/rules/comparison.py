"""Whether a purchase and the engine's order say the same. Pure decisions over plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

# Clocks differ, and an order that was being written when the last run read is read again.
OVERLAP = timedelta(minutes=10)
# The first run looks back as far: longer than a withdrawal and its refund take (law D-14).
FIRST_LOOK = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """`left_shop`: pieces that the shop handed over or called off; the engine counts both among the fulfilled."""

    name: str
    quantity: int
    left_shop: int


@dataclass(frozen=True, kw_only=True)
class MoneyFacts:
    """What was taken and kept, given back, and released of a promise. Gross."""

    charged: Decimal
    refunded: Decimal
    voided: Decimal


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """One side's view of an order. `lines` by the engine's line id; `money` is None without a payment."""

    total: Decimal
    lines: Mapping[str, LineFacts]
    money: MoneyFacts | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One difference, by the codes of `Difference.Kind`."""

    kind: str
    detail: str = ""
    name: str = ""
    here: str = ""
    there: str = ""


def look_since(last_started: datetime | None, now: datetime) -> datetime:
    """From when on changed orders must be read, after a finished run that started then."""
    return now - FIRST_LOOK if last_started is None else last_started - OVERLAP


def differences(here: OrderFacts, there: OrderFacts) -> Iterator[Found]:
    """All in which the two views differ."""
    if here.total != there.total:
        yield Found(kind="total", here=str(here.total), there=str(there.total))
    for line_id, mine in here.lines.items():
        other = there.lines.get(line_id)
        if other is None:
            yield Found(kind="line_gone", detail=line_id, name=mine.name, here=str(mine.quantity))
            continue
        if mine.quantity != other.quantity:
            yield _piece("quantity", line_id, mine.name, mine.quantity, other.quantity)
        if mine.left_shop != other.left_shop:
            yield _piece("left_shop", line_id, mine.name, mine.left_shop, other.left_shop)
    for line_id, other in there.lines.items():
        if line_id not in here.lines:
            yield Found(kind="line_gone", detail=line_id, name=other.name, there=str(other.quantity))
    yield from _money(here.money, there.money)


def _piece(kind: str, line_id: str, name: str, here: int, there: int) -> Found:
    return Found(kind=kind, detail=line_id, name=name, here=str(here), there=str(there))


def _money(here: MoneyFacts | None, there: MoneyFacts | None) -> Iterator[Found]:
    if here is None:
        return
    if there is None:
        yield Found(kind="payment_gone", here=str(here.charged))
        return
    for kind in ("charged", "refunded", "voided"):
        mine, other = getattr(here, kind), getattr(there, kind)
        if mine != other:
            yield Found(kind=kind, here=str(mine), there=str(other))
