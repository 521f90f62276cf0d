"""An order with several pickups in a tour: the drop tried at every position, the pickups one by one where they cost
least before it."""

import numpy as np

from logistics.solver.kernel.aboard import all_bear, is_borne, latest_before, rest_before, tighten_new
from logistics.solver.kernel.arrays import (
    AWAY,
    BREAKS,
    BUSY,
    CLOCKED,
    DELAY,
    DIST,
    DROP,
    DUE,
    EARLY,
    FAR,
    FIRST,
    FIXED,
    FLOOR,
    FOLLOWS,
    FREE,
    HEAD,
    I64,
    LATE,
    LEG,
    LIMIT,
    LONGER,
    MARK,
    ORDER,
    PER_METRE,
    PER_SECOND,
    PICKUPS,
    READY,
    REST,
    ROLE,
    SEQ,
    SERVICE,
    SITE,
    SITE_OF,
    SIZE,
    SLOT,
    SWIFT,
    TIMED,
    WINDOWS,
    State,
    Task,
)
from logistics.solver.kernel.clock import arrival_at, begin
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.dice import below
from logistics.solver.kernel.tours import propagate
from logistics.solver.kernel.worth import (
    clock_cost,
    extra_cost,
    has_room,
    is_followed,
    longer_tour,
    metres_left,
    waiting,
)


@compiled
def several(task: Task, state: State, o: int, v: int, limit: float, use: float) -> float:
    """What the order costs more on this tour, or FAR when that is not less than `limit`. The order of its pickups is
    drawn. Where the tour must be followed from start to end, the place that looks cheapest is, and others only if that
    one does not hold."""
    pickups, drop = _shuffled(task, state, o), task.order[o, DROP]
    followed = is_followed(task, state, v, o)
    likely = _floors(task, state, v, drop, pickups, metres_left(task, state, v, limit - use))
    if likely >= 0 and task.rule[CLOCKED]:
        likely = _floors_in_time(task, state, v, drop, pickups, limit - use)
    if likely < 0:
        return float(FAR)
    cost = _drops(task, state, o, v, pickups, likely, limit, use, np.int64(0))
    if not followed:
        return cost
    if cost < limit:
        cost = _worth(task, state, o, v, pickups)
        if cost >= FAR:
            cost = _drops(task, state, o, v, pickups, likely, limit, use, np.int64(1))
    if cost >= FAR and task.order[o, LIMIT] < FAR and state.tally[FOLLOWS] >= FAR:
        cost = _in_a_row(task, state, o, v, pickups, limit)
    return cost if cost < limit else float(FAR)


