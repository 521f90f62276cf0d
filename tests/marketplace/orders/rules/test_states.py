from itertools import product

import pytest

from marketplace.orders.rules.states import (
    DONE,
    OPEN,
    TOO_LATE,
    WRONG_ROLE,
    WRONG_STATE,
    Act,
    Role,
    State,
    acts_open_to,
    after_hand_over,
    after_rejection,
    refusal,
    role_for,
)

FORWARD = {
    Act.CONFIRM: {State.PLACED},
    Act.MARK_READY: {State.CONFIRMED, State.PARTLY_REJECTED},
    Act.HAND_OVER: {State.READY},
    Act.REJECT: {State.PLACED, State.CONFIRMED, State.PARTLY_REJECTED, State.READY},
    Act.CANCEL: {State.PLACED, State.CONFIRMED, State.PARTLY_REJECTED, State.READY},
    Act.TAKE_BACK: {State.HANDED_OVER, State.DELIVERED},
    Act.REFUND: set(State) - {State.PLACED, State.CANCELLED},
}


@pytest.mark.parametrize(("act", "state"), list(product(FORWARD, State)))
def test_the_shop_moves_an_order_only_from_the_right_states(act, state):
    expected = None if state in FORWARD[act] else WRONG_STATE
    assert refusal(act, state=state, role=Role.VENDOR) == expected


@pytest.mark.parametrize(
    "act", [Act.CONFIRM, Act.REJECT, Act.MARK_READY, Act.RECORD_PAYMENT, Act.TAKE_BACK, Act.REFUND]
)
@pytest.mark.parametrize("role", [Role.SHOPPER, Role.DRIVER])
def test_the_shops_own_acts_are_closed_to_others(act, role):
    for state in State:
        assert refusal(act, state=state, role=role, brought=True) == WRONG_ROLE


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.PLACED, None),
        (State.CONFIRMED, TOO_LATE),
        (State.PARTLY_REJECTED, TOO_LATE),
        (State.READY, TOO_LATE),
        (State.HANDED_OVER, WRONG_STATE),
        (State.CANCELLED, WRONG_STATE),
    ],
)
def test_a_shopper_cancels_until_the_shop_has_confirmed(state, expected):
    assert refusal(Act.CANCEL, state=state, role=Role.SHOPPER) == expected


def test_a_driver_hands_over_what_is_brought_and_nothing_else():
    assert refusal(Act.HAND_OVER, state=State.READY, role=Role.DRIVER, brought=True) is None
    assert refusal(Act.HAND_OVER, state=State.READY, role=Role.DRIVER, brought=False) == WRONG_ROLE
    assert refusal(Act.HAND_OVER, state=State.READY, role=Role.VENDOR, brought=True) == WRONG_ROLE


def test_somebody_with_two_parts_acts_in_the_one_that_may():
    both = (Role.SHOPPER, Role.VENDOR)
    assert role_for(Act.CANCEL, state=State.PLACED, roles=both) == Role.SHOPPER
    assert role_for(Act.CANCEL, state=State.READY, roles=both) == Role.VENDOR
    assert role_for(Act.CONFIRM, state=State.READY, roles=both) == WRONG_STATE
    assert role_for(Act.CONFIRM, state=State.PLACED, roles=()) == WRONG_ROLE


def test_acts_are_listed_in_the_order_of_the_work():
    assert acts_open_to(state=State.PLACED, roles=[Role.VENDOR]) == (
        Act.CONFIRM,
        Act.REJECT,
        Act.CANCEL,
        Act.RECORD_PAYMENT,
    )
    assert acts_open_to(state=State.CANCELLED, roles=list(Role)) == ()


@pytest.mark.parametrize(
    ("state", "left", "expected"),
    [
        (State.PLACED, 1, State.PARTLY_REJECTED),
        (State.CONFIRMED, 1, State.PARTLY_REJECTED),
        (State.READY, 1, State.READY),
        (State.READY, 0, State.CANCELLED),
        (State.PLACED, 0, State.CANCELLED),
        (State.DELIVERED, 0, State.DELIVERED),
    ],
)
def test_where_a_rejection_leads(state, left, expected):
    assert after_rejection(state, left=left) == expected


def test_open_done_and_cancelled_are_all_states():
    assert OPEN | DONE | {State.CANCELLED} == set(State)
    assert after_hand_over(brought=True) == State.DELIVERED
    assert after_hand_over(brought=False) == State.HANDED_OVER
