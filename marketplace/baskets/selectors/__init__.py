"""Reads: what is in a basket, how it can reach the shopper, and what was agreed."""

from marketplace.baskets.selectors.contents import basket
from marketplace.baskets.selectors.plans import agreed_plan, order_deviations
from marketplace.baskets.selectors.ways import earliest, options

__all__ = ["agreed_plan", "basket", "earliest", "options", "order_deviations"]
