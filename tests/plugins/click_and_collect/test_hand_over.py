"""One code, one hand-over."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from marketplace.baskets.extensions import fulfilment_methods
from marketplace.errors import DomainError
from plugins.click_and_collect.models import Pickup
from plugins.click_and_collect.rules import LOCKED_FOR
from plugins.click_and_collect.selectors import open_pickup
from tests.factories.click_and_collect import MONDAY, key_at, make_part
from tests.factories.vendors import make_vendor


@pytest.fixture
def way():
    return fulfilment_methods["click_and_collect"]


@pytest.fixture
def pickup(db, way):
    part = make_part(make_vendor())
    way.book(part, key_at(14), until=None, now=MONDAY)
    return Pickup.objects.get(reference=part.reference)


def wrong(pickup):
    return "".join("A" if letter != "A" else "C" for letter in pickup.code)


def refusal_of(act, *args, **kwargs):
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    return refusal.value


def test_the_right_code_hands_over_once(way, pickup):
    way.check_hand_over(pickup.reference, pickup.code, MONDAY)
    way.complete(pickup.reference, now=MONDAY)
    assert refusal_of(way.check_hand_over, pickup.reference, pickup.code, MONDAY).code == "HANDED_OVER"
    assert refusal_of(way.complete, pickup.reference, now=MONDAY).code == "HANDED_OVER"
    pickup.refresh_from_db()
    assert pickup.collected_at == MONDAY


def test_wrong_codes_are_counted_and_lock_the_desk(way, pickup):
    left = [
        refusal_of(way.check_hand_over, pickup.reference, wrong(pickup), MONDAY).details["attempts_left"]
        for _ in range(5)
    ]
    assert left == [4, 3, 2, 1, 0]
    assert refusal_of(way.check_hand_over, pickup.reference, pickup.code, MONDAY).code == "CODE_LOCKED"
    way.check_hand_over(pickup.reference, pickup.code, MONDAY + LOCKED_FOR)


@pytest.mark.django_db(transaction=True)
def test_the_check_refuses_to_run_where_a_roll_back_could_forget_it(way, pickup):
    with pytest.raises(RuntimeError), transaction.atomic():
        way.check_hand_over(pickup.reference, wrong(pickup), MONDAY)


def test_a_code_is_no_good_for_another_pickup(way, pickup):
    other = make_part(pickup.vendor)
    way.book(other, key_at(14), until=None, now=MONDAY)
    assert refusal_of(way.check_hand_over, other.reference, pickup.code, MONDAY).code == "CODE_WRONG"


def test_nothing_is_handed_over_that_is_held_or_cancelled(way, pickup):
    held = make_part(pickup.vendor)
    way.book(held, key_at(15), until=MONDAY + timedelta(minutes=20), now=MONDAY)
    way.cancel(pickup.reference, now=MONDAY)
    for reference in (held.reference, pickup.reference, "unknown"):
        assert refusal_of(way.check_hand_over, reference, "", MONDAY).code == "NOT_BOOKED"
        assert refusal_of(way.complete, reference, now=MONDAY).code == "NOT_BOOKED"


def test_a_collected_pickup_cannot_be_cancelled_or_moved(way, pickup):
    way.complete(pickup.reference, now=MONDAY)
    way.cancel(pickup.reference, now=MONDAY)
    pickup.refresh_from_db()
    assert pickup.cancelled_at is None
    part = make_part(pickup.vendor, reference=pickup.reference)
    assert refusal_of(way.book, part, key_at(15), until=None, now=MONDAY).code == "HANDED_OVER"


def test_the_desk_finds_a_pickup_by_its_code_in_its_own_shop_only(way, pickup):
    assert open_pickup(pickup.vendor, pickup.code) == pickup
    assert open_pickup(make_vendor(), pickup.code) is None
    assert open_pickup(pickup.vendor, "") is None
    way.complete(pickup.reference, now=MONDAY)
    assert open_pickup(pickup.vendor, pickup.code) is None


def test_the_shopper_sees_code_and_picture_until_the_goods_are_hers(way, pickup):
    told = way.describe([pickup.reference, "unknown"], MONDAY)[pickup.reference]
    assert told.code == pickup.code
    assert told.code_picture.startswith("<svg") and "style=" not in told.code_picture
    assert told.when == "heute, 15:00–15:30 Uhr"
    assert pickup.vendor.name in told.where
    assert [step.done for step in told.steps] == [False, False]
    way.complete(pickup.reference, now=MONDAY)
    told = way.describe([pickup.reference], MONDAY)[pickup.reference]
    assert (told.code, told.code_picture) == ("", "")
    assert all(step.done for step in told.steps)


def test_the_fragment_shows_letters_and_picture(way, pickup):
    told = way.describe([pickup.reference], MONDAY)[pickup.reference]
    shown = render_to_string("click_and_collect/_code.html", {"description": told})
    assert f"{pickup.code[:3]} {pickup.code[3:]}" in shown
    assert " ".join(pickup.code) in shown
    assert "<svg" in shown
