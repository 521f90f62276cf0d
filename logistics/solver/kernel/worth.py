"""What a change of a tour is worth: by fast checks where they decide, or followed from start to end."""

import numpy as np

from logistics.solver.kernel.arrays import (
    BUSY,
    CATCH,
    DELICACY,
    DELICATE,
    DIMENSIONS,
    DIST,
    FAR,
    FIXED,
    FRAIL,
    LATE,
    LENGTH,
    LOAD,
    LOAD_OF,
    MAX_DISTANCE,
    MAX_DURATION,
    PATIENCE,
    PER_METRE,
    ROOM,
    SEQ,
    SITE,
    SIZE,
    SPENT,
    State,
    Task,
)
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.timing import evaluate, time_cost


@inlined
def is_followed(task: Task, state: State, v: int, o: int) -> bool:
    """Whether the fast checks do not decide about the order on this tour."""
    return bool(task.vehicle[v, DELICACY] + state.fleet[v, FRAIL] + task.order[o, DELICATE])


@inlined
def metres_left(task: Task, state: State, v: int, cost: float) -> float:
    """The detour in metres from which on it is too long for the vehicle or too dear."""
    most, per_metre = float(task.vehicle[v, MAX_DISTANCE] - state.fleet[v, LENGTH] + 1), task.money[v, PER_METRE]
    return min(most, cost / per_metre) if per_metre > 0 else most


@inlined
def least_detour(task: Task, state: State, v: int, site: int) -> int:
    """The shortest detour to a site from anywhere in the tour, whether in time or not."""
    dist, tour, least = task.grid[task.vehicle[v, DIST]], state.tour[v], FAR
    for i in range(task.vehicle[v, FIXED], state.fleet[v, SIZE] - 1):
        a, b = tour[i, SITE], tour[i + 1, SITE]
        detour = dist[a, site] + dist[site, b] - dist[a, b]
        if detour < least:
            least = detour
    return least


@inlined
def longer_tour(task: Task, state: State, v: int, head: int, busy: int, t: int, k: int) -> int:
    """Seconds of the tour when new stops come before index k: they allow leaving at `head` at the latest, are `busy`
    seconds after leaving done with the way to k, and get there at `t`.

    Exact at constant speed with one window per stop and no breaks; otherwise an estimate.
    """
    tour, last = state.tour[v], state.fleet[v, SIZE] - 1
    rest = tour[last, BUSY] - tour[k, BUSY]
    end = max(tour[k, CATCH], t + rest)
    return end - min(head, tour[k, LATE] - busy, end - busy - rest)


@inlined
def waiting(state: State, v: int) -> int:
    """Seconds of the tour that are neither driving nor service."""
    return state.fleet[v, SPENT] - state.tour[v, state.fleet[v, SIZE] - 1, BUSY]


@inlined
def clock_cost(task: Task, state: State, v: int, seconds: int) -> float:
    """What it costs more when the tour takes `seconds` in all; FAR if it may not take so long."""
    if seconds > task.vehicle[v, MAX_DURATION] and task.vehicle[v, DELICACY] == 0:
        return FAR
    return time_cost(task, v, seconds) - time_cost(task, v, state.fleet[v, SPENT])


@compiled
def extra_cost(task: Task, state: State, v: int, row: int, n: int) -> float:
    """What the nodes in a row cost more than the vehicle's present tour; FAR if they cannot be driven, or if enough
    tours were followed for this order already."""
    if state.tally[PATIENCE] <= 0:
        return float(FAR)
    state.tally[PATIENCE] -= 1
    cost = evaluate(task, state, v, row, n, np.int64(0))
    return cost - state.cost[v] if cost < FAR else cost


@compiled
def with_stops_at(task: Task, state: State, v: int, pickup: int, drop: int, first: int, second: int) -> float:
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


@inlined
def has_room(task: Task, state: State, v: int, row: int, k: int, at: int) -> bool:
    """Whether there is room for the load of a node behind index k."""
    for d in range(task.rule[DIMENSIONS]):
        if state.tour[row, k, LOAD + d] + task.node[at, LOAD_OF + d] > task.vehicle[v, ROOM + d]:
            return False
    return True
