"""Everything that the fast check leaves out: one tour followed from start to end with all that the problem asks.

Earliest times are the least fixed point of "not before": travel, windows and breaks push times forward, a limit on
the time on board pushes pickups later; each only ever raises a time, so the rounds end at the earliest schedule or
beyond a window.
"""

import numpy as np

from logistics.solver.kernel.aboard import spare_aboard
from logistics.solver.kernel.arrays import (
    ABOARD,
    ABOARD_FIRST,
    BALANCE,
    BOUND,
    BREAKS,
    CLASS,
    CLASSES,
    CLOSES,
    DIMENSIONS,
    DIST,
    DROP,
    EVALUATED,
    FAR,
    FIRST,
    FOLLOWS,
    KEPT,
    LATENESS,
    LIMIT,
    LIMITED,
    LOAD_OF,
    MAX_DISTANCE,
    MAX_DURATION,
    MODE_NUMBER,
    MODE_WHERE,
    OPENS,
    ORDER,
    PER_METRE,
    PER_SECOND,
    PER_USE,
    POSITION,
    QUARRELS,
    REACH,
    RESTS,
    ROOM,
    SEQ,
    SERVICE,
    SINCE,
    SITE_OF,
    SPARE,
    TIME,
    WANTED,
    State,
    Task,
)
from logistics.solver.kernel.clock import (
    BEFORE_LEAVING,
    NO_BREAK,
    ON_ARRIVAL,
    begin,
    break_seconds,
    closing,
    departure,
    leg,
    opened,
)
from logistics.solver.kernel.compiling import compiled, inlined

ROUNDS = 200
FEW_RESTS, MANY_RESTS = 2, 200
"""How many places for its breaks a tour is tried with: while searching, and when a tour is asked about."""
LOOKS_PER_REST = 20
"""So many places are looked at for each that is tried: with several breaks there are millions."""


@compiled
def evaluate(task: Task, state: State, v: int, row: int, n: int, final: int) -> float:
    """Cost of the n nodes in a row of `State.tour`, driven by vehicle v; FAR if that breaks a rule. The times are
    left in `State.scratch[TIME]`, its first is the departure. With `final` the departure is as late as the same end
    allows even if nothing in the cost asks for it."""
    state.tally[EVALUATED] += 1
    if (
        not _carries(task, state, v, row, n)
        or not _earliest(task, state, v, row, n)
        or not (_fresh(task, state, v, row, n) or _rest_elsewhere(task, state, v, row, n))
    ):
        return FAR
    time, seq, weight = state.scratch[TIME], state.tour[row], task.money[len(task.money) - 1]
    timed = task.money[v, PER_SECOND] > 0 or weight[BALANCE] > 0 or task.vehicle[v, MAX_DURATION] < FAR
    if final == 1 or timed:
        _leave_late(task, state, v, row, n)
    spent = time[n - 1] - time[0]
    length, dist, here = 0, task.grid[task.vehicle[v, DIST]], task.node[seq[0, SEQ], SITE_OF]
    for k in range(1, n):
        there = task.node[seq[k, SEQ], SITE_OF]
        length += dist[here, there]
        here = there
    if spent > task.vehicle[v, MAX_DURATION] or length > task.vehicle[v, MAX_DISTANCE]:
        return FAR
    cost = task.money[v, PER_USE] + task.money[v, PER_METRE] * length
    if timed:
        cost += time_cost(task, v, spent)
    if weight[LATENESS] > 0:
        for k in range(1, n - 1):
            cost += weight[LATENESS] * max(0, time[k] - task.node[seq[k, SEQ], WANTED])
    return cost


@inlined
def time_cost(task: Task, v: int, seconds: int) -> float:
    """What a tour of so many seconds costs beside its way."""
    return task.money[v, PER_SECOND] * seconds + task.money[len(task.money) - 1, BALANCE] * float(seconds) * seconds


