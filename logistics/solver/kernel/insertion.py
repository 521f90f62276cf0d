"""The cheapest place for an order in a tour.

Fast checks (earliest and latest starts, loads) decide in constant time per position. They are necessary in every
problem and sufficient in the plain one; where the problem asks for more, a candidate that would win is followed from
start to end.
"""

import numpy as np
from numba import njit

from logistics.solver.kernel.arrays import (
    BOUND,
    DIMENSIONS,
    DIST,
    DROP,
    DUE,
    EARLY,
    FAR,
    FIRST,
    FITS,
    FIXED,
    FREE,
    GENERAL,
    KIND,
    LATE,
    LEG,
    LOAD,
    LOAD_OF,
    PER_METRE,
    PER_USE,
    READY,
    ROLE,
    ROOM,
    SEQ,
    SIZE,
    SLOT,
    STAMP,
    State,
    Task,
)
from logistics.solver.kernel.sequence import least_detour, several
from logistics.solver.kernel.timing import extra_cost, time_price


@njit(nogil=True)
def insertion_cost(task: Task, state: State, o: int, v: int, limit: float) -> float:
    """What the order costs more on this tour, or FAR when that is not less than `limit`. Where its stops go is in
    SLOT."""
    order = task.order[o]
    if not order[FITS + task.vehicle[v, KIND]] or (order[BOUND] >= 0 and order[BOUND] != v):
        return float(FAR)
    stamp = float(state.fleet[v, STAMP])
    known = state.memo[o, v, 0]
    if state.memo[o, v, 1] == stamp or (state.memo[o, v, 1] == -stamp and known >= limit):
        return known if known < limit else float(FAR)
    free, pickup, drop = 0, np.int64(-1), order[DROP]
    for at in range(order[FIRST], drop):
        if task.node[at, ROLE] == FREE:
            free += 1
            pickup = at
    use = task.money[v, PER_USE] if state.fleet[v, SIZE] == 2 else 0.0
    if free == 0:
        cost = _drop_alone(task, state, v, drop, limit, use)
    elif free == 1:
        cost = _pair(task, state, v, pickup, drop, limit, use)
    else:
        cost = several(task, state, o, v, limit, use)
    state.memo[o, v, 0] = min(cost, limit)
    state.memo[o, v, 1] = stamp if cost < limit else -stamp
    return cost


@njit(nogil=True)
def _worth(task: Task, state: State, v: int, i: int, pickup: int, j: int, drop: int) -> float:
    """True extra cost with the pickup (if any) behind index i and the drop behind index j."""
    row, at = len(state.tour) - 2, np.int64(0)
    for k in range(state.fleet[v, SIZE]):
        state.tour[row, at, SEQ] = state.tour[v, k, SEQ]
        at += 1
        if k == i and pickup >= 0:
            state.tour[row, at, SEQ] = pickup
            at += 1
        if k == j:
            state.tour[row, at, SEQ] = drop
            at += 1
    return extra_cost(task, state, v, row, at)


