"""A region with more tours than an order is priced on: the short cut loses no order and breaks no rule."""

from logistics.checker import check
from logistics.solver import MaxIterations, solve
from logistics.solver.kernel.recreate import FEW_TOURS
from tests.bench.routes.region import region


def test_a_large_region_is_planned_whole_and_gets_better():
    problem = region(900)
    first = check(problem, solve(problem, stop=MaxIterations(1), seed=1).plan)
    later = check(problem, solve(problem, stop=MaxIterations(2000), seed=1).plan)
    assert first.violations == later.violations == ()
    assert later.complete
    assert later.vehicles > FEW_TOURS
    assert later.cost < 0.95 * first.cost
