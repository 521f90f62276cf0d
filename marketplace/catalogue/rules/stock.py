"""What shoppers read about stock, and what may go into a basket. Three kinds of stock, never mixed."""

from dataclasses import dataclass

IN_STORE, ON_ORDER, VIEW_ONLY = "in_store", "on_order", "view_only"
FEW = 3
MANY = 20


@dataclass(frozen=True, kw_only=True)
class StockWords:
    """A label as code, number and tone: `available` (green), `uncertain` (amber), `none` (grey)."""

    code: str
    tone: str
    count: int = 0


def stock_words(kind: str, available: int, lead_days: int = 0) -> StockWords:
    """The label of a listing; `available` in pieces, `lead_days` in working days."""
    if kind == VIEW_ONLY:
        return StockWords(code="VIEW_ONLY", tone="uncertain")
    if available <= 0:
        return StockWords(code="SOLD_OUT", tone="none")
    if kind == ON_ORDER:
        code = "ON_ORDER_DAYS" if lead_days else "ON_ORDER"
        return StockWords(code=code, tone="uncertain", count=lead_days)
    if available <= FEW:
        return StockWords(code="FEW", tone="uncertain", count=available)
    if available < MANY:
        return StockWords(code="COUNT", tone="available", count=available)
    return StockWords(code="MANY", tone="available", count=available)


def buyable(kind: str, available: int) -> int:
    """How many pieces one may put into a basket; goods on order too have a number that the shop can get."""
    return 0 if kind == VIEW_ONLY else max(available, 0)
