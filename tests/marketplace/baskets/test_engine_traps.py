"""What the engine does behind our back, and what strangers do who know a checkout's id.

Each trap was seen on real Saleor: a checkout's lines, address, method and public notes can be changed by anybody who
knows its id, and the engine replaces or invalidates delivery methods by rules of its own.
"""

from datetime import timedelta

import pytest

from marketplace.baskets.models import FulfilmentPlan
from marketplace.baskets.rules.plan import METADATA_KEY
from marketplace.baskets.selectors import basket
from marketplace.baskets.services import plans, recheck_plan, refresh_plan, update_plan
from marketplace.errors import DomainError
from marketplace.saleor import checkouts
from marketplace.saleor.checkouts import LineInput
from marketplace.saleor.client import ANONYMOUS, SaleorRefused, mutate
from marketplace.saleor.metadata import set_metadata
from marketplace.saleor.wire import Address
from tests.factories.baskets import HOME, MONDAY, make_shop
from tests.marketplace.baskets.plans import collect_all, engine_state, give_contact, give_home, pickup

ELSEWHERE = Address(first_name="Max", last_name="Fremd", street="Weg 1", postal_code="06729", city="Tröglitz")


@pytest.fixture
def brought(checkout_id, shops, ride):
    """A basket that is brought home altogether for 4.90."""
    give_contact(checkout_id)
    give_home(checkout_id)
    update_plan(checkout_id, {shop.pk: ride for shop in shops}, MONDAY)
    return checkout_id


def cannot_be_completed(checkout_id):
    with pytest.raises(SaleorRefused) as refusal:
        checkouts.complete_checkout(id=checkout_id)
    return refusal.value.code


def test_a_new_price_needs_the_method_to_be_set_again_and_it_is(brought, shops, tour):
    old = checkouts.checkout(brought).delivery
    update_plan(brought, {shops[0].pk: pickup(brought, shops[0])}, MONDAY)
    tour.pattern.zones.update(price="6.50")
    with pytest.raises(DomainError, match="PLAN_CHANGED"):
        recheck_plan(brought, MONDAY)
    new = checkouts.checkout(brought).delivery
    assert (str(new.price.amount), new.id != old.id) == ("6.50", True)
    assert engine_state(brought)[2] == "36.50"
    assert recheck_plan(brought, MONDAY).holds


def test_an_outdated_method_is_not_accepted_by_the_engine(brought, shops):
    outdated = checkouts.checkout(brought).delivery
    update_plan(brought, {shops[0].pk: pickup(brought, shops[0])}, MONDAY)
    with pytest.raises(SaleorRefused):
        checkouts.set_delivery_method(id=brought, delivery_id=outdated.id, caller=ANONYMOUS)


def test_goods_added_past_us_take_the_method_away(brought, shops):
    line = LineInput(variant_id=shops[0].goods[1].variant_id, quantity=1)
    checkouts.add_lines(id=brought, lines=[line], caller=ANONYMOUS)
    assert checkouts.delivery_options(id=brought, caller=ANONYMOUS) == ()
    assert cannot_be_completed(brought) in ("INVALID_SHIPPING_METHOD", "SHIPPING_METHOD_NOT_SET")
    seen = basket(brought, MONDAY)
    assert [group.choice.is_stale for group in seen.groups] == [True, False, False]
    assert "CHOICE_STALE" in [each.code for each in seen.missing]
    assert refresh_plan(brought, MONDAY).holds
    assert engine_state(brought)[1:] == ("4.90", "42.90")


def test_a_shop_added_past_us_takes_the_method_away(checkout_id, shops, market):
    collect_all(checkout_id, *shops)
    new = make_shop(market)
    line = LineInput(variant_id=new.goods[0].variant_id, quantity=1)
    checkouts.add_lines(id=checkout_id, lines=[line], caller=ANONYMOUS)
    assert checkouts.delivery_options(id=checkout_id) == ()
    assert basket(checkout_id, MONDAY).missing[0].code == "CHOICE_MISSING"
    recheck_plan(checkout_id, MONDAY)
    assert basket(checkout_id, MONDAY).plan_version is None