@inlined
def _carries(task: Task, state: State, v: int, row: int, n: int) -> bool:
    """Room in every dimension, and no goods beside others that they must not meet."""
    seq, dimensions = state.tour[row], task.rule[DIMENSIONS]
    for d in range(dimensions):
        load = task.vehicle[v, ROOM + dimensions + d]
        for k in range(1, n - 1):
            load += task.node[seq[k, SEQ], LOAD_OF + d]
            if load > task.vehicle[v, ROOM + d]:
                return False
    classes, aboard = task.rule[CLASSES], state.scratch[ABOARD]
    if classes == 0:
        return True
    for c in range(classes):
        aboard[c] = 0
    for o in range(len(task.order) if task.vehicle[v, ABOARD_FIRST] else 0):
        if task.order[o, BOUND] == v and task.order[o, SINCE] >= 0 and task.order[o, CLASS] >= 0:
            aboard[task.order[o, CLASS]] += 1
    for k in range(1, n - 1):
        o = task.node[seq[k, SEQ], ORDER]
        mine = task.order[o, CLASS]
        if mine < 0:
            continue
        if seq[k, SEQ] == task.order[o, DROP]:
            aboard[mine] -= 1 if task.order[o, SINCE] >= 0 else task.order[o, DROP] - task.order[o, FIRST]
            continue
        for c in range(classes):
            if aboard[c] > 0 and (task.order[o, QUARRELS] >> c) & 1:
                return False
        aboard[mine] += 1
    return True


@compiled
def _earliest(task: Task, state: State, v: int, row: int, n: int) -> bool:
    """Earliest times; with breaks, the best place for each of them (by number of breaks taken so far)."""
    breaks, scratch, choice = task.vehicle[v, BREAKS], state.scratch, REACH + task.rule[RESTS] + 1
    if breaks == 0:
        return _earliest_without_breaks(task, state, v, row, n)
    for b in range(breaks + 1):
        scratch[REACH + b, 0] = FAR
    scratch[REACH, 0] = task.vehicle[v, OPENS]
    for k in range(1, n):
        alive = False
        for b in range(breaks + 1):
            t, how = _step(task, state, v, row, n, k, b)
            if k < n - 1 and t < FAR:
                t = opened(task, state.tour[row, k, SEQ], t)
            scratch[REACH + b, k], scratch[choice + b, k] = t, how
            alive = alive or t < FAR
        if not alive:
            return False
    end, rest = -1, ROOM + 2 * task.rule[DIMENSIONS]
    for b in range(breaks + 1):
        t = scratch[REACH + b, n - 1]
        needed = False
        for later in range(b, breaks):
            needed = needed or task.vehicle[v, rest + 3 * later + 1] < t
        if not needed and t <= task.vehicle[v, CLOSES] and (end < 0 or t < scratch[REACH + end, n - 1]):
            end = b
    if end < 0:
        return False
    for k in range(n - 1, -1, -1):
        scratch[TIME, k] = scratch[REACH + end, k]
        scratch[MODE_NUMBER, k], scratch[MODE_WHERE, k] = 0, NO_BREAK
        if k > 0 and scratch[choice + end, k] != NO_BREAK:
            scratch[MODE_WHERE, k] = scratch[choice + end, k]
            end -= 1
            scratch[MODE_NUMBER, k] = end
    return True


@inlined
def _earliest_without_breaks(task: Task, state: State, v: int, row: int, n: int) -> bool:
    time, where, seq = state.scratch[TIME], state.scratch[MODE_WHERE], state.tour[row]
    time[0], where[0], t = task.vehicle[v, OPENS], NO_BREAK, task.vehicle[v, OPENS]
    for k in range(1, n):
        t = begin(task, v, seq[k - 1, SEQ], seq[k, SEQ], t)
        if t >= FAR:
            return False
        time[k], where[k] = t, NO_BREAK
    return t <= task.vehicle[v, CLOSES]


