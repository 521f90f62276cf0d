"""Tours as arrays: forward and backward times, loads, saving and undoing."""

import numpy as np
from numba import njit

from logistics.solver.kernel.arrays import (
    ABSENT,
    CLOSES,
    DIMENSIONS,
    DIST,
    DROP,
    DUE,
    EARLY,
    FIRST,
    FREE,
    GENERAL,
    IDLE,
    LAST_STAMP,
    LATE,
    LEG,
    LOAD,
    LOAD_OF,
    MARK,
    N_ABSENT,
    N_TOUCHED,
    OLD,
    OLD_ABSENT,
    OLD_IDLE,
    OLD_SIZE,
    OLD_STAMP,
    OPENS,
    ORDER,
    PER_METRE,
    PER_USE,
    READY,
    ROLE,
    ROOM,
    SEQ,
    SIZE,
    SLOT,
    STAMP,
    TOUCHED,
    TOUCHED_LIST,
    WHERE,
    State,
    Task,
)
from logistics.solver.kernel.timing import evaluate, idle_seconds


@njit(nogil=True)
def propagate(task: Task, state: State, v: int, row: int, n: int, since: int, until: int) -> None:
    """Earliest starts and loads of the first n nodes from index `since` on, latest starts from index `until` down;
    from the end of the shift when `until` is n."""
    tour, node, leg, dimensions = state.tour[row], task.node, task.grid[task.vehicle[v, LEG]], task.rule[DIMENSIONS]
    if since == 0:
        tour[0, EARLY] = task.vehicle[v, OPENS]
        for d in range(dimensions):
            tour[0, LOAD + d] = task.vehicle[v, ROOM + dimensions + d]
        since = 1
    for k in range(since, n):
        at = tour[k, SEQ]
        t = tour[k - 1, EARLY] + leg[tour[k - 1, SEQ], at]
        tour[k, EARLY] = t if t > node[at, READY] else node[at, READY]
        for d in range(dimensions):
            tour[k, LOAD + d] = tour[k - 1, LOAD + d] + node[at, LOAD_OF + d]
    if until >= n:
        tour[n - 1, LATE] = task.vehicle[v, CLOSES]
        until = n - 2
    for k in range(until, -1, -1):
        at = tour[k, SEQ]
        t = tour[k + 1, LATE] - leg[at, tour[k + 1, SEQ]]
        tour[k, LATE] = t if t < node[at, DUE] else node[at, DUE]


@njit(nogil=True)
def refresh(task: Task, state: State, v: int) -> None:
    """Recompute what is derived from the sequence of a tour. An empty tour costs nothing, an impossible one FAR."""
    n = state.fleet[v, SIZE]
    propagate(task, state, v, v, n, np.int64(0), n)
    if n <= 2:
        state.cost[v], state.fleet[v, IDLE] = 0.0, 0
    elif task.rule[GENERAL]:
        state.cost[v] = evaluate(task, state, v, v, n, np.int64(0))
        state.fleet[v, IDLE] = idle_seconds(task, state, v, v, n)
    else:
        dist, tour, length = task.grid[task.vehicle[v, DIST]], state.tour[v], 0
        for k in range(n - 1):
            length += dist[tour[k, SEQ], tour[k + 1, SEQ]]
        state.cost[v] = task.money[v, PER_USE] + task.money[v, PER_METRE] * length


@njit(nogil=True)
def renew(state: State, v: int) -> None:
    """Give the tour a stamp that no content had before."""
    state.tally[LAST_STAMP] += 1
    state.fleet[v, STAMP] = state.tally[LAST_STAMP]


@njit(nogil=True)
def save(state: State, v: int) -> None:
    """Remember the tour before its first change in this iteration."""
    fleet = state.fleet
    if fleet[v, TOUCHED]:
        return
    fleet[v, TOUCHED] = 1
    fleet[state.tally[N_TOUCHED], TOUCHED_LIST] = v
    state.tally[N_TOUCHED] += 1
    fleet[v, OLD_SIZE], fleet[v, OLD_STAMP] = fleet[v, SIZE], fleet[v, STAMP]
    state.cost[len(fleet) + 3 + v], fleet[v, OLD_IDLE] = state.cost[v], fleet[v, IDLE]
    for k in range(fleet[v, SIZE]):
        state.other[OLD, v, k] = state.tour[v, k, SEQ]


@njit(nogil=True)
def forget(state: State) -> None:
    """Keep the changes of this iteration."""
    for k in range(state.tally[N_TOUCHED]):
        state.fleet[state.fleet[k, TOUCHED_LIST], TOUCHED] = 0
    state.tally[N_TOUCHED] = 0


@njit(nogil=True)
def undo(task: Task, state: State, absent: int) -> None:
    """Take the changes of this iteration back; `absent` orders were absent before."""
    state.tally[N_ABSENT] = absent
    for k in range(state.tally[N_TOUCHED]):
        v = state.fleet[k, TOUCHED_LIST]
        state.fleet[v, SIZE] = state.fleet[v, OLD_SIZE]
        for i in range(state.fleet[v, OLD_SIZE]):
            at = state.other[OLD, v, i]
            state.tour[v, i, SEQ] = at
            if task.node[at, ORDER] >= 0:
                state.stock[task.node[at, ORDER], WHERE] = v
        propagate(task, state, v, v, state.fleet[v, SIZE], np.int64(0), state.fleet[v, SIZE])
        state.cost[v], state.fleet[v, IDLE] = state.cost[len(state.fleet) + 3 + v], state.fleet[v, OLD_IDLE]
        state.fleet[v, STAMP] = state.fleet[v, OLD_STAMP]
    # a locked visit stays in its tour while the rest of its order is absent: absence is written last
    for k in range(absent):
        state.stock[k, ABSENT] = state.stock[k, OLD_ABSENT]
        state.stock[state.stock[k, ABSENT], WHERE] = -1
    forget(state)


@njit(nogil=True)
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


@njit(nogil=True)
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
