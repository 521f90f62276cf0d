"""Who orders, and where to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from marketplace.baskets.selectors import basket
from marketplace.baskets.services import set_address, set_billing_address, set_contact, update_plan
from marketplace.errors import DomainError
from marketplace.saleor import checkouts
from tests.factories.baskets import HOME, MONDAY
from tests.factories.pooled_delivery import make_zone
from tests.marketplace.baskets.plans import collect_all, give_contact, give_home


def test_name_and_mail_are_enough_for_who_collects(checkout_id, shops):
    collect_all(checkout_id, *shops)
    seen = give_contact(checkout_id).basket
    assert (seen.contact.name, seen.contact.email, seen.missing) == ("Erika Muster", "erika@example.com", ())


def test_a_new_name_keeps_the_home(checkout_id, shops, ride):
    give_home(checkout_id)
    set_contact(checkout_id=checkout_id, email="max@example.com", first_name="Max", last_name="Muster", now=MONDAY)
    held = checkouts.checkout(checkout_id)
    assert (held.email, held.shipping_address.first_name, held.shipping_address.street) == (
        "max@example.com",
        "Max",
        "Am Anger 3",
    )


@pytest.mark.parametrize("name", ["", "   "])
def test_a_nameless_order_is_refused(checkout_id, name):
    with pytest.raises(DomainError, match="NAME_MISSING"):
        set_contact(checkout_id=checkout_id, email="e@example.com", first_name=name, last_name=name, now=MONDAY)
    with pytest.raises(DomainError, match="NAME_MISSING"):
        set_address(checkout_id=checkout_id, address=replace(HOME, first_name=name, last_name=name), now=MONDAY)


def test_a_bad_address_of_mail_is_refused_with_its_field(checkout_id):
    with pytest.raises(DomainError) as refusal:
        set_contact(checkout_id=checkout_id, email="erika", first_name="Erika", last_name="Muster", now=MONDAY)
    assert refusal.value.field == "email"


def test_another_zone_changes_the_price_and_says_so(checkout_id, shops, ride, tour):
    tour.pattern.zones.add(make_zone("06729", name="Tröglitz", price=Decimal("6.90")))
    give_contact(checkout_id)
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    check = give_home(checkout_id, replace(HOME, postal_code="06729", city="Tröglitz", street="Weg 1"))
    assert (check.price_changed, str(check.basket.sums.fulfilment.amount)) == (True, "6.90")
    assert check.basket.missing == ()


def test_a_home_beyond_the_tours_is_named(checkout_id, shops, ride):
    give_contact(checkout_id)
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    check = give_home(checkout_id, replace(HOME, postal_code="07546", city="Gera"))
    assert {lost.code for lost in check.lost} == {"OUTSIDE_AREA"}
    assert check.basket.plan_version is None


def test_the_invoice_may_go_elsewhere_and_stays_there(checkout_id, shops):
    office = replace(HOME, company="Verein", street="Weg 5")
    set_billing_address(checkout_id=checkout_id, address=office, now=MONDAY)
    give_contact(checkout_id)
    collect_all(checkout_id, *shops)
    held = checkouts.checkout(checkout_id)
    assert (held.billing_address.street, held.shipping_address.street) == ("Weg 5", "Altmarkt 1")
    assert basket(checkout_id, MONDAY).destination is None
