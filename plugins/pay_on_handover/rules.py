"""How much a shop packs on nothing but a promise."""

from decimal import Decimal

GUEST_LIMIT = Decimal(300)
"""Gross, for the whole purchase: above it, a shop should know who does not come."""


def refusal_code(total: Decimal, *, signed_in: bool) -> str | None:
    """Why a purchase may not be paid at the hand-over; None if it may."""
    return "TOO_MUCH_FOR_A_GUEST" if total > GUEST_LIMIT and not signed_in else None
