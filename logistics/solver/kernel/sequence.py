"""An order with several pickups in a tour: the drop tried at every position, the pickups one by one where they cost
least before it."""

from numba import njit

from logistics.solver.kernel.arrays import (
    DIMENSIONS,
    DIST,
    DROP,
    DUE,
    EARLY,
    FAR,
    FIRST,
    FIXED,
    FREE,
    GENERAL,
    I32,
    LATE,
    LEG,
    LIMIT,
    LOAD,
    LOAD_OF,
    PER_METRE,
    PICKUPS,
    READY,
    ROLE,
    ROOM,
    SEQ,
    SIZE,
    SLOT,
    State,
    Task,
)
from logistics.solver.kernel.dice import below
from logistics.solver.kernel.timing import extra_cost, time_price
from logistics.solver.kernel.tours import propagate


@njit(nogil=True)
def least_detour(task: Task, state: State, v: int, at: int) -> int:
    """The shortest detour to a node from anywhere in the tour, whether in time or not."""
    dist, tour, least = task.grid[task.vehicle[v, DIST]], state.tour[v], FAR
    for i in range(task.vehicle[v, FIXED], state.fleet[v, SIZE] - 1):
        a, b = tour[i, SEQ], tour[i + 1, SEQ]
        detour = dist[a, at] + dist[at, b] - dist[a, b]
        if detour < least:
            least = detour
    return least


@njit(nogil=True)
def several(task: Task, state: State, o: int, v: int, limit: float, use: float) -> float:
    """What the order costs more on this tour, or FAR when that is not less than `limit`. The order of its pickups is
    drawn."""
    drop, per_metre, n, best = task.order[o, DROP], task.money[v, PER_METRE], state.fleet[v, SIZE], limit
    pickups, row = _shuffled(task, state, o), len(state.tour) - 2
    for number in range(pickups):
        if use + per_metre * least_detour(task, state, v, state.scratch[PICKUPS, number]) >= limit:
            return float(FAR)
    dist, leg, tour, trial = (
        task.grid[task.vehicle[v, DIST]],
        task.grid[task.vehicle[v, LEG]],
        state.tour[v],
        state.tour[row],
    )
    for j in range(task.vehicle[v, FIXED], n - 1):
        a, b = tour[j, SEQ], tour[j + 1, SEQ]
        detour = dist[a, drop] + dist[drop, b] - dist[a, b]
        if use + per_metre * detour >= best:
            continue
        if use + per_metre * detour + time_price(task, state, v, leg[a, drop] + leg[drop, b] - leg[a, b]) >= best:
            continue
        t = max(task.node[drop, READY], tour[j, EARLY] + leg[a, drop])
        if t > task.node[drop, DUE]:
            break
        if t + leg[drop, b] > tour[j + 1, LATE]:
            continue
        room = (best - use) / per_metre if per_metre > 0 else float(FAR)
        length = _with_pickups(task, state, v, j, drop, pickups, detour, room)
        if length >= FAR:
            continue
        cost = use + per_metre * length
        if task.rule[GENERAL]:
            cost += time_price(task, state, v, _busy(state, row, n + pickups + 1, leg) - _busy(state, v, n, leg))
        if task.rule[GENERAL] and cost < best:
            cost = extra_cost(task, state, v, row, n + pickups + 1)
        if cost < best:
            best = cost
            for k in range(n + pickups + 1):
                at = trial[k, SEQ]
                if task.order[o, FIRST] <= at <= drop and task.node[at, ROLE] == FREE:
                    state.other[SLOT, v, at] = k
    if best == limit and task.order[o, LIMIT] < FAR:
        best = _in_a_row(task, state, o, v, pickups, limit)
    return best if best < limit else float(FAR)


@njit(nogil=True)
def _busy(state: State, row: int, n: int, leg: I32) -> int:
    """Seconds of driving and service over the nodes of a row."""
    total = 0
    for k in range(n - 1):
        total += leg[state.tour[row, k, SEQ], state.tour[row, k + 1, SEQ]]
    return total