@njit(nogil=True)
def _drop_alone(task: Task, state: State, v: int, drop: int, limit: float, use: float) -> float:
    """Only the drop is to come: its pickups are on board or in the locked part."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    best = limit
    for i in range(task.vehicle[v, FIXED], state.fleet[v, SIZE] - 1):
        a, b = tour[i, SEQ], tour[i + 1, SEQ]
        t = max(task.node[drop, READY], tour[i, EARLY] + leg[a, drop])
        if t > task.node[drop, DUE]:
            break
        if t + leg[drop, b] > tour[i + 1, LATE]:
            continue
        cost = use + task.money[v, PER_METRE] * (dist[a, drop] + dist[drop, b] - dist[a, b])
        if task.rule[GENERAL]:
            cost += time_price(task, state, v, leg[a, drop] + leg[drop, b] - leg[a, b])
        if cost < best and task.rule[GENERAL]:
            cost = _worth(task, state, v, np.int64(-1), np.int64(-1), i, drop)
        if cost < best:
            best = cost
            state.other[SLOT, v, drop] = i + 1
    return best if best < limit else float(FAR)


@njit(nogil=True)
def _room_for(task: Task, state: State, v: int, k: int, pickup: int) -> bool:
    for d in range(task.rule[DIMENSIONS]):
        if state.tour[v, k, LOAD + d] + task.node[pickup, LOAD_OF + d] > task.vehicle[v, ROOM + d]:
            return False
    return True


@njit(nogil=True)
def _metres(cost: float, per_metre: float) -> float:
    return cost / per_metre if per_metre > 0 else float(FAR)


@njit(nogil=True)
def _scan(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float, exact: int) -> float:
    """All pairs of positions that the bound leaves over; `j` equal to `i` is side by side. Where the fast checks do not
    decide, the result is the least bound, or with `exact` equal to 1 the least true cost."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    n, per_metre, node, general = state.fleet[v, SIZE], task.money[v, PER_METRE], task.node, task.rule[GENERAL]
    least_drop, ready, due = least_detour(task, state, v, drop), node[drop, READY], node[drop, DUE]
    best, room = limit, _metres(limit - use, per_metre)
    for i in range(task.vehicle[v, FIXED], n - 1):
        a, b = tour[i, SEQ], tour[i + 1, SEQ]
        t = max(node[pickup, READY], tour[i, EARLY] + leg[a, pickup])
        if t > node[pickup, DUE]:
            break
        if not _room_for(task, state, v, i, pickup):
            continue
        before, first = pickup, dist[a, pickup]
        bound = first + dist[pickup, b] - dist[a, b] + least_drop
        further = bound < room and t + leg[pickup, b] <= tour[i + 1, LATE]
        for j in range(i, n - 1):
            at, behind = tour[j, SEQ], tour[j + 1, SEQ]
            if j > i:
                if not further:
                    break
                t = max(node[at, READY], t + leg[before, at])
                if t > tour[j, LATE] or t + leg[at, drop] > due or not _room_for(task, state, v, j, pickup):
                    break
                before = at
                detour = first + dist[pickup, b] - dist[a, b] + dist[at, drop] + dist[drop, behind] - dist[at, behind]
            else:
                detour = first + dist[pickup, drop] + dist[drop, b] - dist[a, b]
            if detour >= room:
                continue
            reach = max(ready, t + leg[before, drop])
            if reach > due or reach + leg[drop, behind] > tour[j + 1, LATE]:
                continue
            cost = use + per_metre * detour
            if general:
                longer = leg[a, pickup] + leg[before, drop] + leg[drop, behind]
                if j > i:
                    longer += leg[pickup, b] - leg[a, b] - leg[at, behind]
                else:
                    longer -= leg[a, b]
                cost += time_price(task, state, v, longer)
                if cost < best and exact == 1:
                    cost = _worth(task, state, v, i, pickup, j, drop)
            if cost < best:
                best, room = cost, _metres(cost - use, per_metre)
                state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, j + 2
    return best if best < limit else float(FAR)


@njit(nogil=True)
def _pair(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float) -> float:
    """One pickup, one drop. Where a candidate must be followed from start to end, the one with the least bound is
    followed first: its true cost rules most others out."""
    if not task.rule[GENERAL]:
        return _scan(task, state, v, pickup, drop, limit, use, np.int64(1))
    if _scan(task, state, v, pickup, drop, limit, use, np.int64(0)) >= limit:
        return float(FAR)
    i, j = state.other[SLOT, v, pickup] - np.int64(1), state.other[SLOT, v, drop] - np.int64(2)
    first = _worth(task, state, v, i, pickup, j, drop)
    better = _scan(task, state, v, pickup, drop, min(first, limit), use, np.int64(1))
    if better < min(first, limit):
        return better
    state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, j + 2
    return first if first < limit else float(FAR)
