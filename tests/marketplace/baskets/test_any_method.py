"""A plugin that nobody here knows offers a way, and one that breaks does not take the others along."""

import pytest

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.baskets.selectors import basket, earliest, options
from marketplace.baskets.services import Chosen, recheck_plan, update_plan
from marketplace.errors import DomainError
from tests.dummy_plugin import StationLocker
from tests.factories.baskets import MONDAY
from tests.marketplace.baskets.plans import collect_all, engine_state, give_contact, pickup


@pytest.fixture
def locker(monkeypatch):
    monkeypatch.setattr(fulfilment_methods, "_entries", dict(fulfilment_methods._entries))
    return fulfilment_methods.register("station_locker", StationLocker())


def in_locker(checkout_id, shop):
    told = next(each for each in options(checkout_id, MONDAY) if each.vendor == shop)
    return Chosen(method="station_locker", offer_key=told.offer_set("station_locker").first.key)


def test_a_new_way_stands_beside_the_others(locker, checkout_id, shops):
    give_contact(checkout_id)
    update_plan(checkout_id, {shop.pk: in_locker(checkout_id, shop) for shop in shops[:2]}, MONDAY)
    seen = update_plan(checkout_id, {shops[2].pk: pickup(checkout_id, shops[2])}, MONDAY)
    assert seen.groups[0].choice.method_label == "Schließfach am Bahnhof"
    assert (seen.missing, engine_state(checkout_id)[1:]) == ((), ("2.00", "32.00"))
    assert len(locker.booked) == 2
    assert recheck_plan(checkout_id, MONDAY).holds
    assert earliest(shops, MONDAY)[shops[0].pk][-1].method_label == "Schließfach am Bahnhof"


def test_its_refusals_are_the_shoppers(locker, checkout_id, shops):
    with pytest.raises(DomainError, match="OFFER_FULL"):
        update_plan(checkout_id, {shop.pk: in_locker(checkout_id, shop) for shop in shops}, MONDAY)
    assert locker.booked == {}
    assert all(group.choice is None for group in basket(checkout_id, MONDAY).groups)


def test_leaving_it_gives_its_place_back(locker, checkout_id, shops):
    update_plan(checkout_id, {shops[0].pk: in_locker(checkout_id, shops[0])}, MONDAY)
    collect_all(checkout_id, *shops)
    assert locker.booked == {}


def test_a_broken_way_offers_nothing_and_the_others_go_on(locker, checkout_id, shops, monkeypatch, caplog):
    def break_down(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(locker, "offers", break_down)
    monkeypatch.setattr(locker, "earliest", break_down)
    told = options(checkout_id, MONDAY)
    assert told[0].offer_set("station_locker").refusal.code == "UNAVAILABLE"
    assert told[0].offer_set("click_and_collect").offers
    assert [each.method_code for each in earliest(shops, MONDAY)[shops[0].pk]] == ["click_and_collect"]
    assert "station_locker" in caplog.text


def test_a_code_belongs_to_one_way_only(locker):
    with pytest.raises(ValueError, match="registered already"):
        fulfilment_methods.register("click_and_collect", StationLocker())
