"""Offers for baskets that are not ordered yet, against the plans of the day."""

from logistics.live.day import Day, Offer, Outdated
from logistics.live.table import PlanBroken

__all__ = ["Day", "Offer", "Outdated", "PlanBroken"]