@njit(nogil=True)
def _in_a_row(task: Task, state: State, o: int, v: int, pickups: int, limit: float) -> float:
    """Goods that may not be long on board: all pickups straight before the drop, wherever that can be driven."""
    row, n, best = len(state.tour) - 2, state.fleet[v, SIZE], limit
    for j in range(task.vehicle[v, FIXED], n - 1):
        for k in range(n):
            state.tour[row, k if k <= j else k + pickups + 1, SEQ] = state.tour[v, k, SEQ]
        for number in range(pickups):
            state.tour[row, j + 1 + number, SEQ] = state.scratch[PICKUPS, number]
        state.tour[row, j + 1 + pickups, SEQ] = task.order[o, DROP]
        cost = extra_cost(task, state, v, row, n + pickups + 1)
        if cost < best:
            best = cost
            for number in range(pickups):
                state.other[SLOT, v, state.scratch[PICKUPS, number]] = j + 1 + number
            state.other[SLOT, v, task.order[o, DROP]] = j + 1 + pickups
    return best


@njit(nogil=True)
def _shuffled(task: Task, state: State, o: int) -> int:
    line, count = state.scratch[PICKUPS], 0
    for at in range(task.order[o, FIRST], task.order[o, DROP]):
        if task.node[at, ROLE] == FREE:
            line[count] = at
            count += 1
    for k in range(count - 1, 0, -1):
        other = below(state.tally, k + 1)
        line[k], line[other] = line[other], line[k]
    return count


@njit(nogil=True)
def _with_pickups(task: Task, state: State, v: int, j: int, drop: int, pickups: int, length: int, room: float) -> int:
    """Extra metres with the drop behind index j of the old tour and all pickups before it; FAR when they do not fit."""
    row, n, end = len(state.tour) - 2, state.fleet[v, SIZE] + 1, j + 1
    trial, tour = state.tour[row], state.tour[v]
    for k in range(n):
        if k <= j:
            trial[k] = tour[k]
        elif k > end:
            trial[k] = tour[k - 1]
    trial[end, SEQ] = drop
    propagate(task, state, v, row, end + 1, end, end)
    for number in range(pickups):
        at = state.scratch[PICKUPS, number]
        found, least = _cheapest(task, state, v, at, end)
        if found < 0 or length + least >= room:
            return FAR
        for k in range(n, found + 1, -1):
            trial[k] = trial[k - 1]
        trial[found + 1, SEQ] = at
        n += 1
        end += 1
        length += least
        propagate(task, state, v, row, end + 1, found + 1, end)
    return length


@njit(nogil=True)
def _cheapest(task: Task, state: State, v: int, at: int, end: int) -> tuple[int, int]:
    """Index behind which the pickup costs least before the drop at index `end`, and the metres; -1 if nowhere."""
    dist, leg, trial = (
        task.grid[task.vehicle[v, DIST]],
        task.grid[task.vehicle[v, LEG]],
        state.tour[len(state.tour) - 2],
    )
    found, least = -1, FAR
    # from the drop backwards: what is picked up behind index i stays on board until the drop
    for i in range(end - 1, task.vehicle[v, FIXED] - 1, -1):
        for d in range(task.rule[DIMENSIONS]):
            if trial[i, LOAD + d] + task.node[at, LOAD_OF + d] > task.vehicle[v, ROOM + d]:
                return found, least
        a, b = trial[i, SEQ], trial[i + 1, SEQ]
        detour = dist[a, at] + dist[at, b] - dist[a, b]
        if detour < least:
            t = max(task.node[at, READY], trial[i, EARLY] + leg[a, at])
            if t <= task.node[at, DUE] and t + leg[at, b] <= trial[i + 1, LATE]:
                found, least = i, detour
    return found, least
