"""Tours as arrays: forward and backward times, loads, saving and undoing."""

import numpy as np

from logistics.solver.kernel.aboard import closer, tighten
from logistics.solver.kernel.arrays import (
    ABSENT,
    BREAKS,
    BUSY,
    CATCH,
    CLOCKED,
    CLOSES,
    DELICACY,
    DELICATE,
    DIMENSIONS,
    DIST,
    DROP,
    DUE,
    EARLY,
    FAR,
    FIRST,
    FOLLOWS,
    FRAGILE,
    FRAIL,
    FREE,
    HEAD,
    LAST_STAMP,
    LATE,
    LEG,
    LENGTH,
    LIMITED,
    LOAD,
    LOAD_OF,
    MARK,
    MAX_DISTANCE,
    MAX_DURATION,
    MODE_NUMBER,
    MODE_WHERE,
    MOMENTS,
    N_ABSENT,
    N_TOUCHED,
    OLD,
    OLD_ABSENT,
    OLD_REST,
    OLD_SIZE,
    OLD_STAMP,
    OPENS,
    ORDER,
    PER_METRE,
    PER_USE,
    READY,
    REST,
    ROLE,
    ROOM,
    SEQ,
    SERVICE,
    SITE,
    SITE_OF,
    SIZE,
    SLOT,
    SPENT,
    STAMP,
    SWIFT,
    TIMED,
    TOUCHED,
    TOUCHED_LIST,
    WHERE,
    WINDOWS,
    State,
    Task,
)
from logistics.solver.kernel.clock import NO_BREAK, arrival, break_seconds, closing, departure, opened
from logistics.solver.kernel.clock import leg as drive
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.timing import evaluate, time_cost

FEW_ROUNDS = 8
"""So often earliest and latest starts are moved for limits on the time on board; the rest is found by following."""


@inlined
def propagate(task: Task, state: State, v: int, row: int, n: int, since: int, until: int) -> None:
    """Earliest starts, loads and time spent of the first n nodes from index `since` on, latest starts from index
    `until` down; from the end of the shift when `until` is n. Rows of tours under construction are right already
    before a latest start that does not change."""
    tour, vehicle, dimensions = state.tour[row], task.vehicle[v], task.rule[DIMENSIONS]
    if since == 0:
        tour[0, SITE] = task.node[tour[0, SEQ], SITE_OF]
        tour[0, EARLY] = vehicle[OPENS]
        if task.rule[CLOCKED]:
            tour[0, BUSY], tour[0, HEAD] = 0, vehicle[CLOSES]
        if task.rule[LIMITED]:
            tour[0, SWIFT] = 0
        for d in range(dimensions):
            tour[0, LOAD + d] = vehicle[ROOM + dimensions + d]
        since = 1
    _forward(task, state, v, row, n, since)
    if until >= n:
        tour[n - 1, LATE] = vehicle[CLOSES]
        until = n - 2
    _backward(task, state, v, row, until)


