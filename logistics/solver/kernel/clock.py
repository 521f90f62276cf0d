"""Time on a single leg: speeds that change over the day, windows, breaks, and the way back in time."""

import numpy as np

from logistics.solver.kernel.arrays import (
    DIMENSIONS,
    DRIVE,
    FAR,
    LEG,
    LOAD_OF,
    PACE,
    PACES,
    PLACE,
    PROFILE,
    ROOM,
    SERVICE,
    SETUP,
    SITE_OF,
    TIMED,
    WINDOWS,
    Task,
)
from logistics.solver.kernel.compiling import inlined

NO_BREAK, BEFORE_LEAVING, ON_ARRIVAL = 0, 1, 2


@inlined
def arrival(task: Task, v: int, a: int, b: int, leave: int) -> int:
    """When a vehicle that leaves node a at `leave` may begin at node b, setup included, windows aside."""
    node, rule = task.node, task.rule
    if not rule[TIMED]:
        return leave + task.grid[task.vehicle[v, LEG], node[a, SITE_OF], node[b, SITE_OF]] - node[a, SERVICE]
    here, there = node[a, PLACE], node[b, PLACE]
    if here < 0 or there < 0:
        return leave
    left, now, percent = (
        np.int64(task.grid[task.vehicle[v, DRIVE], node[a, SITE_OF], node[b, SITE_OF]]) * 100,
        leave,
        100,
    )
    row = PACE + 2 * rule[PACES] * task.vehicle[v, PROFILE]
    for k in range(row, row + 2 * rule[PACES], 2):
        if rule[k] > now:
            # the first test spares a product beyond 64 bits: rows of profiles with fewer paces end with FAR
            if rule[k] - now >= left or (rule[k] - now) * percent >= left:
                break
            left -= (rule[k] - now) * percent
            now = rule[k]
        percent = rule[k + 1]
    return now + (left + percent - 1) // percent + (node[b, SETUP] if here != there else 0)


@inlined
def departure(task: Task, v: int, a: int, b: int, begin: int) -> int:
    """The latest time to leave node a so that service at node b may begin at `begin`."""
    if not task.rule[TIMED]:
        return begin - arrival(task, v, a, b, 0)
    here, there = task.node[a, PLACE], task.node[b, PLACE]
    if here < 0 or there < 0:
        return begin
    left = np.int64(task.grid[task.vehicle[v, DRIVE], task.node[a, SITE_OF], task.node[b, SITE_OF]]) * 100
    now = begin - (task.node[b, SETUP] if here != there else 0)
    row = PACE + 2 * task.rule[PACES] * task.vehicle[v, PROFILE]
    for k in range(row + 2 * task.rule[PACES] - 2, row - 2, -2):
        if task.rule[k] < now:
            if now - task.rule[k] >= left or (now - task.rule[k]) * task.rule[k + 1] >= left:
                return now - (left + task.rule[k + 1] - 1) // task.rule[k + 1]
            left -= (now - task.rule[k]) * task.rule[k + 1]
            now = task.rule[k]
    return now - (left + 99) // 100


@inlined
def leg(task: Task, v: int, a: int, b: int, finish: int, number: int, where: int) -> int:
    """When service at node b may begin, windows aside, with break `number` taken at `where`; FAR if that is too
    late."""
    t = finish
    for moment in range(1, 3):
        if where == moment:
            column = ROOM + 2 * task.rule[DIMENSIONS] + 3 * number
            t = max(t, task.vehicle[v, column])
            if t > task.vehicle[v, column + 1]:
                return FAR
            t += task.vehicle[v, column + 2]
        if moment == BEFORE_LEAVING:
            t = arrival(task, v, a, b, t)
            if where == ON_ARRIVAL and task.node[a, PLACE] != task.node[b, PLACE]:
                t -= task.node[b, SETUP]
    if where == ON_ARRIVAL and task.node[a, PLACE] != task.node[b, PLACE]:
        t += task.node[b, SETUP]
    return t


@inlined
def break_seconds(task: Task, v: int, number: int) -> int:
    """How long a break of the vehicle is."""
    return task.vehicle[v, ROOM + 2 * task.rule[DIMENSIONS] + 3 * number + 2]


@inlined
def opened(task: Task, at: int, t: int) -> int:
    """The first moment from t on when service at the node may start; FAR if there is none."""
    column = LOAD_OF + task.rule[DIMENSIONS]
    for k in range(column, column + 2 * task.rule[WINDOWS], 2):
        if t <= task.node[at, k + 1]:
            return max(t, task.node[at, k])
    return FAR


@inlined
def arrival_at(task: Task, v: int, a: int, b: int, begun: int) -> int:
    """When a vehicle that began service at node a at `begun` may begin at node b, windows of b aside."""
    return arrival(task, v, a, b, begun + task.node[a, SERVICE])


@inlined
def begin(task: Task, v: int, a: int, b: int, begun: int) -> int:
    """When service at node b may begin, windows included, after service at node a began at `begun`; FAR if it is too
    late."""
    return opened(task, b, arrival_at(task, v, a, b, begun))


@inlined
def closing(task: Task, at: int, t: int) -> int:
    """The last moment up to t when service at the node may start; -FAR if there is none."""
    found = -FAR
    column = LOAD_OF + task.rule[DIMENSIONS]
    for k in range(column, column + 2 * task.rule[WINDOWS], 2):
        if task.node[at, k] <= t:
            found = min(t, task.node[at, k + 1])
    return found
