"""`script/bench routes`: published instances, our solver and every opponent that is installed; `--scale` a simulated
region."""

import argparse
import sys
import time
import tracemalloc
from dataclasses import replace

from logistics.checker import check
from logistics.live import Day
from logistics.model import FOREVER, Order, Plan, Seconds, Window
from logistics.solver import MaxSeconds, StoppingRule, compile_now, solve
from logistics.solver.stopping import Clock
from tests.bench.routes.instances import FAMILIES, Case, cases
from tests.bench.routes.opponents import Tours, available
from tests.bench.routes.region import region
from tests.bench.routes.replay import replayed
from tests.bench.routes.table import HEAD, Run, totals


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    clock = (lambda: time.process_time() / options.threads) if options.processor else time.monotonic
    if options.scale:
        scale(options.seconds, options.threads, clock)
        return
    opponents = available() if options.solvers == "all" else {}
    seeds = list(range(1, options.seeds + 1))
    compile_now()
    runs = []
    print(HEAD, flush=True)
    for case in cases(options.families, options.only):
        for seed in seeds:
            runs.append(ours(case, MaxSeconds(options.seconds, clock), seed, options.threads))
            print(runs[-1], flush=True)
        for name, opponent in opponents.items():
            runs.append(_run(case, name, 1, opponent(case.instance, options.seconds, 1)))
            print(runs[-1], flush=True)
    print(f"\n{totals(runs)}")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench routes")
    parser.add_argument("--families", nargs="+", choices=list(FAMILIES), default=list(FAMILIES))
    parser.add_argument("--only", default="", help="instances whose names contain this")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seeds", type=int, default=1, help="runs of our solver per instance")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--solvers", choices=["ours", "all"], default="all")
    parser.add_argument("--processor", action="store_true", help="our seconds are processor seconds of each thread")
    parser.add_argument("--scale", action="store_true", help="the simulated region of 200 to 2000 orders instead")
    return parser.parse_args(arguments)


def ours(case: Case, stop: StoppingRule, seed: int, threads: int) -> Run:
    """One run of our solver, proved by the checker."""
    result = solve(case.instance.problem, stop=stop, seed=seed, threads=threads)
    return _proved(case, "ours", seed, result.plan)


def _run(case: Case, solver: str, seed: int, tours: Tours | None) -> Run:
    plan = None if tours is None else replayed(case.instance.problem, tours)
    return Run(case, solver, seed, None, 0.0) if plan is None else _proved(case, solver, seed, plan)


def _proved(case: Case, solver: str, seed: int, plan: Plan) -> Run:
    verdict = check(case.instance.problem, plan)
    if not verdict.complete:
        sys.stderr.write(f"{case.name}, {solver}: {verdict.unserved or verdict.violations[:2]}\n")
        return Run(case, solver, seed, None, 0.0)
    return Run(case, solver, seed, verdict.vehicles, case.instance.distance(plan))


def scale(seconds: float, threads: int, clock: Clock) -> None:
    """Growth with the number of orders: memory, iterations per second, cost per stop; and how long a live offer
    takes."""
    compile_now()
    print("| orders | stops | prepared in s | memory MB | iterations/s | vehicles | cost per stop | offers in ms |")
    print("|---|---|---|---|---|---|---|---|")
    for orders in (200, 500, 1000, 2000):
        problem = region(orders)
        tracemalloc.start()
        began = clock()
        first = solve(problem, stop=MaxSeconds(0, clock), seed=1, threads=threads)
        ready, memory = clock() - began, tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        result = solve(problem, stop=MaxSeconds(seconds, clock), seed=1, threads=threads, start=first.plan)
        verdict = check(problem, result.plan)
        stops = sum(len(tour.visits) for tour in result.plan.tours)
        wanted = Order(
            "new", problem.orders[0].pickups, replace(problem.orders[0].drop, windows=(Window(Seconds(0), FOREVER),))
        )
        windows = [Window(Seconds(hour * 3600), Seconds(hour * 3600 + 7200)) for hour in range(9, 18, 2)]
        began = time.process_time()
        Day(problem, result.plan).offers(wanted, windows)
        offered = 1000 * (time.process_time() - began)
        print(
            f"| {orders} | {stops} | {ready:.2f} | {memory:.0f} | {result.iterations / seconds:.0f} "
            f"| {verdict.vehicles} | {verdict.cost / max(1, stops):.0f} | {offered:.0f} |",
            flush=True,
        )
