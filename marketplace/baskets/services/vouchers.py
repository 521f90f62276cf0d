"""A voucher comes into the basket and leaves it. The engine knows what it takes off, and counts its uses."""

from datetime import datetime

from django.core.cache import cache
from django.utils.translation import gettext as _

from marketplace.baskets.selectors.contents import basket_of, checkout_for
from marketplace.baskets.selectors.shapes import Basket
from marketplace.errors import DomainError
from marketplace.saleor import checkouts
from marketplace.saleor.checkouts import Checkout
from marketplace.saleor.client import SaleorRefused

LONGEST_CODE = 255
# Whoever guesses codes may do so for a while only; a new basket costs more effort than it brings.
WRONG_CODES, WINDOW = 20, 15 * 60


def redeem_voucher(*, checkout_id: str, code: str, now: datetime) -> Basket:
    """Put a voucher into the basket, in place of another. Small letters are taken for capitals where that helps.

    Raises NotFound, DomainError: REQUIRED, TOO_MANY_CODES (after twenty wrong ones in a quarter of an hour), and the
    engine's INVALID (no such code now) and VOUCHER_NOT_APPLICABLE (not for this basket); SaleorUnreachable.
    """
    typed = code.strip()[:LONGEST_CODE]
    if not typed:
        raise DomainError("REQUIRED", _("Bitte geben Sie den Gutscheincode ein."), field="code")
    checkout_for(checkout_id)
    _refuse_guessing(checkout_id)
    try:
        return basket_of(_added(checkout_id, typed), now)
    except SaleorRefused as refused:
        if refused.code == "INVALID":
            _count_guess(checkout_id)
        raise DomainError(refused.code, refused.message, field="code") from refused


def take_off_voucher(*, checkout_id: str, now: datetime) -> Basket:
    """Take the voucher out of the basket; nothing happens where there is none. Raises NotFound, SaleorUnreachable."""
    checkout = checkout_for(checkout_id)
    if not checkout.voucher_code:
        return basket_of(checkout, now)
    return basket_of(checkouts.remove_promo_code(id=checkout_id, code=checkout.voucher_code), now)


def _added(checkout_id: str, code: str) -> Checkout:
    try:
        return checkouts.add_promo_code(id=checkout_id, code=code)
    except SaleorRefused as refused:
        if refused.code != "INVALID" or code == code.upper():
            raise
    return checkouts.add_promo_code(id=checkout_id, code=code.upper())


def _refuse_guessing(checkout_id: str) -> None:
    if (cache.get(_key(checkout_id)) or 0) >= WRONG_CODES:
        text = _("Zu viele falsche Gutscheincodes. Bitte warten Sie eine Viertelstunde.")
        raise DomainError("TOO_MANY_CODES", text, field="code")


def _count_guess(checkout_id: str) -> None:
    if not cache.add(_key(checkout_id), 1, WINDOW):
        try:
            cache.incr(_key(checkout_id))
        except ValueError:  # it expired in between
            cache.set(_key(checkout_id), 1, WINDOW)


def _key(checkout_id: str) -> str:
    return f"baskets.wrong_codes:{checkout_id}"
