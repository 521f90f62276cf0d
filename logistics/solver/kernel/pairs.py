"""A pickup and its drop in a tour: all pairs of positions that bounds leave over."""

from logistics.solver.kernel.arrays import (
    AWAY,
    BUSY,
    CLOCKED,
    DIST,
    DUE,
    EARLY,
    FAR,
    FIXED,
    FLOOR,
    HEAD,
    LATE,
    LEG,
    PER_METRE,
    READY,
    SEQ,
    SITE,
    SITE_OF,
    SIZE,
    SLOT,
    State,
    Task,
)
from logistics.solver.kernel.clock import arrival_at, begin
from logistics.solver.kernel.compiling import compiled, inlined
from logistics.solver.kernel.worth import clock_cost, has_room, least_detour, longer_tour, metres_left, with_stops_at


@inlined
def _drop_floors(task: Task, state: State, v: int, drop: int) -> None:
    """The detour of the drop behind every index on its own, in AWAY (FAR where it comes too late even so), and the
    least of it and all behind it, in FLOOR."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    away, floor, q = state.scratch[AWAY], state.scratch[FLOOR], task.node[drop, SITE_OF]
    ready, due, last, least = task.node[drop, READY], task.node[drop, DUE], state.fleet[v, SIZE] - 1, FAR
    floor[last] = FAR
    for j in range(last - 1, task.vehicle[v, FIXED] - 1, -1):
        a, b, detour = tour[j, SITE], tour[j + 1, SITE], FAR
        t = max(ready, tour[j, EARLY] + leg[a, q])
        if t <= due and t + leg[q, b] <= tour[j + 1, LATE]:
            detour = dist[a, q] + dist[q, b] - dist[a, b]
            least = min(least, detour)
        away[j], floor[j] = detour, least


@inlined
def plain_pair(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float) -> float:
    """As `any_pair` at constant speeds, with one window per stop, where time is free: most of a search is spent here,
    so it knows no more than it must."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    away, floor, node, last = state.scratch[AWAY], state.scratch[FLOOR], task.node, state.fleet[v, SIZE] - 1
    p, q, ready, due = node[pickup, SITE_OF], node[drop, SITE_OF], node[drop, READY], node[drop, DUE]
    best, room = limit, metres_left(task, state, v, limit - use)
    _drop_floors(task, state, v, drop)
    for i in range(task.vehicle[v, FIXED], last):
        a, b = tour[i, SITE], tour[i + 1, SITE]
        t = max(node[pickup, READY], tour[i, EARLY] + leg[a, p])
        if t > node[pickup, DUE]:
            break
        gap = dist[a, p] - dist[a, b]
        detour = gap + dist[p, q] + dist[q, b]
        gap += dist[p, b]
        if (gap + floor[i + 1] >= room and detour >= room) or not has_room(task, state, v, v, i, pickup):
            continue
        if detour < room:
            reach = max(ready, t + leg[p, q])
            if reach <= due and reach + leg[q, b] <= tour[i + 1, LATE]:
                best = use + task.money[v, PER_METRE] * detour
                room = metres_left(task, state, v, best - use)
                state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, i + 2
        before, j = p, i + 1
        while gap + floor[j] < room:
            at = tour[j, SITE]
            t = max(node[tour[j, SEQ], READY], t + leg[before, at])
            if t > tour[j, LATE] or not has_room(task, state, v, v, j, pickup):
                break
            before, reach = at, max(ready, t + leg[at, q])
            if reach > due:
                break
            if gap + away[j] < room and reach + leg[q, tour[j + 1, SITE]] <= tour[j + 1, LATE]:
                best = use + task.money[v, PER_METRE] * (gap + away[j])
                room = metres_left(task, state, v, best - use)
                state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, j + 2
            j += 1
    return best if best < limit else float(FAR)


@compiled
def any_pair(task: Task, state: State, v: int, pickup: int, drop: int, limit: float, use: float, exact: int) -> float:
    """All pairs of positions that the bound leaves over, side by side first; with `exact` equal to 1 truly followed."""
    dist, leg, tour = task.grid[task.vehicle[v, DIST]], task.grid[task.vehicle[v, LEG]], state.tour[v]
    n, per_metre, node, clocked = state.fleet[v, SIZE], task.money[v, PER_METRE], task.node, task.rule[CLOCKED]
    p, q, due = node[pickup, SITE_OF], node[drop, SITE_OF], node[drop, DUE]
    best, room, least_drop = limit, metres_left(task, state, v, limit - use), least_detour(task, state, v, q)
    for i in range(task.vehicle[v, FIXED], n - 1):
        a, b = tour[i, SITE], tour[i + 1, SITE]
        t = max(node[pickup, READY], tour[i, EARLY] + leg[a, p])
        if t > node[pickup, DUE]:
            break
        first = dist[a, p] - dist[a, b]
        gap, detour = first + dist[p, b], first + dist[p, q] + dist[q, b]
        further = gap + least_drop < room
        if (not further and detour >= room) or not has_room(task, state, v, v, i, pickup):
            continue
        t = begin(task, v, tour[i, SEQ], pickup, tour[i, EARLY])
        if t > node[pickup, DUE]:
            break
        further = further and arrival_at(task, v, pickup, tour[i + 1, SEQ], t) <= tour[i + 1, LATE]
        before, site, busy, head = pickup, p, leg[a, p], FAR
        if clocked:
            busy += tour[i, BUSY]
            head = min(tour[i, HEAD], node[pickup, DUE] - busy)
        for j in range(i, n - 1 if further else i + 1):
            at, behind = tour[j, SEQ], tour[j + 1, SITE]
            if j > i:
                t = begin(task, v, before, at, t)
                if t > tour[j, LATE] or t + leg[tour[j, SITE], q] > due or not has_room(task, state, v, v, j, pickup):
                    break
                busy += leg[site, tour[j, SITE]]
                head = min(head, node[at, DUE] - busy)
                before, site = at, tour[j, SITE]
                detour = gap + dist[site, q] + dist[q, behind] - dist[site, behind]
            if detour >= room:
                continue
            reach = begin(task, v, before, drop, t)
            beyond = arrival_at(task, v, drop, tour[j + 1, SEQ], reach)
            if reach > due or beyond > tour[j + 1, LATE]:
                continue
            cost, spent = use + per_metre * detour, busy + leg[site, q]
            if clocked:
                longer = longer_tour(task, state, v, min(head, due - spent), spent + leg[q, behind], beyond, j + 1)
                cost += clock_cost(task, state, v, longer)
            if cost < best and exact == 1:
                cost = with_stops_at(task, state, v, pickup, drop, i + 1, j + 2)
            if cost < best:
                best, room = cost, metres_left(task, state, v, cost - use)
                state.other[SLOT, v, pickup], state.other[SLOT, v, drop] = i + 1, j + 2
    return best if best < limit else float(FAR)
