"""Agreed plans keep their rows when the town moves into another engine. Open baskets are checkouts and stay behind."""

from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.saleor.moving.repoint import repoint, repoint_keys
from marketplace.saleor.moving.sides import Kind, Ledger


def arrive(ledger: Ledger) -> None:
    """Take over the new ids; the caller's transaction is the move."""
    repoint(ledger, FulfilmentPlan, "order_id", Kind.ORDER, park=False)
    repoint_keys(ledger, PlanChoice.objects.iterator(), "lines", Kind.VARIANT)