@inlined
def _step(task: Task, state: State, v: int, row: int, n: int, k: int, b: int) -> tuple[int, int]:
    """Earliest begin at index k with b breaks taken, and how the last of them was taken on this leg."""
    a, at, reach = state.tour[row, k - 1, SEQ], state.tour[row, k, SEQ], state.scratch[REACH:]
    best, how = FAR, NO_BREAK
    for where in range(3):
        rested = b - 1 if where else b
        # a break before the tour begins, or after its last drive, is none
        if rested < 0 or (where == ON_ARRIVAL and k == n - 1) or (where == BEFORE_LEAVING and k == 1):
            continue
        if reach[rested, k - 1] < FAR:
            t = leg(task, v, a, at, reach[rested, k - 1] + task.node[a, SERVICE], rested, where)
            if t < best:
                best, how = t, where
    return best, how


@compiled
def _push(task: Task, state: State, v: int, row: int, n: int) -> bool:
    """Carry raised times forward over the tour. False when a window, a break or the shift is missed."""
    time, where, number, seq = (
        state.scratch[TIME],
        state.scratch[MODE_WHERE],
        state.scratch[MODE_NUMBER],
        state.tour[row],
    )
    taken = 0
    for k in range(1, n):
        a = seq[k - 1, SEQ]
        t = max(time[k], leg(task, v, a, seq[k, SEQ], time[k - 1] + task.node[a, SERVICE], number[k], where[k]))
        if k < n - 1 and t < FAR:
            t = opened(task, seq[k, SEQ], t)
        if t >= FAR:
            return False
        time[k] = t
        taken += where[k] != NO_BREAK
    for b in range(taken, task.vehicle[v, BREAKS]):
        if task.vehicle[v, ROOM + 2 * task.rule[DIMENSIONS] + 3 * b + 1] < time[n - 1]:
            return False
    return time[n - 1] <= task.vehicle[v, CLOSES]


@compiled
def _fresh(task: Task, state: State, v: int, row: int, n: int) -> bool:
    """Raise pickups until no goods are on board for too long."""
    time, position, seq = state.scratch[TIME], state.scratch[POSITION], state.tour[row]
    limited = False
    for k in range(1, n - 1 if task.rule[LIMITED] else 1):
        position[seq[k, SEQ]] = k
        limited = limited or task.order[task.node[seq[k, SEQ], ORDER], LIMIT] < FAR
    for _ in range(ROUNDS if limited else 0):
        moved = False
        for k in range(1, n - 1):
            order = task.order[task.node[seq[k, SEQ], ORDER]]
            if order[LIMIT] >= FAR or seq[k, SEQ] != order[DROP]:
                continue
            if order[SINCE] >= 0:
                if time[k] - order[SINCE] > order[LIMIT]:
                    return False
                continue
            for at in range(order[FIRST], order[DROP]):
                p, latest = position[at], time[k] - order[LIMIT] - task.node[at, SERVICE]
                if time[p] < latest:
                    time[p] = opened(task, at, latest)
                    moved = True
                    if time[p] >= FAR:
                        return False
        if not moved:
            return True
        if not _push(task, state, v, row, n):
            return False
    return not limited


@compiled
def _rest_elsewhere(task: Task, state: State, v: int, row: int, n: int) -> bool:
    """Where breaks keep goods on board for too long, take them on other legs: the first places that do. Legs without
    such goods come first; a search looks at few of them, and at no others."""
    if task.vehicle[v, BREAKS] == 0:
        return False
    spare_aboard(task, state, v, row, n)
    if state.tally[FOLLOWS] < FAR:
        return _rests(task, state, v, row, n, FEW_RESTS, np.int64(1))
    return _rests(task, state, v, row, n, MANY_RESTS, np.int64(1)) or _rests(
        task, state, v, row, n, MANY_RESTS, np.int64(0)
    )


