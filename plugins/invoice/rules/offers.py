"""Who may pay by invoice."""

from decimal import Decimal

LIMIT = Decimal("250.00")
"""Gross, this purchase and all open invoices together. Up to 250 € an invoice needs no address (§33 UStDV)."""


def refusal_code(total: Decimal, *, signed_in: bool, owed: Decimal, vendors: int, offering: int) -> str | None:
    """Why a purchase may not be paid by invoice; None if it may.

    `owed` is the gross sum of the shopper's open invoices; `offering` of the `vendors` take invoices.
    """
    if not signed_in:
        return "SIGN_IN_FIRST"
    if offering < vendors:
        return "SHOP_TAKES_NO_INVOICE"
    if total > LIMIT:
        return "ABOVE_LIMIT"
    if total + owed > LIMIT:
        return "INVOICES_OPEN"
    return None
