"""The cheapest place for an order in a tour.

Fast checks (earliest and latest starts, loads) decide in constant time per position. They are necessary in every
problem and sufficient in the plain one; where the problem asks for more, a candidate that would win is followed from
start to end.
"""

import numpy as np

from logistics.solver.kernel.arrays import (
    BOUND,
    BUSY,
    CLOCKED,
    DIST,
    DROP,
    DUE,
    EARLY,
    FAR,
    FIRST,
    FITS,
    FIXED,
    FOLLOWS,
    FREE,
    HEAD,
    KIND,
    LATE,
    LEG,
    LENGTH,
    MAX_DISTANCE,
    ORDER,
    PATIENCE,
    PER_METRE,
    PER_USE,
    ROLE,
    SEQ,
    SERVICE,
    SITE,
    SITE_OF,
    SIZE,
    SLOT,
    STAMP,
    TIMED,
    WINDOWS,
    State,
    Task,
)
from logistics.solver.kernel.clock import arrival, begin
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.pairs import any_pair, plain_pair
from logistics.solver.kernel.sequence import several
from logistics.solver.kernel.worth import clock_cost, is_followed, longer_tour, with_stops_at


@compiled
def price(task: Task, state: State, o: int, v: int, limit: float) -> float:
    """What the order costs more on this tour, or FAR when that is not less than `limit`. Where its stops go is in
    SLOT; the answer is in the memo."""
    order, cost = task.order[o], float(FAR)
    if order[FITS + task.vehicle[v, KIND]] and (order[BOUND] < 0 or order[BOUND] == v):
        free, pickup, drop = 0, np.int64(-1), order[DROP]
        for at in range(order[FIRST], drop):
            if task.node[at, ROLE] == FREE:
                free += 1
                pickup = at
        use = task.money[v, PER_USE] if state.fleet[v, SIZE] == 2 else 0.0
        state.tally[PATIENCE] = state.tally[FOLLOWS]
        if free > 1:
            cost = several(task, state, o, v, limit, use)
        else:
            cost = _one(task, state, v, pickup, drop, limit, use)
    state.memo[o, v, 0] = min(cost, limit)
    state.memo[o, v, 1] = state.fleet[v, STAMP] if cost < limit or limit >= FAR else -state.fleet[v, STAMP]
    return cost


@inlined
def _one(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float) -> float:
    """One pickup (-1: it is done already) and one drop. Where a tour must be followed from start to end, the place
    that looks cheapest is, and others only if that one does not hold."""
    cost = _scan(task, state, v, pickup, drop, limit, use, np.int64(0))
    if cost >= limit or not is_followed(task, state, v, task.node[drop, ORDER]):
        return cost
    first, second = np.int64(state.other[SLOT, v, pickup]), np.int64(state.other[SLOT, v, drop])
    cost = with_stops_at(task, state, v, pickup, drop, first, second)
    if cost >= FAR:
        cost = _scan(task, state, v, pickup, drop, limit, use, np.int64(1))
    return cost if cost < limit else float(FAR)


@inlined
def _scan(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float, exact: int) -> float:
    if pickup < 0:
        return _drop_alone(task, state, v, drop, limit, use, exact)
    if exact + task.rule[TIMED] + task.rule[CLOCKED] == 0 and task.rule[WINDOWS] == 1:
        return plain_pair(task, state, v, pickup, drop, limit, use)
    return any_pair(task, state, v, pickup, drop, limit, use, exact)


@compiled
def _drop_alone(task: Task, state: State, v: int, drop: int, limit: float, use: float, exact: int) -> float:
    """Only the drop is to come: its pickups are on board or in the locked part."""
    dist, tour, site = task.grid[task.vehicle[v, DIST]], state.tour[v], task.node[drop, SITE_OF]
    best, most = limit, task.vehicle[v, MAX_DISTANCE] - state.fleet[v, LENGTH]
    for i in range(task.vehicle[v, FIXED], state.fleet[v, SIZE] - 1):
        a, b = tour[i, SITE], tour[i + 1, SITE]
        detour = dist[a, site] + dist[site, b] - dist[a, b]
        cost = use + task.money[v, PER_METRE] * detour
        t = begin(task, v, tour[i, SEQ], drop, tour[i, EARLY])
        if t > task.node[drop, DUE]:
            break
        beyond = arrival(task, v, drop, tour[i + 1, SEQ], t + task.node[drop, SERVICE])
        if beyond > tour[i + 1, LATE] or detour > most:
            continue
        if task.rule[CLOCKED]:
            busy = tour[i, BUSY] + task.grid[task.vehicle[v, LEG], a, site]
            head = min(tour[i, HEAD], task.node[drop, DUE] - busy)
            cost += clock_cost(task, state, v, longer_tour(task, state, v, head, busy + beyond - t, beyond, i + 1))
        if cost < best and exact == 1:
            cost = with_stops_at(task, state, v, np.int64(-1), drop, np.int64(-1), i + 1)
        if cost < best:
            best = cost
            state.other[SLOT, v, drop] = i + 1
    return best if best < limit else float(FAR)
