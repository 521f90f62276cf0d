"""Bringing an agreed plan into the engine's checkout: addresses, the private copy, and the delivery method.

No transaction is open here. Each step is skipped where the checkout is right already and harmless when repeated.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.baskets.market_address import in_name_of, is_market_address, market_address
from marketplace.baskets.models import FulfilmentPlan
from marketplace.baskets.rules.plan import METADATA_KEY, AgreedPlan, stands_for
from marketplace.baskets.selectors.plans import agreed, snapshot
from marketplace.errors import DomainError
from marketplace.saleor import checkouts
from marketplace.saleor.checkouts import Checkout, DeliveryOption
from marketplace.saleor.wire import Address


def bring_to_engine(checkout: Checkout, plan: FulfilmentPlan) -> Checkout:
    """Give the checkout the plan's delivery method, at the plan's price; nothing is sent while the plan is not complete
    or waits for an address.

    Returns the checkout with the addresses that it has now; its prices are those of before. Raises DomainError
    PLAN_OVERTAKEN, SaleorRefused, SaleorUnreachable.
    """
    whole = agreed(plan)
    if whole is None or (_brings(plan) and not whole.destination):
        return checkout
    checkout = _with_addresses(checkout, whole)
    _set_method(checkout, whole)
    return checkout


def _brings(plan: FulfilmentPlan) -> bool:
    methods = (fulfilment_methods.get(choice.method) for choice in plan.choices.all())
    return any(method.needs_address for method in methods if method)


def _with_addresses(checkout: Checkout, plan: AgreedPlan) -> Checkout:
    """A plan that brings nothing leaves no home address in the checkout: the market's own stands there instead, also
    for a home that was typed while another way was chosen. A billing address that the shopper gave stays."""
    shipping, billing = checkout.shipping_address, checkout.billing_address
    if plan.destination or (shipping and billing and is_market_address(shipping)):
        return checkout
    market = in_name_of(market_address(), billing or shipping)
    keeps = billing if billing and not _is_same(billing, shipping) else market
    checkouts.set_addresses(id=checkout.id, shipping=market, billing=keeps)
    return replace(checkout, shipping_address=market, billing_address=keeps)


def _is_same(one: Address, other: Address | None) -> bool:
    return other is not None and replace(one, id=None) == replace(other, id=None)


def _set_method(checkout: Checkout, plan: AgreedPlan) -> None:
    """Ask anew, because the engine may still believe an older answer; set what is not set or was put out of order."""
    text = snapshot(plan)
    notes = {} if checkout.private_metadata.get(METADATA_KEY) == text else {METADATA_KEY: text}
    option = _own(checkouts.delivery_options(id=checkout.id, notes=notes), plan)
    held = checkout.delivery
    as_priced = checkout.voucher_code or checkout.shipping_price == option.price  # a voucher may pay for the delivery
    if held and held.id == option.id and held.price == option.price and as_priced:
        return
    checkouts.set_delivery_method(id=checkout.id, delivery_id=option.id)


def _own(options: tuple[DeliveryOption, ...], plan: AgreedPlan) -> DeliveryOption:
    for option in options:
        if option.active and stands_for(option.method_id, plan.version) and option.price.amount == plan.price:
            return option
    raise DomainError(
        "PLAN_OVERTAKEN", _("Der Korb wurde gerade anderswo geändert. Bitte sehen Sie ihn noch einmal an.")
    )
