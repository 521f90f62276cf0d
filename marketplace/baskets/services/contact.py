"""Who orders, and where goods are brought. No more is asked than the chosen ways need."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from marketplace.baskets.market_address import in_name_of, is_market_address, market_address
from marketplace.baskets.selectors.contents import checkout_for
from marketplace.baskets.services.plans import PlanCheck, refresh_plan
from marketplace.errors import DomainError
from marketplace.saleor import checkouts
from marketplace.saleor.client import APP, Caller
from marketplace.saleor.wire import Address


def set_contact(
    *, checkout_id: str, email: str, first_name: str, last_name: str, phone: str = "", now: datetime
) -> PlanCheck:
    """Name and electronic address of the shopper; no home is asked for. Known addresses keep their places.

    Raises DomainError NAME_MISSING or INVALID (an address of mail that is none), NotFound, SaleorUnreachable.
    """
    if not (first_name.strip() or last_name.strip()):
        raise DomainError("NAME_MISSING", _("Bitte geben Sie Ihren Namen an."), field="lastName")
    _check_email(email)
    checkout = checkout_for(checkout_id)
    person = Address(first_name=first_name.strip(), last_name=last_name.strip(), phone=phone.strip())
    shipping = in_name_of(checkout.shipping_address or market_address(), person)
    billing = in_name_of(checkout.billing_address or market_address(), person)
    checkouts.set_email(id=checkout_id, email=email.strip())
    if (shipping, billing) != (checkout.shipping_address, checkout.billing_address):
        checkouts.set_addresses(id=checkout_id, shipping=shipping, billing=billing)
    return refresh_plan(checkout_id, now)


def _check_email(email: str) -> None:
    try:
        validate_email(email.strip())
    except ValidationError:
        raise DomainError("INVALID", _("Bitte prüfen Sie die E-Mail-Adresse."), field="email") from None


def set_address(
    *,
    checkout_id: str,
    address: Address,
    billing: Address | None = None,
    save: bool = False,
    caller: Caller = APP,
    now: datetime,
) -> PlanCheck:
    """Where goods are brought (and, unless given, where the invoice goes). Ways that depend on it are looked at again.

    `save` keeps the address in the account's book, with the person's own token as `caller`. Raises SaleorRefused
    (REQUIRED, INVALID with the field), DomainError NAME_MISSING, NotFound, SaleorUnreachable.
    """
    if not (address.first_name.strip() or address.last_name.strip()):
        raise DomainError("NAME_MISSING", _("Bitte geben Sie Ihren Namen an."), field="lastName")
    checkouts.set_addresses(id=checkout_id, shipping=address, billing=billing, save=save, caller=caller)
    return refresh_plan(checkout_id, now)


def set_billing_address(*, checkout_id: str, address: Address, now: datetime) -> None:
    """Where the invoice goes, if a way to pay needs one; the place of delivery stays as it is."""
    checkout = checkout_for(checkout_id)
    shipping = checkout.shipping_address or in_name_of(market_address(), address)
    if is_market_address(shipping):
        shipping = in_name_of(shipping, address)
    checkouts.set_addresses(id=checkout_id, shipping=replace(shipping, id=None), billing=address)
