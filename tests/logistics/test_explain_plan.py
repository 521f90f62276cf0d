"""Why a plan is as it is, in numbers and in sentences; and what it looks like."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from logistics.checker import check, least_distance
from logistics.model import Break, GoodsClass, Metres, Order, Plan, Problem, Seconds, Visit, Window
from logistics.pictures import draw
from logistics.solver import MaxIterations, solve
from logistics.solver.explanation import explain, explain_left_out, slack
from tests.logistics.random_problems import problems
from tests.logistics.street import baker_and_butcher, order, stop, street, van
from tests.logistics.test_plan_anything import EASY, planned


def plan_of(problem: Problem) -> Plan:
    return solve(problem, stop=MaxIterations(100)).plan


def test_an_order_costs_what_its_absence_would_save():
    problem = street([order("near", [1], 2), order("far", [1], 9)], [van(), van("other", start="9", end="9")])
    found = explain(problem, plan_of(problem), "near")
    assert found.cost == 0.0, "it lies on the way"
    assert [each.vehicle for each in found.elsewhere] == [name for name in ("van", "other") if name != found.vehicle]
    assert found.elsewhere[0].cost is not None


@pytest.mark.parametrize(
    ("late", "vehicle", "reason"),
    [
        (order("it", [1], 2, load=9), van(), "van has room for 5 boxes, the order has 9"),
        (order("it", [1], 2, skills=frozenset({"stairs"})), van(), "van lacks stairs"),
        (Order("it", (stop(9, 0, 50, load=1),), stop(8)), van(), "9 at 90 at the earliest, its window closes at 50"),
        (order("it", [1], 9), van(shift=Window(Seconds(0), Seconds(100))), "is back from 9 at 180 at the earliest"),
        (Order("it", (stop(9, load=1),), stop(1, 0, 95)), van(), "even without other orders: it could with other"),
    ],
)  # fmt: skip
def test_a_left_out_order_says_which_rule_binds(late, vehicle, reason):
    problem = street([late], [vehicle])
    ((name, said),) = explain_left_out(problem, plan_of(problem))
    assert name == "it"
    assert reason in said


SOUP = GoodsClass("soup", max_on_board=Seconds(60))
ICE, STEW = GoodsClass("ice", not_with=frozenset({"stew"})), GoodsClass("stew")
REST = Break(Seconds(0), Seconds(60), Seconds(10))
SHORT = Window(Seconds(0), Seconds(185))
OTHER_WINDOWS = ("other windows of its own", "other windows of the others")
SLOW = Order("slow", (stop(1, load=3, service=Seconds(10)),), stop(8, 0, 115))


def by(closes: int, number: int, **more: Any) -> Order:
    """An order from 1 to a number of the street that must be there in time."""
    return Order(f"to {number} by {closes}", (stop(1, load=3),), stop(number, 0, closes), **more)


@pytest.mark.parametrize(
    ("other", "it", "vehicle", "remedies"),
    [
        (by(95, 9), by(95, 8), van(), ["more room for boxes", *OTHER_WINDOWS]),
        (by(95, 9, goods="ice"), by(95, 8, goods="stew"), van(shift=SHORT), []),
        (SLOW, by(105, 9), van(breaks=(REST,), capacity=(9,)), ["no break", *OTHER_WINDOWS]),
        (SLOW, order("it", [5], 9), van(shift=SHORT), ["a longer shift"]),
        (by(95, 5), order("it", [5], 6), van(max_duration=Seconds(110)), ["tours that may take longer"]),
        (by(95, 5), order("it", [5], 6), van(max_distance=Metres(1100)), ["tours that may go farther"]),
        (by(95, 5), by(95, 8, goods="soup"), van(capacity=(9,)), ["more time on board"]),
        (by(95, 8, goods="ice"), by(95, 9, goods="stew"), van(capacity=(9,)), ["goods that may meet", *OTHER_WINDOWS]),
    ],
)  # fmt: skip
def test_what_would_let_an_order_onto_a_tour_is_said(other, it, vehicle, remedies):
    problem = street([other, it], [vehicle], goods=(SOUP, ICE, STEW))
    plan = plan_of(street([other], [vehicle], goods=(SOUP, ICE, STEW)))
    ((_, said),) = explain_left_out(problem, replace(plan, left_out=(it.name,)))
    rules = f"it could with {' or with '.join(remedies)}" if remedies else "several rules keep it off together"
    assert said == f"van cannot take it beside what is on its tour already: {rules}"


def test_a_price_is_a_reason_too():
    problem = street([order("it", [1], 9, price=5.0)])
    assert explain_left_out(problem, plan_of(problem)) == [("it", "serving it costs 1800 at least, leaving it out 5")]


def test_slack_is_what_a_delay_may_take():
    problem = street([Order("one", (stop(2, load=1),), stop(4, 0, 100))])
    assert slack(problem, plan_of(problem))[0].seconds == 60
    assert slack(problem, plan_of(problem))[1].visit == Visit("one", 1)


def test_a_picture_shows_every_tour_and_every_stop():
    problem = baker_and_butcher()
    result = solve(problem, stop=MaxIterations(400))
    picture = ET.fromstring(draw(problem, result.plan, result.history))
    titles = [each.text or "" for each in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert sum("one" in title for title in titles) == 2 * 3, "on the map and in the time-distance diagram"
    assert ET.fromstring(draw(street([]), Plan(()))) is not None


@settings(EASY, max_examples=20)
@given(problems())
def test_no_complete_plan_is_shorter_than_the_floor(problem):
    verdict = check(problem, planned(problem))
    if verdict.complete:
        assert verdict.distance >= least_distance(problem)
