"""Goods that may not be long on board: how much longer the way may become, if nobody waits.

A tour in which somebody bears less than nothing breaks a limit; one in which all bear what they must may still do so,
because of windows and breaks: that is found by following it.
"""

from logistics.solver.kernel.arrays import (
    BREAKS,
    DELAY,
    DROP,
    EARLY,
    FAR,
    FIRST,
    FRAIL,
    LATE,
    LEG,
    LIMIT,
    LIMITED,
    MOMENTS,
    OPENS,
    ORDER,
    POSITION,
    REST,
    SEQ,
    SERVICE,
    SINCE,
    SINCE_WHEN,
    SITE,
    SITE_OF,
    SIZE,
    SPARE,
    SWIFT,
    TIGHT,
    UNTIL_WHEN,
    State,
    Task,
)
from logistics.solver.kernel.clock import break_seconds, closing, opened
from logistics.solver.kernel.compiling import inlined


@inlined
def rest_before(task: Task, state: State, v: int, row: int, k: int) -> int:
    """Seconds of the break on the way to index k."""
    if task.vehicle[v, BREAKS] == 0 or state.tour[row, k, REST] == 0:
        return 0
    return break_seconds(task, v, state.tour[row, k, REST] // MOMENTS)


@inlined
def latest_before(task: Task, state: State, v: int, row: int, k: int) -> int:
    """The latest arrival at index k that leaves time for the break on the way there."""
    return state.tour[row, k, LATE] - rest_before(task, state, v, row, k)


@inlined
def tighten(task: Task, state: State, v: int) -> None:
    """How many more seconds the goods on board bear on the way from every stop to the next, if nobody waits."""
    tour, n, begun = state.tour[v], state.fleet[v, SIZE], state.scratch[POSITION]
    for k in range(n):
        tour[k, TIGHT] = FAR
    for k in range(n - 2, 0, -1):
        begun[task.node[tour[k, SEQ], ORDER]] = k
    for k in range(1, n - 1):
        order = task.order[task.node[tour[k, SEQ], ORDER]]
        if tour[k, SEQ] != order[DROP] or order[LIMIT] >= FAR:
            continue
        first = begun[task.node[tour[k, SEQ], ORDER]]
        # nobody waits: an earliest start may hold waiting that a further stop would use up
        spare = order[LIMIT] + order[SINCE] - tour[0, EARLY] - tour[k, SWIFT]
        if order[SINCE] < 0:
            spare = order[LIMIT] + tour[first, SWIFT] + task.node[tour[first, SEQ], SERVICE] - tour[k, SWIFT]
        for leg in range(0 if order[SINCE] >= 0 else first, k):
            tour[leg, TIGHT] = min(tour[leg, TIGHT], spare)


@inlined
def closer(task: Task, state: State, v: int) -> bool:
    """Pickups not long before the earliest start of their drop, which is not long after the latest of theirs. Returns
    whether anything moved."""
    tour, moved, begun = state.tour[v], False, state.scratch[POSITION]
    for k in range(1, state.fleet[v, SIZE] - 1):
        o = task.node[tour[k, SEQ], ORDER]
        most = task.order[o, LIMIT]
        if most >= FAR:
            continue
        if tour[k, SEQ] != task.order[o, DROP]:
            begun[tour[k, SEQ]] = k
            continue
        if task.order[o, SINCE] >= 0:
            if tour[k, LATE] > task.order[o, SINCE] + most:
                tour[k, LATE], moved = task.order[o, SINCE] + most, True
            continue
        for at in range(task.order[o, FIRST], task.order[o, DROP]):
            p, span = begun[at], most + task.node[at, SERVICE]
            if tour[p, EARLY] < tour[k, EARLY] - span:
                tour[p, EARLY], moved = opened(task, at, tour[k, EARLY] - span), True
            if tour[k, LATE] > tour[p, LATE] + span:
                tour[k, LATE], moved = closing(task, tour[k, SEQ], tour[p, LATE] + span), True
    return moved


@inlined
def is_borne(task: Task, state: State, v: int, row: int, k: int, site: int) -> bool:
    """Whether the goods on board bear a stop behind index k, if nobody waits."""
    if not task.rule[LIMITED] or state.tour[row, k, TIGHT] >= FAR:
        return True
    leg, a, b = task.grid[task.vehicle[v, LEG]], state.tour[row, k, SITE], state.tour[row, k + 1, SITE]
    return bool(leg[a, site] + leg[site, b] - leg[a, b] <= state.tour[row, k, TIGHT])


@inlined
def all_bear(task: Task, state: State, v: int, j: int, end: int) -> bool:
    """Whether all goods bear the tour under construction, with its last new stop at index `end` behind index j of the
    old one, if nobody waits."""
    if not task.rule[LIMITED] or (state.fleet[v, FRAIL] == 0):
        return True
    tour, trial, since, holds = state.tour[v], state.tour[len(state.tour) - 2], state.scratch[SINCE_WHEN], True
    until = state.scratch[UNTIL_WHEN]
    later = trial[end, SWIFT] + task.grid[task.vehicle[v, LEG], trial[end, SITE], tour[j + 1, SITE]]
    later += rest_before(task, state, v, v, j + 1) - tour[j + 1, SWIFT]
    # locked pickups whose drop is absent are never closed below
    for k in range(1, state.fleet[v, SIZE] - 1):
        since[task.node[tour[k, SEQ], ORDER]] = 0
    for k in range(1, state.fleet[v, SIZE] + end - j - 1):
        at = trial[k, SEQ] if k <= end else tour[k - end + j, SEQ]
        o = task.node[at, ORDER]
        if task.order[o, LIMIT] >= FAR or task.order[o, SINCE] >= 0:
            continue
        old = k - end + j
        swift, early = (trial[k, SWIFT], trial[k, EARLY]) if k <= end else (tour[old, SWIFT] + later, tour[old, EARLY])
        if at != task.order[o, DROP]:
            if since[o] == 0:
                since[o] = swift + task.node[at, SERVICE] + 1
                until[o] = (trial[k, LATE] if k <= end else tour[old, LATE]) + task.node[at, SERVICE]
        else:
            holds = holds and max(swift + 1 - since[o], early - until[o]) <= task.order[o, LIMIT]
            since[o] = 0
    return holds


@inlined
def tighten_new(task: Task, state: State, row: int, k: int, end: int, limit: int) -> None:
    """What the new pickup at index k bears until its drop at index `end`."""
    trial = state.tour[row]
    spare = limit + trial[k, SWIFT] + task.node[trial[k, SEQ], SERVICE] - trial[end, SWIFT]
    trial[k, TIGHT] = trial[k - 1, TIGHT]
    for leg in range(k, end):
        trial[leg, TIGHT] = min(trial[leg, TIGHT], spare)


@inlined
def spare_aboard(task: Task, state: State, v: int, row: int, n: int) -> None:
    """How many seconds more, at most, the goods on board on the way to every index bear, in SPARE."""
    spare, begun, swift, seq = state.scratch[SPARE], state.scratch[POSITION], state.scratch[DELAY], state.tour[row]
    ways, here = task.grid[task.vehicle[v, LEG]], task.node[seq[0, SEQ], SITE_OF]
    swift[0], spare[0] = 0, FAR
    for k in range(1, n):
        there = task.node[seq[k, SEQ], SITE_OF]
        swift[k], spare[k] = swift[k - 1] + ways[here, there], FAR
        here = there
    for k in range(1, n - 1):
        at, o = seq[k, SEQ], task.node[seq[k, SEQ], ORDER]
        begun[at] = k
        if task.order[o, LIMIT] >= FAR or at != task.order[o, DROP]:
            continue
        first = 0
        if task.order[o, SINCE] < 0:
            first = k
            for p in range(task.order[o, FIRST], at):
                first = min(first, begun[p])
        left = task.order[o, LIMIT] - swift[k]
        if first:
            left += swift[first] + task.node[seq[first, SEQ], SERVICE]
        else:
            left += task.order[o, SINCE] - task.vehicle[v, OPENS]
        for way in range(first + 1, k + 1):
            spare[way] = min(spare[way], left)
