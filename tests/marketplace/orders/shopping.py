"""A shopper's way to the button, through the services that pages call."""

from collections.abc import Sequence
from typing import Any

from marketplace.baskets.selectors import options
from marketplace.baskets.services import set_address, set_contact, update_plan
from marketplace.baskets.services.plan_rows import Chosen
from marketplace.orders.models import Purchase
from marketplace.orders.services import place_order
from marketplace.vendors.models import Vendor
from tests.factories.baskets import HOME, MONDAY, fill_basket


def basket_over(shops: Sequence[Vendor], *, bring: Sequence[Vendor] = (), quantity: int = 1) -> str:
    """A basket with both articles of each shop and the first offer of its way: brought, or else collected."""
    goods = [listing for shop in shops for listing in shop.goods]
    checkout_id = fill_basket(*goods, quantity=quantity)
    set_contact(checkout_id=checkout_id, email="erika@example.org", first_name="Erika", last_name="Muster", now=MONDAY)
    if bring:
        set_address(checkout_id=checkout_id, address=HOME, now=MONDAY)
    update_plan(checkout_id, chosen(checkout_id, {shop.pk for shop in bring}), MONDAY)
    return checkout_id


def chosen(checkout_id: str, bring: set[int]) -> dict[int, Chosen]:
    """The first offer of the wanted way for each group."""
    found = {}
    for group in options(checkout_id, MONDAY):
        method = "pooled_delivery" if group.vendor.pk in bring else "click_and_collect"
        offers = group.offer_set(method)
        assert offers is not None
        assert offers.first is not None, offers.refusal
        found[group.vendor.pk] = Chosen(method=method, offer_key=offers.first.key)
    return found


def order_over(shops: Sequence[Vendor], *, method: str = "pay_on_handover", **more: Any) -> Purchase:
    """A placed purchase."""
    bring = more.pop("bring", ())
    quantity = more.pop("quantity", 1)
    values = {"person": None, "language": "de", "now": MONDAY, **more}
    checkout_id = basket_over(shops, bring=bring, quantity=quantity)
    purchase = place_order(checkout_id=checkout_id, payment_method=method, **values).purchase
    assert purchase is not None
    return purchase
