"""Choosing ways in tests, in one line each."""

from marketplace.baskets.selectors import options
from marketplace.baskets.services import Chosen, set_address, set_contact, update_plan
from marketplace.saleor import checkouts
from tests.factories.baskets import HOME, MONDAY


def pickup(checkout_id, shop, number=0):
    """The shop's n-th pickup time from now on."""
    told = next(each for each in options(checkout_id, MONDAY) if each.vendor == shop)
    return Chosen(method="click_and_collect", offer_key=told.offer_set("click_and_collect").offers[number].key)


def collect_all(checkout_id, *shops):
    """Everything is collected at the first time that the shop has."""
    return update_plan(checkout_id, {shop.pk: pickup(checkout_id, shop) for shop in shops}, MONDAY)


def give_contact(checkout_id, now=MONDAY):
    return set_contact(
        checkout_id=checkout_id, email="erika@example.com", first_name="Erika", last_name="Muster", now=now
    )


def give_home(checkout_id, address=HOME, now=MONDAY):
    return set_address(checkout_id=checkout_id, address=address, now=now)


def engine_state(checkout_id):
    """What the engine would order: the method's name and price, and the sum of everything."""
    held = checkouts.checkout(checkout_id)
    return held.delivery and (held.delivery.name, str(held.delivery.price.amount), str(held.total.amount))
