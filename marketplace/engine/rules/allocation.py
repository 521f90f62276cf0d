"""How wanted pieces are spread over stocks. Whoever asks holds the locks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Demand(Generic[Key]):
    """Somebody (an order line, a checkout line) wants pieces of a variant."""

    key: Key
    variant_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Claim(Generic[Key]):
    """Pieces that `key` gets out of one stock."""

    key: Key
    stock_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class FreeStock:
    """Pieces that nobody else holds; never negative."""

    stock_id: int
    variant_id: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Spread(Generic[Key]):
    """The claims, and for each variant that falls short the pieces there are. Either one is empty."""

    claims: Sequence[Claim[Key]]
    shortages: Mapping[int, int]


def spread(demands: Iterable[Demand[Key]], stocks: Sequence[FreeStock]) -> Spread[Key]:
    """Serve every demand from the stocks of its variant, in the stocks' order, or say what is missing.

    Demands for the same variant share its stocks: together they never get more than there is.
    """
    wanted = list(demands)
    left = {stock.stock_id: stock.quantity for stock in stocks}
    claims: list[Claim[Key]] = []
    short: set[int] = set()
    for demand in wanted:
        missing = demand.quantity
        for stock in stocks:
            taken = min(missing, left[stock.stock_id]) if stock.variant_id == demand.variant_id else 0
            if taken > 0:
                left[stock.stock_id] -= taken
                missing -= taken
                claims.append(Claim(demand.key, stock.stock_id, taken))
        if missing:
            short.add(demand.variant_id)
    if not short:
        return Spread(claims=claims, shortages={})
    return Spread(claims=(), shortages={variant_id: _total(stocks, variant_id) for variant_id in sorted(short)})


def _total(stocks: Iterable[FreeStock], variant_id: int) -> int:
    return sum(stock.quantity for stock in stocks if stock.variant_id == variant_id)
