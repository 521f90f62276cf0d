"""Whatever is asked: what the solver hands out can be driven as written, and says what it left out."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from logistics.checker import check
from logistics.model import Order, Problem, Stop
from logistics.solver import LockBroken, MaxIterations, solve
from tests.logistics.random_problems import problems

EASY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def planned(problem: Problem, seed: int = 1, iterations: int = 60):
    try:
        return solve(problem, stop=MaxIterations(iterations), seed=seed).plan
    except LockBroken:
        assume(False)


@EASY
@given(problems())
def test_every_plan_passes_the_checker(problem):
    verdict = check(problem, planned(problem))
    assert verdict.violations == ()


@settings(EASY, max_examples=15)
@given(problems(), st.integers(0, 1000))
def test_same_seed_same_plan(problem, seed):
    assert planned(problem, seed) == planned(problem, seed)


@settings(EASY, max_examples=15)
@given(problems())
def test_going_on_from_a_plan_never_makes_it_worse(problem):
    plan = planned(problem)
    again = solve(problem, stop=MaxIterations(20), seed=2, start=plan).plan
    verdict, before = check(problem, again), check(problem, plan)
    assert verdict.violations == ()
    assert len(verdict.unserved) <= len(before.unserved)
    if len(verdict.unserved) == len(before.unserved) and not problem.objective.vehicles_first:
        assert verdict.cost <= before.cost + 1e-6


@settings(EASY, max_examples=4)
@given(problems(), st.integers(2, 3))
def test_threads_are_as_repeatable_as_one(problem, threads):
    plans = []
    for _ in range(2):
        try:
            plans.append(solve(problem, stop=MaxIterations(500), seed=7, threads=threads).plan)
        except LockBroken:
            plans.append(None)
    assert plans[0] == plans[1]


def steady(problem: Problem, cost_per_hour: float) -> Problem:
    """The same day at constant speeds, with one window per stop and without breaks and delicate goods: fast checks
    decide."""

    def simple(stop: Stop) -> Stop:
        return replace(stop, windows=stop.windows[:1], wanted_by=None)

    def plain(order: Order) -> Order:
        return replace(order, goods=None, pickups=tuple(map(simple, order.pickups)), drop=simple(order.drop))

    return replace(
        problem,
        orders=tuple(map(plain, problem.orders)),
        vehicles=tuple(replace(each, breaks=(), cost_per_hour=cost_per_hour) for each in problem.vehicles),
        travel=tuple(replace(each, paces=()) for each in problem.travel),
        locks=(),
    )


@settings(EASY, max_examples=40)
@given(problems(), st.sampled_from([None, 0.0, 3600.0]))
def test_what_the_search_counts_is_what_the_plan_costs(problem, cost_per_hour):
    """Fast checks say the same as following the tours from start to end: the plan's cost is reckoned by the latter."""
    day = problem if cost_per_hour is None else steady(problem, cost_per_hour)
    try:
        result = solve(day, stop=MaxIterations(80), seed=3)
    except LockBroken:
        assume(False)
    assert check(day, result.plan).violations == ()
    assert result.history[-1].standing[2] == pytest.approx(result.plan.cost)
