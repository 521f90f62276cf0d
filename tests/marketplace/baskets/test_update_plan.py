"""Agreeing how everything reaches the shopper."""

from datetime import timedelta

import pytest

from marketplace.baskets.extensions import Destination
from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.rules.plan import METADATA_KEY
from marketplace.baskets.selectors import agreed_plan, basket, options
from marketplace.baskets.selectors.plans import snapshot
from marketplace.baskets.services import Chosen, close_plan, remove_group, update_plan
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import checkouts
from plugins.click_and_collect.models import Pickup
from plugins.click_and_collect.services import set_desk
from plugins.pooled_delivery.models import Load, Stop, StopKind
from tests.factories.baskets import MONDAY, fill_basket, make_shop
from tests.factories.pooled_delivery import make_tour
from tests.marketplace.baskets.plans import collect_all, engine_state, give_contact, give_home, pickup

ZEITZ = Destination(postal_code="06712")


def refusal_of(checkout_id, choices, **kwargs):
    with pytest.raises(DomainError) as refusal:
        update_plan(checkout_id, choices, MONDAY, **kwargs)
    return refusal.value


def test_three_shops_in_mixed_ways_become_one_method_at_one_price(checkout_id, shops, ride):
    one, two, three = shops
    give_contact(checkout_id)
    give_home(checkout_id)
    seen = update_plan(checkout_id, {one.pk: pickup(checkout_id, one), two.pk: ride, three.pk: ride}, MONDAY)
    assert [str(group.choice.price.amount) for group in seen.groups] == ["0.00", "2.45", "2.45"]
    assert (str(seen.sums.fulfilment.amount), str(seen.sums.total.amount)) == ("4.90", "34.90")
    assert (seen.missing, seen.is_orderable) == ((), True)
    assert engine_state(checkout_id) == (f"Plan {seen.plan_version}", "4.90", "34.90")
    assert seen == basket(checkout_id, MONDAY)
    assert (Pickup.objects.count(), Load.objects.count()) == (1, 2)
    assert Stop.objects.filter(kind=StopKind.DROP).count() == 1


def test_the_agreed_plan_lies_signed_in_private_metadata(checkout_id, shops):
    collect_all(checkout_id, *shops)
    held = checkouts.checkout(checkout_id)
    assert held.private_metadata[METADATA_KEY] == snapshot(agreed_plan(checkout_id))
    assert METADATA_KEY not in held.metadata


def test_nothing_is_agreed_until_every_group_has_a_way(checkout_id, shops):
    seen = collect_all(checkout_id, *shops[:2])
    assert (seen.plan_version, engine_state(checkout_id)) == (None, None)
    assert agreed_plan(checkout_id) is None
    assert checkouts.delivery_options(id=checkout_id) == ()
    assert [each.vendor_pk for each in seen.missing if each.code == "CHOICE_MISSING"] == [shops[2].pk]
    assert Pickup.objects.count() == 2
    assert collect_all(checkout_id, shops[2]).plan_version is not None


def test_a_shopper_who_collects_is_not_asked_where_she_lives(checkout_id, shops):
    give_contact(checkout_id)
    seen = collect_all(checkout_id, *shops)
    assert (seen.missing, seen.needs_address, seen.destination) == ((), False, None)
    held = checkouts.checkout(checkout_id)
    for address in (held.shipping_address, held.billing_address):
        assert (address.company, address.street, address.last_name) == ("Regionalmarkt Zeitz", "Altmarkt 1", "Muster")


def test_a_home_that_is_not_needed_any_more_is_forgotten(checkout_id, shops, ride):
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    assert checkouts.checkout(checkout_id).shipping_address.street == "Am Anger 3"
    collect_all(checkout_id, *shops)
    held = checkouts.checkout(checkout_id)
    assert {held.shipping_address.street, held.billing_address.street} == {"Altmarkt 1"}
    assert held.billing_address.last_name == "Muster"


