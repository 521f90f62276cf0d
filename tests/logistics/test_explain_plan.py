"""Why a plan is as it is, in numbers and in sentences; and what it looks like."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings

from logistics.checker import check, least_distance
from logistics.model import Order, Plan, Problem, Seconds, Visit, Window
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
        (Order("it", (stop(9, load=1),), stop(1, 0, 95)), van(), "cannot make it within shift"),
    ],
)  # fmt: skip
def test_a_left_out_order_says_which_rule_binds(late, vehicle, reason):
    problem = street([late], [vehicle])
    ((name, said),) = explain_left_out(problem, plan_of(problem))
    assert name == "it"
    assert reason in said


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
