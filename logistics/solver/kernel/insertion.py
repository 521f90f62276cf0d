"""The cheapest place for an order in a tour.

Fast checks (earliest and latest starts, loads) decide in constant time per position. They are necessary in every
problem and sufficient in the plain one; where the problem asks for more, a candidate that would win is followed from
start to end.
"""

import numpy as np
from numba import njit

from logistics.solver.kernel.arrays import (
    BOUND,
    BUSY,
    CLOCKED,
    DIMENSIONS,
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
    LOAD,
    LOAD_OF,
    MAX_DISTANCE,
    ORDER,
    PATIENCE,
    PER_METRE,
    PER_USE,
    READY,
    ROLE,
    ROOM,
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
from logistics.solver.kernel.clock import arrival, arrival_at, begin
from logistics.solver.kernel.sequence import several
from logistics.solver.kernel.worth import clock_cost, extra_cost, is_followed, least_detour, longer_tour, metres_left


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
    state.tally[PATIENCE] = state.tally[FOLLOWS]
    if free > 1:
        cost = several(task, state, o, v, limit, use)
    else:
        cost = _one(task, state, v, pickup, drop, limit, use)
    state.memo[o, v, 0] = min(cost, limit)
    state.memo[o, v, 1] = stamp if cost < limit else -stamp
    return cost


@njit(nogil=True)
def _one(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float) -> float:
    """One pickup (-1: it is done already) and one drop. Where a tour must be followed from start to end, the place
    that looks cheapest is, and others only if that one does not hold."""
    cost = _scan(task, state, v, pickup, drop, limit, use, np.int64(0))
    if cost >= limit or not is_followed(task, state, v, task.node[drop, ORDER]):
        return cost
    first, second = np.int64(state.other[SLOT, v, pickup]), np.int64(state.other[SLOT, v, drop])
    cost = _worth(task, state, v, pickup, drop, first, second)
    if cost >= FAR:
        cost = _scan(task, state, v, pickup, drop, limit, use, np.int64(1))
    return cost if cost < limit else float(FAR)


@njit(nogil=True)
def _scan(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float, exact: int) -> float:
    if pickup < 0:
        return _drop_alone(task, state, v, drop, limit, use, exact)
    return _pair(task, state, v, pickup, drop, limit, use, exact)


@njit(nogil=True)
def _worth(task: Task, state: State, v: int, pickup: int, drop: int, first: int, second: int) -> float:
    """True extra cost with the pickup (if any) at index `first` of the new tour and the drop at index `second`."""
    row, at = len(state.tour) - 2, np.int64(0)
    for k in range(state.fleet[v, SIZE] + 1 + (pickup >= 0)):
        if k == second:
            state.tour[row, k, SEQ] = drop
        elif k == first and pickup >= 0:
            state.tour[row, k, SEQ] = pickup
        else:
            state.tour[row, k, SEQ] = state.tour[v, at, SEQ]
            at += 1
    return extra_cost(task, state, v, row, state.fleet[v, SIZE] + 1 + (pickup >= 0))


@njit(nogil=True)
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
            cost = _worth(task, state, v, np.int64(-1), drop, np.int64(-1), i + 1)
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
def _pair(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float, exact: int) -> float:
    """All pairs of positions that the bound leaves over, side by side first; with `exact` equal to 1 truly followed."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    n, per_metre, node, clocked = state.fleet[v, SIZE], task.money[v, PER_METRE], task.node, task.rule[CLOCKED]
    p, q, ready, due = node[pickup, SITE_OF], node[drop, SITE_OF], node[drop, READY], node[drop, DUE]
    plain, least_drop = task.rule[TIMED] == 0 and task.rule[WINDOWS] == 1, least_detour(task, state, v, q)
    best, room = limit, metres_left(task, state, v, limit - use)
    for i in range(task.vehicle[v, FIXED], n - 1):
        a, b = tour[i, SITE], tour[i + 1, SITE]
        t = max(node[pickup, READY], tour[i, EARLY] + leg[a, p])
        if t > node[pickup, DUE]:
            break
        first = dist[a, p] - dist[a, b]
        gap, detour = first + dist[p, b], first + dist[p, q] + dist[q, b]
        further = gap + least_drop < room
        if (not further and detour >= room) or not _room_for(task, state, v, i, pickup):
            continue
        t = t if plain else begin(task, v, tour[i, SEQ], pickup, tour[i, EARLY])
        if t > node[pickup, DUE]:
            break
        further = further and arrival_at(task, v, pickup, tour[i + 1, SEQ], t) <= tour[i + 1, LATE]
        before, site, busy = pickup, p, tour[i, BUSY] + leg[a, p]
        head = min(tour[i, HEAD], node[pickup, DUE] - busy)
        for j in range(i, n - 1 if further else i + 1):
            at, behind = tour[j, SEQ], tour[j + 1, SITE]
            if j > i:
                t = max(node[at, READY], t + leg[site, tour[j, SITE]]) if plain else begin(task, v, before, at, t)
                if t > tour[j, LATE] or t + leg[tour[j, SITE], q] > due or not _room_for(task, state, v, j, pickup):
                    break
                busy += leg[site, tour[j, SITE]]
                head = min(head, node[at, DUE] - busy)
                before, site = at, tour[j, SITE]
                detour = gap + dist[site, q] + dist[q, behind] - dist[site, behind]
            if detour >= room:
                continue
            reach = max(ready, t + leg[site, q]) if plain else begin(task, v, before, drop, t)
            beyond = reach + leg[q, behind] if plain else arrival_at(task, v, drop, tour[j + 1, SEQ], reach)
            if reach > due or beyond > tour[j + 1, LATE]:
                continue
            cost, spent = use + per_metre * detour, busy + leg[site, q]
            if clocked:
                longer = longer_tour(task, state, v, min(head, due - spent), spent + leg[q, behind], beyond, j + 1)
                cost += clock_cost(task, state, v, longer)
            if cost < best and exact == 1:
                cost = _worth(task, state, v, pickup, drop, i + 1, j + 2)
            if cost < best:
                best, room = cost, metres_left(task, state, v, cost - use)
                state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, j + 2
    return best if best < limit else float(FAR)
