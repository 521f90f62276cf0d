"""A basket that was left for a while is looked at once more, and the shopper reads what has changed."""

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.baskets.models import FulfilmentPlan
from marketplace.baskets.rules.plan import HOLD
from marketplace.catalogue.services.goods import set_price
from marketplace.orders.models import Purchase
from plugins.pooled_delivery.models import Zone
from tests.factories.baskets import MONDAY
from tests.factories.pooled_delivery import key_of
from tests.storefront_templates.shopper.conftest import PERSON
from tests.storefront_templates.shopper.test_choose_way import choice_of

CHANGED = "Seit Ihrer Wahl hat sich etwas geändert"
PAYS = {**PERSON, "payment_method": "pay_on_handover"}


def at(moment):
    return time_machine.travel(moment, tick=False)


def collects(shopper, *listings):
    shopper.put(*listings)
    shopper.part("/korb/frueh-abholen/", {})


def rides(shopper, shop, tour):
    shopper.put(*shop.goods)
    shopper.part("/korb/postleitzahl/", {"postal_code": "06712"})
    shopper.part("/korb/weg/", {"vendor": shop.pk, "method": "pooled_delivery", "offer-pooled_delivery": key_of(tour)})


def test_another_quantity_keeps_the_chosen_time(shopper, shops):
    collects(shopper, shops[0].goods[0])
    before = choice_of(shopper, shops[0])
    shopper.put(shops[0].goods[0])
    page = shopper.get("/korb/").content.decode()
    assert CHANGED not in page
    assert "Zur Kasse" in page
    after = choice_of(shopper, shops[0])
    assert (after.offer_key, after.is_stale) == (before.offer_key, False)


def test_a_time_that_has_passed_is_told_once_and_asked_for_again(shopper, shops):
    collects(shopper, shops[0].goods[0], shops[1].goods[0])
    with at(MONDAY + timedelta(days=1)):
        page = shopper.get("/korb/").content.decode()
        assert CHANGED in page
        assert f"<li>{shops[0].name}: " in page
        assert "Bitte wählen Sie für" in page
        again = shopper.get("/korb/").content.decode()
        assert CHANGED not in again
        assert "Bitte wählen Sie für" in again
        shopper.part("/korb/frueh-abholen/", {})
        assert "Zur Kasse" in shopper.get("/korb/").content.decode()


def test_places_are_held_anew_for_who_comes_back_and_then_left_alone(shopper, shops):
    collects(shopper, shops[0].goods[0])
    with at(MONDAY + HOLD):
        with CaptureQueriesContext(connection) as first:
            page = shopper.get("/korb/").content.decode()
        with CaptureQueriesContext(connection) as second:
            shopper.get("/korb/")
        assert CHANGED not in page
        assert len(second) < len(first)
        assert not any("FOR UPDATE" in query["sql"] for query in second)
    assert FulfilmentPlan.objects.get().changed_at == MONDAY + HOLD


def test_a_tour_that_costs_more_now_is_told(shopper, shops, tour):
    rides(shopper, shops[0], tour)
    Zone.objects.update(price=Decimal("5.90"))
    with at(MONDAY + HOLD):
        page = shopper.get("/korb/").content.decode()
    assert CHANGED in page
    assert "Abholen und Bringen kosten jetzt zusammen 5,90\N{NO-BREAK SPACE}€ statt 4,90\N{NO-BREAK SPACE}€." in page


def test_another_price_since_the_summary_is_shown_before_it_is_ordered(shopper, shops):
    collects(shopper, shops[0].goods[0])
    assert 'name="agreed_total" value="10.00"' in shopper.get("/kasse/").content.decode()
    set_price(listing=shops[0].goods[0], price=Decimal("12.00"), now=MONDAY)
    answer = shopper.post("/kasse/", {**PAYS, "agreed_total": "10.00"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Der Gesamtbetrag hat sich geändert." in page
    assert 'name="agreed_total" value="12.00"' in page
    assert not Purchase.objects.exists()
    assert shopper.post("/kasse/", {**PAYS, "agreed_total": "12.00"}).status_code == 302
    assert Purchase.objects.get().total == Decimal("12.00")
