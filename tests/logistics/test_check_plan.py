"""The checker finds what is wrong with a plan, and nothing where nothing is."""

from dataclasses import replace

import pytest

from logistics.checker import check
from logistics.model import (
    Break,
    GoodsClass,
    Lock,
    OnBoard,
    Plan,
    Problem,
    ScheduledBreak,
    ScheduledVisit,
    Seconds,
    Tour,
    Vehicle,
    Visit,
    Window,
)
from tests.logistics.street import baker_and_butcher, order, stop, street, van


def visit(name: str, number: int, start: int) -> ScheduledVisit:
    return ScheduledVisit(Visit(name, number), *(Seconds(start),) * 4)


def good_plan() -> Plan:
    """Bread for both at 2, meat at 4, then 6 and 8, and home."""
    visits = (visit("one", 0, 20), visit("two", 0, 20), visit("one", 1, 40), visit("one", 2, 60), visit("two", 1, 80))
    return Plan((Tour("van", visits, Seconds(0), Seconds(160), 1600),), cost=1600.0)  # type: ignore[arg-type]


def errands(vehicles: list[Vehicle] | None = None, **more: object) -> Problem:
    """The baker's and butcher's orders under other circumstances."""
    return street([order("one", [2, 4], 6), order("two", [2], 8)], vehicles, **more)


def codes(problem: Problem, plan: Plan) -> set[str]:
    return {each.code for each in check(problem, plan).violations}


def changed(**values: object) -> Plan:
    plan = good_plan()
    return replace(plan, tours=(replace(plan.tours[0], **values),))  # type: ignore[arg-type]


def test_a_good_plan_is_complete():
    verdict = check(baker_and_butcher(), good_plan())
    assert verdict.complete
    assert (verdict.vehicles, verdict.distance, verdict.duration, verdict.cost) == (1, 1600, 160, 1600.0)


def swapped(first: int, second: int) -> tuple[ScheduledVisit, ...]:
    visits = list(good_plan().tours[0].visits)
    visits[first], visits[second] = visits[second], visits[first]
    return tuple(visits)


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (changed(visits=swapped(2, 3)), "PRECEDENCE"),
        (changed(visits=good_plan().tours[0].visits[:-1]), "PRECEDENCE"),
        (changed(visits=good_plan().tours[0].visits[1:]), "PRECEDENCE"),
        (changed(visits=(*good_plan().tours[0].visits, visit("two", 1, 90))), "VISIT"),
        (changed(visits=(*good_plan().tours[0].visits, visit("two", 7, 90))), "VISIT"),
        (changed(vehicle="bus"), "VEHICLE"),
        (changed(distance=1500), "DISTANCE"),
        (changed(ends=Seconds(150)), "TRAVEL"),
        (changed(leaves=Seconds(5)), "TRAVEL"),
        (replace(good_plan(), cost=1.0), "COST"),
        (replace(good_plan(), left_out=("two",)), "COVERAGE"),
        (replace(good_plan(), tours=()), "COVERAGE"),
        (replace(good_plan(), tours=good_plan().tours * 2), "VEHICLE"),
    ],
)
def test_a_changed_plan_is_caught(plan, code):
    assert code in codes(baker_and_butcher(), plan)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (errands([van(capacity=(2,))]), "CAPACITY"),
        (errands([van(shift=Window(Seconds(0), Seconds(159)))]), "SHIFT"),
        (errands([van(max_duration=159)]), "MAX_DURATION"),
        (errands([van(max_distance=1599)]), "MAX_DISTANCE"),
        (street([order("one", [2, 4], 6), order("two", [2], 8, skills=frozenset({"age"}))]), "SKILL"),
        (errands([van(breaks=(Break(Seconds(10), Seconds(90), Seconds(5)),))]), "BREAK"),
        (errands(locks=(Lock("van", (Visit("two", 0),)),)), "LOCK"),
        (errands([van(), van("car")], locks=(Lock("car", (Visit("two", 0),)),)), "LOCK"),
        (errands(locks=(Lock("van", (), (OnBoard("two", Seconds(0)),)),)), "PRECEDENCE"),
    ],
)  # fmt: skip
def test_a_stricter_problem_is_noticed(problem, code):
    assert code in codes(problem, good_plan())


def test_windows_and_service_are_watched():
    late = street([order("one", [2, 4], 6), replace(order("two", [2], 8), drop=stop(8, 0, 79))])
    slow = street([order("one", [2, 4], 6), replace(order("two", [2], 8), drop=stop(8, service=1))])
    assert codes(late, good_plan()) == {"WINDOW"}
    assert codes(slow, good_plan()) == {"SERVICE"}


def test_goods_that_quarrel_or_spoil():
    goods = (GoodsClass("hot", max_on_board=Seconds(39)), GoodsClass("ice", not_with=frozenset({"hot"})))
    problem = street([order("one", [2, 4], 6, goods="hot"), order("two", [2], 8, goods="ice")], goods=goods)
    assert codes(problem, good_plan()) == {"ON_BOARD", "INCOMPATIBLE"}


def test_a_break_needs_standing_still():
    problem = errands([van(breaks=(Break(Seconds(10), Seconds(90), Seconds(5)),))])
    driving = changed(breaks=(ScheduledBreak(0, Seconds(30), Seconds(35)),))
    assert codes(problem, driving) == {"BREAK"}
    visits = (*good_plan().tours[0].visits[:4], replace(visit("two", 1, 80), leave=Seconds(85)))
    resting = changed(visits=visits, ends=Seconds(165), breaks=(ScheduledBreak(0, Seconds(80), Seconds(85)),))
    assert codes(problem, resting) == set()