@inlined
def _forward(task: Task, state: State, v: int, row: int, n: int, since: int) -> None:
    tour, node, leg, dimensions = state.tour[row], task.node, task.grid[task.vehicle[v, LEG]], task.rule[DIMENSIONS]
    exact, clocked = task.rule[TIMED] == 1 or task.rule[WINDOWS] > 1, task.rule[CLOCKED]
    limited, rests = task.rule[LIMITED], task.vehicle[v, BREAKS]
    for k in range(since, n):
        before, at, early = tour[k - 1, SEQ], tour[k, SEQ], tour[k - 1, EARLY]
        tour[k, SITE] = node[at, SITE_OF]
        if rests and tour[k, REST]:
            finish, rest = early + node[before, SERVICE], tour[k, REST]
            begun = opened(task, at, drive(task, v, before, at, finish, rest // MOMENTS, rest % MOMENTS))
            t = arrival(task, v, before, at, finish) + break_seconds(task, v, rest // MOMENTS)
        elif exact:
            t = arrival(task, v, before, at, early + node[before, SERVICE])
            begun = opened(task, at, t)
        else:
            t = early + leg[tour[k - 1, SITE], tour[k, SITE]]
            begun = t if t > node[at, READY] else node[at, READY]
        # a limit on the time on board may ask for more
        tour[k, EARLY] = max(begun, tour[k, EARLY]) if limited else begun
        if clocked:
            tour[k, BUSY] = tour[k - 1, BUSY] + t - early
            tour[k, HEAD] = min(tour[k - 1, HEAD], node[at, DUE] - tour[k, BUSY])
        if limited:
            tour[k, SWIFT] = tour[k - 1, SWIFT] + leg[tour[k - 1, SITE], tour[k, SITE]]
            if rests and tour[k, REST]:
                tour[k, SWIFT] += break_seconds(task, v, tour[k, REST] // MOMENTS)
        for d in range(dimensions):
            tour[k, LOAD + d] = tour[k - 1, LOAD + d] + node[at, LOAD_OF + d]


@inlined
def _backward(task: Task, state: State, v: int, row: int, until: int) -> None:
    tour, node, leg, fleet = state.tour[row], task.node, task.grid[task.vehicle[v, LEG]], len(state.fleet)
    exact, limited, rests = task.rule[TIMED] == 1 or task.rule[WINDOWS] > 1, task.rule[LIMITED], task.vehicle[v, BREAKS]
    for k in range(until, -1, -1):
        at, t = tour[k, SEQ], tour[k + 1, LATE]
        if rests and tour[k + 1, REST]:
            t -= break_seconds(task, v, tour[k + 1, REST] // MOMENTS)
        if exact:
            t = closing(task, at, departure(task, v, at, tour[k + 1, SEQ], t) - node[at, SERVICE])
        else:
            t -= leg[tour[k, SITE], tour[k + 1, SITE]]
            t = t if t < node[at, DUE] else node[at, DUE]
        if limited:
            t = min(t, tour[k, LATE])
        if row >= fleet and k < until and tour[k, LATE] == t:
            break
        tour[k, LATE] = t


@inlined
def derive(task: Task, state: State, v: int) -> None:
    """Everything about a tour that follows from its sequence, but for its cost."""
    n, tour, fleet, dist = state.fleet[v, SIZE], state.tour[v], state.fleet, task.grid[task.vehicle[v, DIST]]
    if task.rule[LIMITED]:
        for k in range(n):
            tour[k, EARLY], tour[k, LATE] = 0, FAR
    propagate(task, state, v, v, n, np.int64(0), n)
    if task.rule[LIMITED]:
        tighten(task, state, v)
        for _ in range(FEW_ROUNDS):
            if not closer(task, state, v):
                break
            propagate(task, state, v, v, n, np.int64(1), n - 2)
    length, frail = 0, 0
    for k in range(n - 1):
        length += dist[tour[k, SITE], tour[k + 1, SITE]]
    if task.rule[FRAGILE]:
        for k in range(1, n - 1):
            frail += task.order[task.node[tour[k, SEQ], ORDER], DELICATE]
    fleet[v, LENGTH], fleet[v, FRAIL], fleet[v, SPENT] = length, frail, 0
    if task.rule[CLOCKED]:
        total = tour[n - 1, BUSY]
        tour[n - 1, CATCH] = task.node[tour[n - 1, SEQ], READY]
        for k in range(n - 2, -1, -1):
            tour[k, CATCH] = max(tour[k + 1, CATCH], task.node[tour[k, SEQ], READY] + total - tour[k, BUSY])
        if n > 2:
            fleet[v, SPENT] = tour[n - 1, EARLY] - min(tour[n - 1, HEAD], tour[n - 1, EARLY] - total)


@compiled
def refresh(task: Task, state: State, v: int) -> None:
    """Recompute what follows from the sequence of a tour. An empty tour costs nothing, an impossible one FAR."""
    fleet, vehicle = state.fleet[v], task.vehicle[v]
    for k in range(fleet[SIZE] if vehicle[BREAKS] else 0):
        state.tour[v, k, REST] = 0
    derive(task, state, v)
    if fleet[SIZE] <= 2:
        state.cost[v] = 0.0
    elif vehicle[DELICACY] or fleet[FRAIL]:
        state.cost[v] = evaluate(task, state, v, v, fleet[SIZE], np.int64(0))
        if vehicle[BREAKS] and task.rule[LIMITED] and state.tally[FOLLOWS] < FAR and state.cost[v] < FAR:
            _keep_breaks(task, state, v)
    elif (
        vehicle[OPENS] > state.tour[v, 0, LATE]
        or fleet[LENGTH] > vehicle[MAX_DISTANCE]
        or fleet[SPENT] > vehicle[MAX_DURATION]
    ):
        state.cost[v] = FAR
    else:
        state.cost[v] = (
            task.money[v, PER_USE] + task.money[v, PER_METRE] * fleet[LENGTH] + time_cost(task, v, fleet[SPENT])
        )


@inlined
def _keep_breaks(task: Task, state: State, v: int) -> None:
    """While searching, breaks are where the schedule has them when the fast checks look for places: most places that
    hold with them there hold."""
    any_rest = False
    for k in range(1, state.fleet[v, SIZE]):
        if state.scratch[MODE_WHERE, k] != NO_BREAK:
            state.tour[v, k, REST] = MOMENTS * state.scratch[MODE_NUMBER, k] + state.scratch[MODE_WHERE, k]
            any_rest = True
    if any_rest:
        derive(task, state, v)


@inlined
def renew(state: State, v: int) -> None:
    """Give the tour a stamp that no content had before."""
    state.tally[LAST_STAMP] += 1
    state.fleet[v, STAMP] = state.tally[LAST_STAMP]


@inlined
def save(task: Task, state: State, v: int) -> None:
    """Remember the tour before its first change in this iteration."""
    fleet = state.fleet
    if fleet[v, TOUCHED]:
        return
    fleet[v, TOUCHED] = 1
    fleet[state.tally[N_TOUCHED], TOUCHED_LIST] = v
    state.tally[N_TOUCHED] += 1
    fleet[v, OLD_SIZE], fleet[v, OLD_STAMP] = fleet[v, SIZE], fleet[v, STAMP]
    state.cost[len(fleet) + 3 + v], rests = state.cost[v], task.vehicle[v, BREAKS] > 0
    for k in range(fleet[v, SIZE]):
        state.other[OLD, v, k] = state.tour[v, k, SEQ]
        if rests:
            state.other[OLD_REST, v, k] = state.tour[v, k, REST]


@inlined
def forget(state: State) -> None:
    """Keep the changes of this iteration."""
    for k in range(state.tally[N_TOUCHED]):
        state.fleet[state.fleet[k, TOUCHED_LIST], TOUCHED] = 0
    state.tally[N_TOUCHED] = 0


@compiled
def undo(task: Task, state: State, absent: int) -> None:
    """Take the changes of this iteration back; `absent` orders were absent before."""
    state.tally[N_ABSENT] = absent
    for k in range(state.tally[N_TOUCHED]):
        v = state.fleet[k, TOUCHED_LIST]
        state.fleet[v, SIZE] = state.fleet[v, OLD_SIZE]
        for i in range(state.fleet[v, OLD_SIZE]):
            at = state.other[OLD, v, i]
            state.tour[v, i, SEQ] = at
            if task.vehicle[v, BREAKS]:
                state.tour[v, i, REST] = state.other[OLD_REST, v, i]
            if task.node[at, ORDER] >= 0:
                state.stock[task.node[at, ORDER], WHERE] = v
        derive(task, state, v)
        state.cost[v] = state.cost[len(state.fleet) + 3 + v]
        state.fleet[v, STAMP] = state.fleet[v, OLD_STAMP]
    # a locked visit stays in its tour while the rest of its order is absent: absence is written last
    for k in range(absent):
        state.stock[k, ABSENT] = state.stock[k, OLD_ABSENT]
        state.stock[state.stock[k, ABSENT], WHERE] = -1
    forget(state)


@inlined
def take_out(task: Task, state: State, o: int) -> None:
    """Remove the free stops of an order; the caller refreshes the tour."""
    v, kept = state.stock[o, WHERE], 0
    tour = state.tour[v]
    for k in range(state.fleet[v, SIZE]):
        at = tour[k, SEQ]
        if not (task.order[o, FIRST] <= at <= task.order[o, DROP] and task.node[at, ROLE] == FREE):
            tour[kept, SEQ] = at
            kept += 1
    state.fleet[v, SIZE] = kept
    state.stock[o, WHERE] = -1
    state.stock[state.tally[N_ABSENT], ABSENT] = o
    state.tally[N_ABSENT] += 1


@compiled
def put_in(task: Task, state: State, o: int, v: int) -> None:
    """Insert the free stops of an order where the memo says; the tour is refreshed."""
    tour, n, mark = state.tour[v], state.fleet[v, SIZE], state.scratch[MARK]
    old, fresh, taken = state.tour[len(state.tour) - 1], 0, 0
    for k in range(n):
        old[k, SEQ] = tour[k, SEQ]
    for at in range(task.order[o, FIRST], task.order[o, DROP] + 1):
        if task.node[at, ROLE] == FREE:
            mark[state.other[SLOT, v, at]] = at + 1
            fresh += 1
    for k in range(n + fresh):
        if mark[k]:
            tour[k, SEQ] = mark[k] - 1
            mark[k] = 0
        else:
            tour[k, SEQ] = old[taken, SEQ]
            taken += 1
    state.fleet[v, SIZE] = n + fresh
    state.stock[o, WHERE] = v
    renew(state, v)
    refresh(task, state, v)
