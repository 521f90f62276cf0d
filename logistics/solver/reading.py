"""Arrays back into a plan: the tours of a state with their times."""

from logistics.model import Metres, Plan, ScheduledBreak, ScheduledVisit, Seconds, Tour
from logistics.solver.kernel.annealing import FOLLOW, run
from logistics.solver.kernel.arrays import (
    BEST,
    BEST_SIZE,
    DIST,
    FAR,
    MODE_NUMBER,
    MODE_WHERE,
    SEQ,
    SITE_OF,
    SIZE,
    TIME,
    WHERE,
    Control,
    State,
)
from logistics.solver.kernel.clock import BEFORE_LEAVING, NO_BREAK
from logistics.solver.state import settle_absence, write_tour
from logistics.solver.task import Prepared

IDLE = Control(0, 1.0, 1.0, 1.0, 1.0, 0.0, 0, 0.0)


def best_plan(prepared: Prepared, state: State, version: int = 0) -> Plan:
    """The best tours of a search as a plan."""
    for vehicle, size in enumerate(state.fleet[:, BEST_SIZE]):
        write_tour(prepared, state, vehicle, state.other[BEST, vehicle, 1 : size - 1].tolist())
    return current_plan(prepared, state, version)


def current_plan(prepared: Prepared, state: State, version: int = 0) -> Plan:
    """The current tours of a state as a plan.

    Raises `ValueError` if a tour cannot be driven, which the search rules out.
    """
    settle_absence(prepared, state)
    tours, cost = [], 0.0
    for vehicle, own in enumerate(prepared.problem.vehicles):
        size = int(state.fleet[vehicle, SIZE])
        if size == 2:
            continue
        price = float(run(prepared.task, state, IDLE, FOLLOW, vehicle, 0))
        if price >= FAR:
            raise ValueError(f"the tour of {own.name} cannot be driven")
        tours.append(_tour(prepared, state, vehicle, size))
        cost += price
    names = [order.name for order in prepared.problem.orders]
    left_out = tuple(name for name, where in zip(names, state.stock[:, WHERE], strict=True) if where < 0)
    cost += sum(prepared.problem.order_by_name[name].price or 0.0 for name in left_out)
    return Plan(tuple(tours), left_out, cost, version)


def _tour(prepared: Prepared, state: State, vehicle: int, size: int) -> Tour:
    problem, own, row = prepared.problem, prepared.problem.vehicles[vehicle], state.tour[vehicle, :size, SEQ].tolist()
    travel, number = problem.travel_by_profile[own.profile], problem.place_number
    dist, times = prepared.task.grid[prepared.task.vehicle[vehicle, DIST]], state.scratch[TIME, :size].tolist()
    place, leave = number[own.start], int(times[0])
    visits: list[ScheduledVisit] = []
    breaks: list[ScheduledBreak] = []
    for k in range(1, size):
        where, rest = int(state.scratch[MODE_WHERE, k]), int(state.scratch[MODE_NUMBER, k])
        if where == BEFORE_LEAVING:
            breaks.append(_rest(prepared, vehicle, rest, leave))
            leave = int(breaks[-1].end)
            visits[-1] = ScheduledVisit(
                visits[-1].visit, visits[-1].arrival, visits[-1].start, visits[-1].finish, breaks[-1].end
            )
        visit = prepared.visits[row[k]]
        if visit is None:
            break
        stop = problem.order_by_name[visit.order].stops[visit.stop]
        reached = travel.arrival(place, number[stop.place], Seconds(leave))
        if where not in (NO_BREAK, BEFORE_LEAVING):
            breaks.append(_rest(prepared, vehicle, rest, reached))
        place, start = number[stop.place], Seconds(int(times[k]))
        leave = start + stop.service
        visits.append(ScheduledVisit(visit, reached, start, Seconds(leave), Seconds(leave)))
    sites = prepared.task.node[row, SITE_OF]
    length = int(dist[sites[:-1], sites[1:]].astype("int64").sum())
    leaves, ends = Seconds(int(times[0])), Seconds(int(times[size - 1]))
    return Tour(own.name, tuple(visits), leaves, ends, Metres(length), tuple(breaks))


def _rest(prepared: Prepared, vehicle: int, number: int, ready: int) -> ScheduledBreak:
    due = prepared.problem.vehicles[vehicle].breaks[number]
    begin = max(int(due.earliest), ready)
    return ScheduledBreak(number, Seconds(begin), Seconds(begin + due.length))