def test_a_postal_code_is_enough_to_choose_but_not_to_order(checkout_id, shops, ride):
    assert all(
        told.offer_set("pooled_delivery").refusal.code == "ADDRESS_MISSING" for told in options(checkout_id, MONDAY)
    )
    assert options(checkout_id, MONDAY, ZEITZ)[0].offer_set("pooled_delivery").offers
    seen = update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY, destination=ZEITZ)
    assert str(seen.sums.fulfilment.amount) == "4.90"
    assert "ADDRESS_MISSING" in [each.code for each in seen.missing]
    assert engine_state(checkout_id) is None
    give_home(checkout_id)
    assert engine_state(checkout_id)[1:] == ("4.90", "34.90")


def test_a_way_can_be_changed_and_its_old_place_is_free(checkout_id, shops, ride):
    before = collect_all(checkout_id, *shops).plan_version
    update_plan(checkout_id, {shop.pk: ride for shop in shops[:2]}, MONDAY, destination=ZEITZ)
    seen = give_home(checkout_id).basket
    assert seen.plan_version > before
    assert engine_state(checkout_id) == (f"Plan {seen.plan_version}", "4.90", "34.90")
    assert Pickup.objects.filter(cancelled_at=None).count() == 1
    collect_all(checkout_id, *shops)
    assert engine_state(checkout_id)[1] == "0.00"
    assert Load.objects.filter(cancelled_at=None).count() == 0


def test_choosing_the_same_again_changes_nothing_but_the_hold(checkout_id, shops):
    seen = collect_all(checkout_id, *shops)
    choices = {
        group.vendor.pk: Chosen(method=group.choice.method_code, offer_key=group.choice.offer_key)
        for group in seen.groups
    }
    later = MONDAY + timedelta(minutes=5)
    again = update_plan(checkout_id, choices, later)
    assert again.plan_version == seen.plan_version
    assert {pickup.held_until for pickup in Pickup.objects.all()} == {later + timedelta(minutes=20)}


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Chosen(method="teleport", offer_key="1"), "METHOD_UNKNOWN"),
        (Chosen(method="click_and_collect", offer_key="1"), "OFFER_GONE"),
        (Chosen(method="click_and_collect", offer_key="tour-1"), "OFFER_GONE"),
        (Chosen(method="pooled_delivery", offer_key="tour-1"), "ADDRESS_MISSING"),
    ],
)
def test_only_our_own_offers_are_taken(checkout_id, shops, chosen, code):
    collect_all(checkout_id, *shops)
    before = (basket(checkout_id, MONDAY), engine_state(checkout_id), list(PlanChoice.objects.order_by("pk").values()))
    assert refusal_of(checkout_id, {shops[0].pk: chosen}).code == code
    after = (basket(checkout_id, MONDAY), engine_state(checkout_id), list(PlanChoice.objects.order_by("pk").values()))
    assert after == before


def test_a_shop_that_is_not_in_the_basket_cannot_be_chosen_for(checkout_id, shops, market):
    stranger = make_shop(market)
    assert isinstance(refusal_of(checkout_id, {stranger.pk: pickup(fill_basket(*stranger.goods), stranger)}), NotFound)
    assert isinstance(refusal_of("unknown", {}), NotFound)


def test_when_one_place_is_gone_none_is_taken(checkout_id, shops):
    for shop in shops:
        set_desk(shop, slot_minutes=30, capacity=1, days_ahead=7)
    choices = {shop.pk: pickup(checkout_id, shop) for shop in shops}
    other = fill_basket(shops[2].goods[0])
    update_plan(other, {shops[2].pk: choices[shops[2].pk]}, MONDAY)
    refusal = refusal_of(checkout_id, choices)
    assert (refusal.code, refusal.details["vendors"]) == ("OFFER_FULL", [shops[2].pk])
    assert Pickup.objects.count() == 1
    assert all(group.choice is None for group in basket(checkout_id, MONDAY).groups)


