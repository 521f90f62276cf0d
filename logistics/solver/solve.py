"""Problem in, result out."""

from collections.abc import Callable
from dataclasses import dataclass

from logistics.model import Plan, Problem
from logistics.model.refusal import demand
from logistics.solver.reading import best_plan
from logistics.solver.search import Report, Search
from logistics.solver.start import LockBroken, write_start
from logistics.solver.state import fresh_state
from logistics.solver.stopping import StoppingRule
from logistics.solver.task import prepare
from logistics.solver.tuning import Tuning

__all__ = ["LockBroken", "Result", "solve"]


@dataclass(frozen=True)
class Result:
    """The best plan that was found, how much was searched, and how the best changed on the way (progress, standing)."""

    plan: Plan
    iterations: int
    history: tuple[Report, ...]


def solve(
    problem: Problem,
    *,
    stop: StoppingRule,
    seed: int = 0,
    threads: int = 1,
    start: Plan | None = None,
    tuning: Tuning | None = None,
    listener: Callable[[Report], None] | None = None,
) -> Result:
    """Search for a good plan until `stop` says so; with a rule that counts, equal arguments give equal plans.

    `start` is a plan to begin with: what is valid of it is taken over, orders that it does not know are added. Every
    thread searches on its own from a seed of its own. `listener` hears of every stretch of the search. Orders that
    found no place are in `Result.plan.left_out`.

    Raises `Refused` for a seed or a number of threads that cannot be, `LockBroken` if a locked prefix cannot be driven.
    """
    demand(seed >= 0, "solve.seed", seed, "must not be negative")
    demand(1 <= threads <= 64, "solve.threads", threads, "must lie in 1..64")
    if not problem.orders or not problem.vehicles:
        return Result(Plan((), tuple(each.name for each in problem.orders), _left_out_price(problem)), 0, ())
    prepared = prepare(problem)
    states = [fresh_state(prepared, seed * 64 + number) for number in range(threads)]
    for state in states:
        write_start(prepared, state, start)
    history: list[Report] = []

    def hear(report: Report) -> None:
        if not history or history[-1].standing != report.standing:
            history.append(report)
        if listener is not None:
            listener(report)

    search = Search(prepared, states, stop, tuning or Tuning(), hear, warm=start is not None)
    best = search.run()
    plan = best_plan(prepared, best)
    for lock in problem.locks:
        bound = {each.order for each in lock.on_board} | {each.order for each in lock.visits}
        if lost := tuple(name for name in plan.left_out if name in bound):
            raise LockBroken(lock.vehicle, lost)
    return Result(plan, search.iterations, tuple(history))


def _left_out_price(problem: Problem) -> float:
    return sum(order.price or 0.0 for order in problem.orders)