@inlined
def _floors(task: Task, state: State, v: int, drop: int, pickups: int, room: float) -> int:
    """Bounds in metres for the drop behind every index: its own detour, in AWAY (FAR where it is not in time), and with
    the pickup that is farthest, in FLOOR. Returns the index of the least, or -1 if none is less than `room`."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    away, floor, node, q = state.scratch[AWAY], state.scratch[FLOOR], task.node, task.node[drop, SITE_OF]
    last = state.fleet[v, SIZE] - 1
    for j in range(task.vehicle[v, FIXED], last):
        a, b = tour[j, SITE], tour[j + 1, SITE]
        t, late = max(node[drop, READY], tour[j, EARLY] + leg[a, q]), latest_before(task, state, v, v, j + 1)
        away[j] = FAR
        if t <= node[drop, DUE] and t + leg[q, b] <= late and is_borne(task, state, v, v, j, q):
            away[j] = dist[a, q] + dist[q, b] - dist[a, b]
        floor[j] = away[j]
    likely = -1
    for number in range(pickups):
        at, least, likely = state.scratch[PICKUPS, number], FAR, -1
        p = node[at, SITE_OF]
        for j in range(task.vehicle[v, FIXED], last):
            a, b = tour[j, SITE], tour[j + 1, SITE]
            t, detour = tour[j, EARLY] + leg[a, p], dist[a, p] + dist[p, b] - dist[a, b]
            t, late = max(t, node[at, READY]), latest_before(task, state, v, v, j + 1)
            if (
                t > node[at, DUE]
                or t + leg[p, b] > late
                or not has_room(task, state, v, v, j, at)
                or not is_borne(task, state, v, v, j, p)
            ):
                detour = FAR
            # the pickup somewhere before, or straight before the drop
            floor[j] = max(floor[j], min(away[j] + least, max(away[j], detour)))
            least = min(least, detour)
            if floor[j] < room and (likely < 0 or floor[j] < floor[likely]):
                likely = j
        if likely < 0:
            return -1
    return likely


@inlined
def _floors_in_time(task: Task, state: State, v: int, drop: int, pickups: int, left: float) -> int:
    """Bounds in seconds as those in metres, for the drop behind every index: how much longer the tour takes, in LONGER.
    Returns the index where both together cost least, or -1 if that is not less than `left`."""
    leg, tour, away, longer = (
        task.grid[task.vehicle[v, LEG]],
        state.tour[v],
        state.scratch[DELAY],
        state.scratch[LONGER],
    )
    last, served, likely, lowest = state.fleet[v, SIZE] - 1, np.int64(0), -1, left
    for number in range(-1, pickups):
        at, least = state.scratch[PICKUPS, number] if number >= 0 else drop, FAR
        p, service = task.node[at, SITE_OF], task.node[at, SERVICE]
        served += service
        for j in range(task.vehicle[v, FIXED], last):
            a, b = tour[j, SITE], tour[j + 1, SITE]
            detour = leg[a, p] + leg[p, b] - leg[a, b] - service
            if number < 0:
                away[j] = longer[j] = detour
                continue
            least = min(least, detour)
            longer[j] = max(longer[j], min(away[j] + least, max(away[j], detour)))
    served -= waiting(state, v)
    for j in range(task.vehicle[v, FIXED], last):
        cost = _costs_at_least(task, v, state.scratch[FLOOR, j], longer[j])
        longer[j] = max(0, longer[j] + served)
        if _costs_at_least(task, v, state.scratch[FLOOR, j], longer[j]) < left and (likely < 0 or cost < lowest):
            likely, lowest = j, cost
    return likely


@inlined
def _costs_at_least(task: Task, v: int, metres: int, seconds: int) -> float:
    return task.money[v, PER_METRE] * metres + task.money[v, PER_SECOND] * seconds


@inlined
def _drops(
    task: Task, state: State, o: int, v: int, pickups: int, likely: int, limit: float, use: float, exact: int
) -> float:
    """The drop tried behind every index that the bounds leave over, the likeliest first."""
    drop = task.order[o, DROP]
    best, row, tour = limit, len(state.tour) - 2, state.tour[v]
    room, trial, clocked = metres_left(task, state, v, limit - use), state.tour[row], task.rule[CLOCKED]
    for number in range(task.vehicle[v, FIXED] - 1, state.fleet[v, SIZE] - 1):
        j = likely if number < task.vehicle[v, FIXED] else number
        if state.scratch[FLOOR, j] >= room or (number == likely and number >= task.vehicle[v, FIXED]):
            continue
        if clocked and _costs_at_least(task, v, state.scratch[FLOOR, j], state.scratch[LONGER, j]) >= best - use:
            continue
        detour = _with_pickups(task, state, v, j, drop, pickups, room, best - use)
        if detour >= FAR or not all_bear(task, state, v, j, j + 1 + pickups):
            continue
        cost, end = use + task.money[v, PER_METRE] * detour, j + 1 + pickups
        if clocked:
            t = arrival_at(task, v, drop, tour[j + 1, SEQ], trial[end, EARLY]) + rest_before(task, state, v, v, j + 1)
            busy = trial[end, BUSY] + t - trial[end, EARLY]
            cost += clock_cost(task, state, v, longer_tour(task, state, v, trial[end, HEAD], busy, t, j + 1))
        if cost < best and exact == 1:
            _finish(state, v, j, pickups)
            cost = extra_cost(task, state, v, row, state.fleet[v, SIZE] + pickups + 1)
        if cost < best:
            best, room = cost, metres_left(task, state, v, cost - use)
            for k in range(1, end + 1):
                at = trial[k, SEQ]
                if task.node[at, ORDER] == o and task.node[at, ROLE] == FREE:
                    state.other[SLOT, v, at] = k
    return best if best < limit else float(FAR)


@inlined
def _finish(state: State, v: int, j: int, pickups: int) -> None:
    """Behind the new drop the tour goes on as before."""
    for k in range(j + 1, state.fleet[v, SIZE]):
        state.tour[len(state.tour) - 2, k + pickups + 1, SEQ] = state.tour[v, k, SEQ]


@compiled
def _worth(task: Task, state: State, o: int, v: int, pickups: int) -> float:
    """True extra cost with the stops where SLOT says."""
    row, mark, taken = state.tour[len(state.tour) - 2], state.scratch[MARK], 0
    for at in range(task.order[o, FIRST], task.order[o, DROP] + 1):
        if task.node[at, ROLE] == FREE:
            mark[state.other[SLOT, v, at]] = at + 1
    n = state.fleet[v, SIZE] + pickups + 1
    for k in range(n):
        if mark[k]:
            row[k, SEQ] = mark[k] - 1
            mark[k] = 0
        else:
            row[k, SEQ] = state.tour[v, taken, SEQ]
            taken += 1
    return extra_cost(task, state, v, len(state.tour) - 2, n)


@compiled
def _in_a_row(task: Task, state: State, o: int, v: int, pickups: int, limit: float) -> float:
    """Goods that may not be long on board: all pickups straight before the drop, wherever that can be driven."""
    row, n, best, tour = len(state.tour) - 2, state.fleet[v, SIZE], limit, state.tour[v]
    for j in range(task.vehicle[v, FIXED], n - 1):
        if state.scratch[AWAY, j] >= FAR:
            continue
        t, before = tour[j, EARLY], tour[j, SEQ]
        for k in range(j + 1):
            state.tour[row, k, SEQ] = tour[k, SEQ]
        for number in range(pickups + 1):
            at = state.scratch[PICKUPS, number] if number < pickups else task.order[o, DROP]
            state.tour[row, j + 1 + number, SEQ] = at
            t, before = begin(task, v, before, at, t), at
        if arrival_at(task, v, before, tour[j + 1, SEQ], t) > tour[j + 1, LATE]:
            continue
        _finish(state, v, j, pickups)
        cost = extra_cost(task, state, v, row, n + pickups + 1)
        if cost < best:
            best = cost
            for number in range(pickups):
                state.other[SLOT, v, state.scratch[PICKUPS, number]] = j + 1 + number
            state.other[SLOT, v, task.order[o, DROP]] = j + 1 + pickups
    return best if best < limit else float(FAR)


@inlined
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


@inlined
def _copy(into: I64, k: int, tour: I64, at: int) -> None:
    for column in range(tour.shape[1]):
        into[k, column] = tour[at, column]


@inlined
def _enter(task: Task, v: int, trial: I64, k: int, at: int) -> None:
    trial[k, SEQ], trial[k, EARLY], trial[k, LATE] = at, 0, FAR
    if task.vehicle[v, BREAKS]:
        trial[k, REST] = 0


@inlined
def _with_pickups(task: Task, state: State, v: int, j: int, drop: int, pickups: int, room: float, left: float) -> int:
    """Extra metres with the drop behind index j of the old tour and all pickups before it; FAR when they do not fit,
    are not below `room`, or cost more than is `left`. The row under construction is right up to the drop."""
    row, end, length = len(state.tour) - 2, j + 1, state.scratch[AWAY, j]
    trial, tour, clocked = state.tour[row], state.tour[v], task.rule[CLOCKED]
    limit = task.order[task.node[drop, ORDER], LIMIT]
    for k in range(j + 1):
        _copy(trial, k, tour, k)
    _copy(trial, end + 1, tour, end)
    _enter(task, v, trial, end, drop)
    propagate(task, state, v, row, end + 1, end, end)
    for number in range(pickups):
        at = state.scratch[PICKUPS, number]
        found, least = _cheapest(task, state, v, at, end, limit)
        if found < 0 or length + least >= room:
            return FAR
        for k in range(end + 2, found + 1, -1):
            _copy(trial, k, trial, k - 1)
        _enter(task, v, trial, found + 1, at)
        end += 1
        length += least
        propagate(task, state, v, row, end + 1, found + 1, found + 1)
        if limit < FAR:
            tighten_new(task, state, row, found + 1, end, limit)
        if clocked and _costs_at_least(task, v, length, _lasts_longer(task, state, v, j, end)) >= left:
            return FAR
    return length


@inlined
def _lasts_longer(task: Task, state: State, v: int, j: int, end: int) -> int:
    """By how many seconds the tour is longer at least with the row under construction up to the drop at index `end`,
    behind index j of the old tour."""
    tour, trial, leg = state.tour[v], state.tour[len(state.tour) - 2], task.grid[task.vehicle[v, LEG]]
    busy = trial[end, BUSY] - tour[j, BUSY] + leg[trial[end, SITE], tour[j + 1, SITE]]
    return max(0, busy - leg[tour[j, SITE], tour[j + 1, SITE]] - waiting(state, v))


@inlined
def _cheapest(task: Task, state: State, v: int, at: int, end: int, limit: int) -> tuple[int, int]:
    """Index behind which the pickup costs least before the drop at index `end`, and the metres; -1 if nowhere."""
    dist, leg, row, p = (
        task.grid[task.vehicle[v, DIST]],
        task.grid[task.vehicle[v, LEG]],
        len(state.tour) - 2,
        task.node[at, SITE_OF],
    )
    trial, found, least, metres = state.tour[row], -1, FAR, FAR
    rate = task.money[v, PER_SECOND] / max(task.money[v, PER_METRE], 1e-9)
    plain = task.rule[TIMED] == 0 and task.rule[WINDOWS] == 1
    # from the drop backwards: what is picked up behind index i stays on board until the drop
    for i in range(end - 1, task.vehicle[v, FIXED] - 1, -1):
        if not has_room(task, state, v, row, i, at):
            break
        a, b = trial[i, SITE], trial[i + 1, SITE]
        detour = dist[a, p] + dist[p, b] - dist[a, b]
        if limit < FAR:
            # how long it is on board if nobody waits
            if trial[end, SWIFT] - trial[i + 1, SWIFT] > limit:
                break
            since = max(trial[end, SWIFT] - trial[i + 1, SWIFT], trial[end, EARLY] - trial[i + 1, LATE])
            if since + leg[p, b] + rest_before(task, state, v, row, i + 1) - task.node[at, SERVICE] > limit:
                continue
        weight = detour + int(rate * (leg[a, p] + leg[p, b] - leg[a, b])) if rate > 0 else detour
        if weight < least and is_borne(task, state, v, row, i, p):
            t = max(task.node[at, READY], trial[i, EARLY] + leg[a, p])
            late = latest_before(task, state, v, row, i + 1)
            if t <= task.node[at, DUE] and t + leg[p, b] <= late:
                if not plain:
                    t = begin(task, v, trial[i, SEQ], at, trial[i, EARLY])
                    if t > task.node[at, DUE] or arrival_at(task, v, at, trial[i + 1, SEQ], t) > late:
                        continue
                found, least, metres = i, weight, detour
    return found, metres
