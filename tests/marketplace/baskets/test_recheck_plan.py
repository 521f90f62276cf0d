"""Looking at a plan again: what still holds is kept, what does not is named."""

from datetime import timedelta

import pytest

from marketplace.baskets.models import FulfilmentPlan, PlanChoice
from marketplace.baskets.selectors import basket
from marketplace.baskets.services import change_quantity, recheck_plan, refresh_plan, remove_group, update_plan
from marketplace.baskets.services.plans import delete_abandoned_plans
from marketplace.errors import DomainError
from plugins.click_and_collect.models import Pickup
from plugins.pooled_delivery.models import Load, Tour
from tests.factories.baskets import MONDAY
from tests.marketplace.baskets.plans import collect_all, engine_state, give_contact, give_home


def test_a_plan_that_holds_is_kept_for_a_further_while(checkout_id, shops):
    collect_all(checkout_id, *shops)
    version = FulfilmentPlan.objects.get().version
    later = MONDAY + timedelta(minutes=8)
    check = recheck_plan(checkout_id, later)
    assert (check.holds, check.lost, check.basket.plan_version) == (True, (), version)
    assert {pickup.held_until for pickup in Pickup.objects.all()} == {later + timedelta(minutes=20)}


def test_changed_goods_keep_their_time_if_it_still_holds(checkout_id, shops):
    seen = collect_all(checkout_id, *shops)
    line = seen.groups[0].lines[0]
    changed = change_quantity(checkout_id=checkout_id, line_id=line.line_id, quantity=3, now=MONDAY)
    assert [group.choice.is_stale for group in changed.groups] == [True, False, False]
    assert changed.plan_version is None
    check = recheck_plan(checkout_id, MONDAY)
    assert [group.choice.offer_key for group in check.basket.groups] == [
        group.choice.offer_key for group in seen.groups
    ]
    assert check.basket.plan_version > seen.plan_version
    assert engine_state(checkout_id)[2] == "50.00"


def test_a_group_taken_out_frees_its_place_and_shows_the_others_new_share(checkout_id, shops, ride):
    give_contact(checkout_id)
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    seen = remove_group(checkout_id=checkout_id, vendor_pk=shops[0].pk, now=MONDAY)
    assert [group.choice.is_stale for group in seen.groups] == [True, True]
    assert Load.objects.filter(cancelled_at=None).count() == 2
    with pytest.raises(DomainError, match="PLAN_CHANGED") as refusal:
        recheck_plan(checkout_id, MONDAY)
    assert str(refusal.value.details["price"].amount) == "4.90"
    assert [str(group.choice.price.amount) for group in basket(checkout_id, MONDAY).groups] == ["2.45", "2.45"]
    assert recheck_plan(checkout_id, MONDAY).holds


def test_a_cancelled_tour_is_named_and_nothing_else_is_lost(checkout_id, shops, ride, tour):
    give_contact(checkout_id)
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops[:2]}, MONDAY)
    collect_all(checkout_id, shops[2])
    Tour.objects.update(cancelled_at=MONDAY)
    check = refresh_plan(checkout_id, MONDAY)
    assert sorted(lost.vendor_pk for lost in check.lost) == sorted(shop.pk for shop in shops[:2])
    assert {lost.code for lost in check.lost} == {"OFFER_GONE"}
    assert [group.choice.is_stale for group in check.basket.groups] == [True, True, False]
    assert "nimmt keine Bestellungen mehr an" in check.basket.missing[0].message


def test_a_method_that_was_taken_away_is_chosen_for_anew(checkout_id, shops):
    collect_all(checkout_id, *shops)
    PlanChoice.objects.filter(vendor=shops[0]).update(method="gone_plugin")
    seen = refresh_plan(checkout_id, MONDAY).basket
    assert (seen.groups[0].choice, seen.plan_version) == (None, None)
    assert collect_all(checkout_id, shops[0]).plan_version is not None


def test_abandoned_plans_are_forgotten_and_ordered_ones_kept(checkout_id, shops):
    collect_all(checkout_id, *shops)
    FulfilmentPlan.objects.create(checkout_id="ordered", currency="EUR", changed_at=MONDAY, order_id="T3JkZXI6MQ==")
    assert delete_abandoned_plans(now=MONDAY + timedelta(days=59)) == 0
    assert delete_abandoned_plans(now=MONDAY + timedelta(days=61)) == 1
    assert [plan.checkout_id for plan in FulfilmentPlan.objects.all()] == ["ordered"]


def test_a_basket_without_choices_has_nothing_to_look_at(checkout_id):
    assert recheck_plan(checkout_id, MONDAY).holds
    assert not FulfilmentPlan.objects.exists()