def test_another_shops_choice_that_is_lost_does_not_refuse_the_new_one(checkout_id, shops):
    for shop in shops:
        set_desk(shop, slot_minutes=30, capacity=1, days_ahead=7)
    collect_all(checkout_id, *shops[:2])
    later = MONDAY + timedelta(minutes=30)
    lost = basket(checkout_id, MONDAY).groups[0].choice
    other = fill_basket(shops[0].goods[0])
    update_plan(other, {shops[0].pk: Chosen(method=lost.method_code, offer_key=lost.offer_key)}, later)
    seen = update_plan(checkout_id, {shops[2].pk: pickup(checkout_id, shops[2], 4)}, later)
    assert [group.choice.is_stale for group in seen.groups] == [True, False, False]
    assert seen.plan_version is None


def test_the_minimum_order_counts_what_rides_together(checkout_id, shops, ride):
    give_home(checkout_id)
    thursday = make_tour(day=26)
    other = Chosen(method="pooled_delivery", offer_key=f"tour-{thursday.pk}")
    assert refusal_of(checkout_id, {shops[0].pk: ride, shops[1].pk: ride, shops[2].pk: other}).code == "MINIMUM_ORDER"
    assert update_plan(checkout_id, {shops[0].pk: ride, shops[1].pk: ride}, MONDAY).sums.fulfilment.amount > 0


def test_the_minimum_does_not_hinder_who_chooses_for_one_shop_after_the_other(checkout_id, shops, ride):
    give_home(checkout_id)
    seen = update_plan(checkout_id, {shops[0].pk: ride}, MONDAY)
    assert str(seen.groups[0].choice.price.amount) == "4.90"
    seen = collect_all(checkout_id, *shops[1:])
    assert (seen.groups[0].choice.is_stale, seen.plan_version) == (True, None)
    assert seen.missing[0].message == (
        f"Bitte wählen Sie für {shops[0].name} noch einmal. Für die Lieferung fehlen noch Waren für 5,00 €."
    )
    seen = update_plan(checkout_id, {shops[1].pk: ride}, MONDAY)
    assert [str(group.choice.price.amount) for group in seen.groups] == ["2.45", "2.45", "0.00"]


def test_a_blocked_shop_is_not_chosen_for_and_the_rest_can_be_ordered(checkout_id, shops):
    give_contact(checkout_id)
    shops[0].sells = shops[0].offers_collect = shops[0].offers_delivery = False
    shops[0].save()
    told = options(checkout_id, MONDAY)
    assert {each.refusal.code for each in told[0].offer_sets} == {"VENDOR_SUSPENDED"}
    assert told[1].offer_set("click_and_collect").offers
    some = Chosen(method="click_and_collect", offer_key="1")
    assert refusal_of(checkout_id, {shops[0].pk: some}).code == "VENDOR_BLOCKED"
    assert collect_all(checkout_id, *shops[1:]).plan_version is None
    remove_group(checkout_id=checkout_id, vendor_pk=shops[0].pk, now=MONDAY)
    seen = update_plan(checkout_id, {}, MONDAY)
    assert (seen.missing, engine_state(checkout_id)[1:]) == ((), ("0.00", "20.00"))


def test_an_ordered_plan_is_final(checkout_id, shops):
    collect_all(checkout_id, *shops)
    close_plan(checkout_id, "T3JkZXI6MQ==", now=MONDAY)
    close_plan(checkout_id, "T3JkZXI6MQ==", now=MONDAY)
    close_plan("unknown", "T3JkZXI6MQ==", now=MONDAY)
    version = FulfilmentPlan.objects.get().version
    assert refusal_of(checkout_id, {shops[0].pk: pickup(checkout_id, shops[0], 2)}).code == "ORDERED"
    assert FulfilmentPlan.objects.get().version == version
