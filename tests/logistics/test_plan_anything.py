"""Whatever is asked: what the solver hands out can be driven as written, and says what it left out."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from logistics.checker import check
from logistics.model import Problem
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