def test_the_price_is_never_replaced_silently(brought, shops, tour):
    """Saleor replaces the chosen method's price at the next read after lines were added; ours is not offered at all
    until the plan was looked at, so there is nothing to replace it with."""
    tour.pattern.zones.update(price="9.90")
    line = LineInput(variant_id=shops[1].goods[1].variant_id, quantity=1)
    checkouts.add_lines(id=brought, lines=[line], caller=ANONYMOUS)
    assert "9.9" not in str(engine_state(brought))
    with pytest.raises(DomainError, match="PLAN_CHANGED") as refusal:
        recheck_plan(brought, MONDAY)
    assert str(refusal.value.details["price"].amount) == "9.90"


def test_an_address_changed_by_a_stranger_takes_the_method_away(brought):
    checkouts.set_addresses(id=brought, shipping=ELSEWHERE, caller=ANONYMOUS)
    assert checkouts.delivery_options(id=brought, caller=ANONYMOUS) == ()
    assert cannot_be_completed(brought) in ("INVALID_SHIPPING_METHOD", "SHIPPING_METHOD_NOT_SET")
    with pytest.raises(DomainError, match="PLAN_CHANGED"):
        recheck_plan(brought, MONDAY)
    checkouts.set_addresses(id=brought, shipping=HOME, caller=ANONYMOUS)
    assert refresh_plan(brought, MONDAY).lost == ()
    assert recheck_plan(brought, MONDAY).holds


def test_a_method_taken_out_by_a_stranger_is_set_again(brought):
    checkouts.set_delivery_method(id=brought, delivery_id=None, caller=ANONYMOUS)
    assert engine_state(brought) is None
    assert recheck_plan(brought, MONDAY).holds
    assert engine_state(brought)[1:] == ("4.90", "34.90")


def test_public_notes_of_strangers_mean_nothing(brought, shops):
    text = checkouts.checkout(brought).private_metadata[METADATA_KEY]
    forged = text.replace("2.45", "0.00").replace("1.63", "0.00").replace("1.64", "0.00")
    set_metadata(id=brought, values={METADATA_KEY: forged}, caller=ANONYMOUS)
    before = basket(brought, MONDAY)
    assert recheck_plan(brought, MONDAY).basket == before
    assert engine_state(brought)[1] == "4.90"


def test_strangers_can_neither_read_nor_write_the_private_copy(brought):
    assert checkouts.checkout(brought, caller=ANONYMOUS).private_metadata == {}
    with pytest.raises(SaleorRefused, match="PERMISSION_DENIED"):
        notes = {"id": brought, "input": [{"key": METADATA_KEY, "value": "forged"}]}
        mutate("update_private_metadata", notes, caller=ANONYMOUS)


def test_a_death_between_our_rows_and_the_engine_is_made_good(brought, shops, monkeypatch):
    def die(*_args):
        raise RuntimeError("the process dies here")

    with monkeypatch.context() as patched:
        patched.setattr(plans, "bring_to_engine", die)
        with pytest.raises(RuntimeError):
            update_plan(brought, {shops[0].pk: pickup(brought, shops[0])}, MONDAY)
    version = FulfilmentPlan.objects.get().version
    assert engine_state(brought)[0] != f"Plan {version}"
    recheck_plan(brought, MONDAY)
    assert engine_state(brought)[0] == f"Plan {version}"


def test_a_time_that_passed_while_the_shopper_typed_is_named(checkout_id, shops):
    give_contact(checkout_id)
    collect_all(checkout_id, *shops)
    late = MONDAY + timedelta(hours=2)
    with pytest.raises(DomainError, match="PLAN_CHANGED") as refusal:
        recheck_plan(checkout_id, late)
    assert sorted(refusal.value.details["vendors"]) == sorted(shop.pk for shop in shops)
    assert [each.code for each in basket(checkout_id, late).missing] == ["CHOICE_STALE"] * 3
    assert checkouts.delivery_options(id=checkout_id) == ()