@compiled
def _rests(task: Task, state: State, v: int, row: int, n: int, tries: int, free: int) -> bool:
    """Try places for all breaks, then for fewer; with `free` equal to 1 only legs without limited goods on board."""
    spot, looks = state.scratch[KEPT], tries * LOOKS_PER_REST
    for taken in range(task.vehicle[v, BREAKS], -1, -1):
        for b in range(taken):
            spot[b] = b
        while tries > 0 and looks > 0 and taken < n:
            looks -= 1
            if _place_breaks(task, state, v, row, n, taken, free):
                tries -= 1
                state.scratch[TIME, 0] = task.vehicle[v, OPENS]
                if _push(task, state, v, row, n) and _fresh(task, state, v, row, n):
                    return True
            # the next spots in lexicographic order: two on every leg
            b = taken - 1
            while b >= 0 and spot[b] == 2 * (n - 1) - taken + b:
                b -= 1
            if b < 0:
                break
            spot[b] += 1
            for later in range(b + 1, taken):
                spot[later] = spot[later - 1] + 1
    return False


@inlined
def _place_breaks(task: Task, state: State, v: int, row: int, n: int, taken: int, free: int) -> bool:
    """Write the breaks at their spots; False if one cannot or should not be there."""
    rest = ROOM + 2 * task.rule[DIMENSIONS]
    where, number, spot = state.scratch[MODE_WHERE], state.scratch[MODE_NUMBER], state.scratch[KEPT]
    for b in range(taken):
        k, moment = 1 + spot[b] // 2, BEFORE_LEAVING + spot[b] % 2
        # ahead of the tour, or after its last drive, a break is none; and a leg has room for one
        if (moment == BEFORE_LEAVING and k == 1) or (moment == ON_ARRIVAL and k == n - 1):
            return False
        if b > 0 and spot[b - 1] // 2 == spot[b] // 2:
            return False
        if free == 1:
            earliest, latest, length = rest + 3 * b, rest + 3 * b + 1, break_seconds(task, v, b)
            before, behind = state.scratch[REACH + b, k - 1], state.scratch[REACH + b, k]
            if state.scratch[SPARE, k] < length or behind < task.vehicle[v, earliest] - length:
                return False
            if before + task.node[state.tour[row, k - 1, SEQ], SERVICE] > task.vehicle[v, latest]:
                return False
    for k in range(n):
        where[k], number[k], state.scratch[TIME, k] = NO_BREAK, 0, 0
    for b in range(taken):
        where[1 + spot[b] // 2], number[1 + spot[b] // 2] = BEFORE_LEAVING + spot[b] % 2, b
    return True


@compiled
def _leave_late(task: Task, state: State, v: int, row: int, n: int) -> None:
    """Leave the start as late as the same end allows, then be everywhere as early as that allows.

    Waiting ahead of a break stays; so does an earlier departure when a limit on the time on board asks for it.
    """
    time, kept, seq = state.scratch[TIME], state.scratch[KEPT], state.tour[row]
    for k in range(n):
        kept[k] = time[k]
    wishes = task.money[len(task.money) - 1, LATENESS] > 0
    bound = time[n - 1]
    for k in range(n - 2, -1, -1):
        a = seq[k, SEQ]
        finish = departure(task, v, a, seq[k + 1, SEQ], bound)
        bound = time[k]
        if state.scratch[MODE_WHERE, k + 1] == NO_BREAK:
            late = finish if k == 0 else closing(task, a, finish - task.node[a, SERVICE])
            if wishes:
                late = min(late, max(bound, task.node[a, WANTED]))
            bound = max(bound, late)
    if bound <= time[0]:
        return
    for k in range(n - 1):
        time[k] = bound if k == 0 else 0
    if not _push(task, state, v, row, n) or not _fresh(task, state, v, row, n) or time[n - 1] != kept[n - 1]:
        for k in range(n):
            time[k] = kept[k]
